"""Which rows are held out, and how numbers are prepared."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from dnngui.panels.dataform import DataForm
from dnngui.panels.forms.choicebox import FlagBox
from dnngui.panels.numberrow import NumberRow
from dnngui.panels.sliderrow import SliderRow
from engine.data.dataset import Task
from engine.data.ownletters import learns_text
from engine.data.settings import (
    Builtin,
    DataSettings,
    Generated,
    Phrases,
    Points,
    Sequences,
    Text,
    Treebank,
)


class SplitForm(DataForm):
    """Test share and seed of the split, stratifying, standardising, where they have an effect."""

    def __init__(self) -> None:
        super().__init__()
        self._settings = DataSettings()
        self._task: Task | None = None
        self._share = SliderRow(
            "data_test_share",
            self.tr("Held out for testing"),
            self.tr("Share of the rows that the network is tested on and never learns from."),
            90,
        )
        self._seed = NumberRow(
            "data_split_seed",
            self.tr("Split seed"),
            self.tr("The same seed holds out the same rows."),
            DataSettings,
            "split_seed",
            dice=self.tr("Hold out other rows"),
        )
        self._in_order = FlagBox(self.tr("Keep the order"))
        self._in_order.setToolTip(
            self.tr("The last rows are held out, and batches take the others as they follow.")
        )
        self._stratify = FlagBox(self.tr("Keep shares of classes"))
        self._stratify.setToolTip(self.tr("Each class has the same share in both parts."))
        self._standardize = FlagBox(self.tr("Standardise features"))
        self._standardize.setToolTip(
            self.tr("Mean 0 and deviation 1, measured on the training part alone.")
        )
        self._range = FlagBox(self.tr("To the range 0 to 1 instead"))
        self._range.setToolTip(
            self.tr("The least value of the training part becomes 0 and the greatest 1.")
        )
        self._reconstruct = FlagBox(self.tr("Reconstruct the input"))
        self._reconstruct.setToolTip(
            self.tr(
                "The inputs themselves are what is to be learned, as by an autoencoder. R² then "
                "counts each input by its variance."
            )
        )
        self._target = FlagBox(self.tr("Standardise target"))
        self._target.setToolTip(self.tr("The network learns it with mean 0 and deviation 1."))
        self._lay_out()

    def show_settings(self, settings: DataSettings) -> None:
        self._settings = settings
        self._share.show_value(100.0 * settings.test_share)
        self._seed.box.show_value(settings.split_seed)
        self._in_order.show_value(settings.in_order)
        self._stratify.show_value(settings.stratify)
        self._standardize.show_value(settings.standardize)
        self._range.show_value(settings.unit_range)
        self._target.show_value(settings.standardize_target)
        self._reconstruct.show_value(settings.reconstruct)
        self._show_what_matters()

    def revert(self) -> None:
        """Forget what is typed and not taken."""
        self._seed.revert()

    def show_task(self, task: Task | None) -> None:
        """Show what matters for this task; None while it is not known."""
        self._task = task
        self._show_what_matters()

    def _show_what_matters(self) -> None:
        source, settings = self._settings.source, self._settings
        trees = isinstance(source, Phrases | Treebank)
        symbols = learns_text(source) or (
            isinstance(source, Sequences) and source.name != "sine wave"
        )
        own = isinstance(source, Points)
        raw = trees or own or isinstance(source, Generated | Sequences | Text)
        whole = isinstance(source, Builtin) and source.name == "xor table"
        regression = self._task is Task.REGRESSION
        scalable = not whole and not raw
        self._share.setVisible(not whole)
        # Own points know by themselves which of them are held out.
        shuffled = not whole and not own and not settings.in_order
        self._in_order.setVisible(not whole and not own)
        self._seed.setVisible(shuffled)
        self._stratify.setVisible(shuffled and not regression and not trees and not symbols)
        self._standardize.setVisible(scalable)
        self._range.setVisible(scalable and settings.standardize)
        self._target.setVisible(scalable and regression and not settings.reconstruct)
        # Set and without sense it is still to be seen.
        self._reconstruct.setVisible(settings.reconstruct or not (trees or symbols))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._share.edited.connect(self._set_share)
        self._seed.edited.connect(
            partial(self.edited.emit, "split_seed", self.tr("Set split seed"))
        )
        for row in (self._share, self._seed):
            row.finished.connect(self.finished)
            column.addWidget(row)
        for box, field, step in (
            (self._in_order, "in_order", self.tr("Set the order of rows")),
            (self._stratify, "stratify", self.tr("Set shares of classes")),
            (self._standardize, "standardize", self.tr("Set standardising of features")),
            (self._range, "unit_range", self.tr("Set the range of features")),
            (self._target, "standardize_target", self.tr("Set standardising of the target")),
            (self._reconstruct, "reconstruct", self.tr("Set reconstruction of the input")),
        ):
            box.setObjectName(f"data_{field}")
            box.setAccessibleName(box.text())
            box.edited.connect(partial(self.edited.emit, field, step))
            box.finished.connect(self.finished)
            column.addWidget(box)

    def _set_share(self, percent: float) -> None:
        self.edited.emit("test_share", self.tr("Set test share"), percent / 100.0)
