"""Which of several outputs a panel looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot

from dnngui.plots.combo import Choice
from dnngui.training.outputs import Output

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dnngui.document.outputparts import OutputPart
    from engine.data.dataset import Dataset

_WIDEST, _LEAST = 160, 60


class OutputPicker(Choice):
    """Offers the outputs that a panel can show; hidden where there is one at most.

    What the person chose is chosen whenever it is there; else it is the first.

    Parameters
    ----------
    fits
        Whether a panel can show the output that learns the targets of a data set.

    Attributes
    ----------
    part
        The output that is looked at; where none fits one that tells why, None without data.

    Signals
    -------
    chosen()
        The person chose another one.
    """

    chosen = Signal()

    def __init__(self, name: str, fits: Callable[[Dataset], bool]) -> None:
        super().__init__(name, _WIDEST, _LEAST)
        self._tell()
        self.part: OutputPart | None = None
        self._fits = fits
        self._parts: Sequence[OutputPart] = ()
        self._wanted: int | None = None
        self.activated.connect(self._choose)
        self.hide()

    @property
    def output(self) -> Output | None:
        """What a request is about; None where the network has one output."""
        if self.part is None or self.part.node is None:
            return None
        return Output(self.part.node, self.part.dataset.target_names)

    @property
    def dataset(self) -> Dataset | None:
        """The rows with the targets of the output that is looked at."""
        return None if self.part is None else self.part.dataset

    def follow(self, parts: Sequence[OutputPart]) -> None:
        """Offer those of ``parts`` that fit."""
        self._parts = [each for each in parts if self._fits(each.dataset)]
        choices = self._parts if len(self._parts) > 1 else []
        self.offer([(self._words(each), each.node) for each in choices])
        for place, each in enumerate(choices):
            tip = ", ".join(each.dataset.target_names)
            self.setItemData(place, tip, Qt.ItemDataRole.ToolTipRole)
        if choices:
            self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 12)
        places = [place for place, each in enumerate(self._parts) if each.node == self._wanted]
        self.setCurrentIndex(places[0] if places else 0)
        self.setVisible(bool(choices))
        # Of what has no fitting classes, classes say more of the reason than numbers do.
        telling = [each for each in parts if each.dataset.classes] or parts
        self._take(telling[0] if telling else None)

    def forget(self) -> None:
        """Drop what was chosen: ids are another project's from now on."""
        self._wanted = None

    def _words(self, part: OutputPart) -> str:
        first, *others = part.dataset.target_names
        told = f"{first}, …" if others else first
        return self.tr("{targets} → {output}").format(targets=told, output=part.name)

    def _take(self, otherwise: OutputPart | None) -> None:
        self.part = self._parts[max(self.currentIndex(), 0)] if self._parts else otherwise
        self._tell()

    def _tell(self) -> None:
        """Say what is chosen here, and of what is chosen the whole text, which may be cut."""
        words = self.tr("Output of the network")
        self.set_words(words, "\n".join((words, self.currentText())).strip())

    @Slot(int)
    def _choose(self, place: int) -> None:
        self._wanted = self.itemData(place)
        self._take(None)
        self.chosen.emit()
