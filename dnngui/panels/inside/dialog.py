"""The window in which one training step is gone through page by page."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from dnngui.panels.heading import Heading
from dnngui.panels.inside.page import PageView
from dnngui.panels.inside.pages import Followed, pages

if TYPE_CHECKING:
    from dnngui.panels.inside.pages import Page
    from engine.inside import StepInside

_LIST_WIDTH = 190
_SIZE, _FRAME = QSize(980, 760), QSize(40, 60)


class InsideDialog(QDialog):
    """Shows the batch, each layer forward, the loss, each layer backward, and what changes.

    Signals
    -------
    layer_shown(tuple)
        A page of a layer is shown: the ids with which it is drawn, the outermost group first.
    step_wanted()
        A person wants this step to be made.
    """

    layer_shown = Signal(tuple)
    step_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inside_dialog")
        self.setWindowTitle(self.tr("Inside one step"))
        self.setSizeGripEnabled(True)
        self._step: StepInside | None = None
        self._pages: tuple[Page, ...] = ()
        self._followed = Followed()
        self._heading = Heading("inside", "")
        self.list = QListWidget()
        self.list.setObjectName("inside_pages")
        self.list.setAccessibleName(self.tr("Pages of the step"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setSpacing(2)
        self.list.currentRowChanged.connect(self._show_page)
        self.page = PageView()
        self.page.picked.connect(self._pick)
        self._sample = self._box("inside_sample", self.tr("Sample"))
        self._unit = self._box("inside_unit", self.tr("Neuron"))
        self._sample.valueChanged.connect(self._choose_sample)
        self._unit.valueChanged.connect(self._choose_unit)
        self._make_buttons()
        self._lay_out()
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _FRAME))

    @property
    def shown(self) -> Page:
        """The page that is shown."""
        return self._pages[self.list.currentRow()]

    @property
    def followed(self) -> Followed:
        """What is followed through the pages."""
        return self._followed

    def show_step(self, step: StepInside) -> None:
        """Show a step from its first page on; what is followed stays, as far as it is there."""
        self._step, self._pages = step, pages(step)
        title = self.tr("Step {number}").format(number=step.number)
        self._heading.set_title(title)
        self._sample.setRange(1, step.shown)
        self._sample.setSuffix(self._of(step.shown))
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([f"{page.arrow} {page.title}".strip() for page in self._pages])
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
        self._make.setEnabled(True)
        self._next.setFocus()

    # -- building

    def _box(self, name: str, title: str) -> QSpinBox:
        box = QSpinBox()
        box.setObjectName(name)
        box.setAccessibleName(title)
        box.setMinimum(1)
        return box

    def _make_buttons(self) -> None:
        self._back = self._button("inside_back", self.tr("&Back"))
        self._next = self._button("inside_next", self.tr("&Next"))
        self._make = self._button("inside_make", self.tr("&Make this step"))
        self._close = self._button("inside_close", self.tr("Close"))
        tip = self.tr("The run makes exactly this step; then the next one is shown")
        self._make.setToolTip(tip)
        self._back.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_on)
        self._make.clicked.connect(self._want_step)
        self._close.clicked.connect(self.reject)
        self._next.setDefault(True)
        for button, slot, keys in (
            (self._back, self.go_back, ("PgUp", "Alt+Left")),
            (self._next, self.go_on, ("PgDown", "Alt+Right")),
        ):
            button.setToolTip(" · ".join(keys))
            for each in keys:
                QShortcut(QKeySequence(each), self).activated.connect(slot)

    def _button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text.replace("&", ""))
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._heading, 1)
        for title, box in ((self.tr("Sample"), self._sample), (self.tr("Neuron"), self._unit)):
            label = QLabel(title)
            label.setBuddy(box)
            top.addWidget(label)
            top.addWidget(box)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.list)
        middle.addWidget(self.page, 1)
        self._place = QLabel()
        self._place.setObjectName("inside_place")
        self._place.setProperty("role", "muted")
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        for each in (self._make, self._place):
            bottom.addWidget(each)
        bottom.addStretch(1)
        for each in (self._back, self._next, self._close):
            bottom.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addLayout(bottom)

    # -- turning pages

    @Slot()
    def go_on(self) -> None:
        """Show the next page."""
        self.list.setCurrentRow(min(self.list.currentRow() + 1, self.list.count() - 1))

    @Slot()
    def go_back(self) -> None:
        """Show the page before."""
        self.list.setCurrentRow(max(self.list.currentRow() - 1, 0))

    @Slot(int)
    def _show_page(self, row: int) -> None:
        if self._step is None or row < 0:
            return
        page = self._pages[row]
        self._unit.blockSignals(True)
        self._unit.setMaximum(page.units)
        self._unit.setSuffix(self._of(page.units))
        self._unit.setValue(self._followed.unit + 1)
        self._unit.setEnabled(page.units > 1)
        self._unit.blockSignals(False)
        self.page.show_page(page, self._step, self._followed)
        text = self.tr("Page {page} of {count}")
        self._place.setText(text.format(page=row + 1, count=len(self._pages)))
        self._back.setEnabled(row > 0)
        self._next.setEnabled(row + 1 < len(self._pages))
        if page.trail:
            self.layer_shown.emit(page.trail)

    @Slot()
    def _want_step(self) -> None:
        self._make.setEnabled(False)
        self.step_wanted.emit()

    # -- following

    @Slot(int)
    def _choose_sample(self, number: int) -> None:
        self._follow(dataclasses.replace(self._followed, sample=number - 1))

    @Slot(int)
    def _choose_unit(self, number: int) -> None:
        self._follow(dataclasses.replace(self._followed, unit=number - 1))

    @Slot(dict)
    def _pick(self, chosen: dict[str, int]) -> None:
        self._follow(dataclasses.replace(self._followed, **chosen))
        for box, value in (
            (self._sample, self._followed.sample),
            (self._unit, self._followed.unit),
        ):
            box.blockSignals(True)
            box.setValue(value + 1)
            box.blockSignals(False)

    def _follow(self, at: Followed) -> None:
        self._followed = at
        if self._step is not None:
            self.page.follow(self._step, at)

    def _of(self, count: int) -> str:
        return " " + self.tr("of {count}").format(count=count)
