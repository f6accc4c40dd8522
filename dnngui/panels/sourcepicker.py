"""Choosing where the rows come from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, get_args

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from dnngui import icons
from dnngui.panels.forms.choicebox import ChoiceBox, Option
from dnngui.panels.thumbnails import thumbnail
from dnngui.panels.words import WrappedButton
from engine.data.ownletters import learns_text
from engine.data.settings import (
    Builtin,
    BuiltinName,
    Generated,
    GeneratorName,
    OwnFile,
    Phrases,
    Points,
    SequenceName,
    Sequences,
    Source,
    TreesName,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_PICTURE = QSize(35, 35)
_COLUMNS = 4


class SourcePicker(QWidget):
    """Pictures of the generated sets, the built-in sets, and buttons for what is a person's own.

    Signals
    -------
    generator_chosen(str), builtin_chosen(str)
    table_requested(), points_requested()
    """

    generator_chosen = Signal(object)
    builtin_chosen = Signal(object)
    table_requested = Signal()
    points_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str, QToolButton] = {}
        grid = QGridLayout()
        grid.setSpacing(2)
        for place, (name, title) in enumerate(self._generators().items()):
            grid.addWidget(self._picture(name, title), *divmod(place, _COLUMNS))
        known: list[tuple[str, tuple[str, str]]] = [
            *self._builtins().items(),
            *self._sequences().items(),
            *self._trees().items(),
        ]
        self.builtin = ChoiceBox([Option(name, *words) for name, words in known])
        self.builtin.setObjectName("data_builtin")
        self.builtin.setAccessibleName(self.tr("Built-in sets"))
        self.builtin.setPlaceholderText(self.tr("Built-in sets"))
        self.builtin.edited.connect(self.builtin_chosen)
        self.open = WrappedButton(icons.icon("table"), self.tr("Open table…"))
        self.open.setObjectName("data_open_table")
        self.open.setToolTip(
            self.tr("Learn from the columns of your own CSV file, or from your own trees.")
        )
        self.open.clicked.connect(self.table_requested)
        self.points = WrappedButton(icons.icon("draw"), self.tr("Draw points…"))
        self.points.setObjectName("data_draw_points")
        self.points.setToolTip(self.tr("Place points of your own in the boundary panel."))
        self.points.clicked.connect(self.points_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.builtin)
        column.addWidget(self.points)
        column.addWidget(self.open)

    def show_source(self, source: Source) -> None:
        """Mark what the rows come from."""
        for name, button in self._buttons.items():
            button.setChecked(isinstance(source, Generated) and source.name == name)
        if isinstance(source, Builtin | Sequences | Phrases):
            self.builtin.show_value(source.name)
        else:
            self.builtin.show_mixed()
        own = isinstance(source, Points)
        self.points.set_words(self.tr("Draw on your points…") if own else self.tr("Draw points…"))
        self.open.set_words(self._words(source))

    def _words(self, source: Source) -> str:
        """Return what may be opened beside ``source``."""
        if learns_text(source):
            return self.tr("Open text or table…")
        if isinstance(source, OwnFile):
            return self.tr("Open another table…")
        return self.tr("Open table…")

    def _picture(self, name: GeneratorName, title: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"data_{name.replace(' ', '_')}")
        button.setCheckable(True)
        button.setIcon(thumbnail(name))
        button.setIconSize(_PICTURE)
        button.setProperty("picture", True)
        button.setAccessibleName(title)
        button.setToolTip(title)
        button.clicked.connect(partial(self._choose, name))
        self._buttons[name] = button
        return button

    def _choose(self, name: str) -> None:
        # A second click on the chosen picture must not leave it unmarked.
        self._buttons[name].setChecked(True)
        self.generator_chosen.emit(name)

    def _generators(self) -> Mapping[GeneratorName, str]:
        titles: dict[GeneratorName, str] = {
            "circle": self.tr("Circle: a disc in a ring"),
            "xor": self.tr("Exclusive or: four quarters"),
            "gauss": self.tr("Gauss: two clouds"),
            "spiral": self.tr("Spiral: two arms"),
            "moons": self.tr("Moons: two half circles"),
            "regression plane": self.tr("Plane: a slope to predict"),
            "regression gauss": self.tr("Bumps: a landscape to predict"),
            "line": self.tr("Line: y = 3 + 4x to predict"),
        }
        return {name: titles[name] for name in get_args(GeneratorName)}

    def _builtins(self) -> Mapping[BuiltinName, tuple[str, str]]:
        words: dict[BuiltinName, tuple[str, str]] = {
            "xor table": (self.tr("XOR table"), self.tr("4 rows, 2 features, 2 classes")),
            "iris": (self.tr("Iris"), self.tr("150 rows, 4 features, 3 classes")),
            "wine": (self.tr("Wine"), self.tr("178 rows, 13 features, 3 classes")),
            "breast cancer": (
                self.tr("Breast cancer"),
                self.tr("569 rows, 30 features, 2 classes"),
            ),
            "diabetes": (
                self.tr("Diabetes"),
                self.tr("442 rows, 10 features, a number to predict"),
            ),
            "digits": (self.tr("Digits"), self.tr("1,797 pictures of 8 × 8, 10 classes")),
        }
        return {name: words[name] for name in get_args(BuiltinName)}

    def _sequences(self) -> Mapping[SequenceName, tuple[str, str]]:
        words: dict[SequenceName, tuple[str, str]] = {
            "sine wave": (self.tr("Wave"), self.tr("Sequences of numbers, the next to predict")),
            "sorting": (self.tr("Sorting"), self.tr("Symbols to put in order, a class each step")),
            "reversing": (
                self.tr("Reversing"),
                self.tr("Symbols to say backwards, a class each step"),
            ),
            "text": (self.tr("Text"), self.tr("Sentences, each next letter to predict")),
        }
        return {name: words[name] for name in get_args(SequenceName)}

    def _trees(self) -> Mapping[TreesName, tuple[str, str]]:
        words: dict[TreesName, tuple[str, str]] = {
            "sentiment phrases": (
                self.tr("Sentiment phrases"),
                self.tr("Trees of words, good or bad at each node"),
            ),
        }
        return {name: words[name] for name in get_args(TreesName)}
