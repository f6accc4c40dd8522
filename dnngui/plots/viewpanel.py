"""What live panels share that show one view of the network, as the worker computed it."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QWidget

from dnngui.plots.base import LivePanel
from dnngui.training.frames import Needs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnngui.document.outputparts import OutputPart
    from dnngui.plots.outputpicker import OutputPicker
    from dnngui.training.frames import Frame
    from dnngui.training.outputs import Output
    from dnngui.training.views import Request
    from engine.data.dataset import Dataset

T = TypeVar("T")

OLD = 1.0
"""Seconds after which a picture says of which epoch it is."""


class ViewPanel(LivePanel, Generic[T]):
    """A panel with one request at a time, and a sentence in its place where nothing can be shown.

    A subclass says what it wants (`_request`), why that cannot be (`_obstacle`), and shows
    what came (`_show`). Pictures of another request than the present one are dropped.

    Attributes
    ----------
    controls
        The row above the content, for what can be chosen.
    age
        Says of which epoch the picture is, while it is an old one.
    content
        What shows the pictures.
    notice
        The sentence in its place.
    output
        Chooses among several outputs of the network, where the panel lets the person do so.
    """

    output: OutputPicker | None = None

    def __init__(self, name: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._view: T | None = None
        self._declined = False
        self._asked: Request | None = None
        self._epoch, self._came, self._lags = 0.0, 0.0, False
        self.content = content
        self.notice = QLabel()
        self.notice.setObjectName(f"{name}_notice")
        self.notice.setProperty("role", "muted")
        self.notice.setWordWrap(True)
        self.notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.notice.setMargin(16)
        self.notice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.notice)
        self._stack.addWidget(content)
        self.bar = QWidget()
        across = QHBoxLayout(self.bar)
        across.setContentsMargins(0, 0, 6, 0)
        across.setSpacing(0)
        self.controls = QHBoxLayout()
        self.controls.setContentsMargins(10, 6, 4, 4)
        self.controls.setSpacing(6)
        across.addLayout(self.controls, 1)
        self.age = QLabel()
        self.age.setObjectName(f"{name}_age")
        self.age.setAccessibleName(self.tr("Epoch of the picture"))
        tip = self.tr("The network has learned on since; the next picture takes time")
        self.age.setToolTip(tip)
        self.age.setProperty("role", "muted")
        self.age.setContentsMargins(2, 2, 4, 0)
        self.age.hide()
        across.addWidget(self.age)
        across.addWidget(self.menu.button())
        self._layout.addWidget(self.bar)
        self._layout.addWidget(self._stack, 1)
        self.setMinimumSize(180, 120)

    @property
    def dataset(self) -> Dataset | None:
        """The data that the next frames belong to."""
        return self._dataset

    def _request(self) -> Request | None:
        """Return what the worker is to compute; None where the data have nothing of the kind."""
        raise NotImplementedError

    def _obstacle(self) -> str:
        """Say in one sentence why these data, or this network with them, have nothing to show."""
        raise NotImplementedError

    def _show(self, view: T) -> None:
        """Put a picture on the content."""
        raise NotImplementedError

    def _describe(self, view: T) -> str:
        """Say in words what a picture shows."""
        raise NotImplementedError

    def needs(self) -> Needs:
        return Needs(views=(self._asked,)) if self.seen and self._asked is not None else Needs()

    def show_dataset(self, dataset: Dataset | None) -> None:
        if dataset is self._dataset:
            return
        # What came belongs to the rows before, whatever was asked for.
        self._view, self._declined = None, False
        super().show_dataset(dataset)
        self._ask()

    def show_outputs(self, outputs: Sequence[OutputPart]) -> None:
        if self.output is None:
            super().show_outputs(outputs)
        else:
            self.output.follow(outputs)
            self._turn_to_output()

    def begin_project(self) -> None:
        if self.output is not None:
            self.output.forget()

    def _let_choose(self, output: OutputPicker) -> OutputPicker:
        """Let the person choose the output of the network that is shown; return the control."""
        self.output = output
        output.chosen.connect(self._turn_to_output)
        return output

    @Slot()
    def _turn_to_output(self) -> None:
        assert self.output is not None
        self.show_dataset(self.output.dataset)
        # Two outputs may learn the same targets.
        self._ask()

    @property
    def _wanted_output(self) -> Output | None:
        return None if self.output is None else self.output.output

    def _ask(self) -> None:
        """Take up what is wanted now, and drop what was shown where that is something else."""
        wanted = self._request()
        if wanted != self._asked:
            self._asked, self._view, self._declined = wanted, None, False
            self._grace.start()
            self.needs_changed.emit()
        self._refresh()

    def _remember(self, frame: Frame) -> bool:
        if self._asked is None:
            return False
        if self._asked not in frame.views:
            self._lags = self._lags or monotonic() - self._came > OLD
            self._tell_age(frame)
            return False
        view = frame.views[self._asked]
        now = monotonic()
        self._lags, self._came = self._view is not None and now - self._came > OLD, now
        self._epoch = frame.view_epochs.get(self._asked, frame.position)
        self._declined = view is None
        self._view = view  # type: ignore[assignment]  # each request has pictures of one kind
        self._tell_age(frame)
        return True

    def _tell_age(self, frame: Frame) -> None:
        """Say of which epoch the picture is, where it stays for longer than people take as now."""
        # While the run goes on, a label that went with each new picture would only flicker.
        behind = frame.position != self._epoch or frame.steps_per_second > 0.0
        shown = self._view is not None and self._lags and behind
        if shown:
            epoch = f"{self._epoch:.1f}".removesuffix(".0")
            self.age.setText(self.tr("of epoch {epoch}").format(epoch=epoch))
        self.age.setVisible(shown)

    def forget(self) -> None:
        self._view = None
        self.age.hide()
        self._refresh()

    def _draw(self) -> None:
        self.bar.setVisible(self._asked is not None)
        if self._view is not None:
            self._show(self._view)
            self._stack.setCurrentWidget(self.content)
            self.setAccessibleDescription(self._describe(self._view))
        elif self._declines or not self._grace.isActive():
            words = self._missing()
            self.notice.setText(words)
            self._stack.setCurrentWidget(self.notice)
            self.setAccessibleDescription(words)
        # Else the next picture is on its way, and the one before stays for a moment.

    @property
    def _declines(self) -> bool:
        """Whether nothing will come."""
        return self._asked is None or self._declined

    def _missing(self) -> str:
        if self._dataset is None:
            return self.tr("Choose data to see this.")
        if self._declines:
            return self._obstacle()
        return self.tr("Draw a network that fits the data first.")
