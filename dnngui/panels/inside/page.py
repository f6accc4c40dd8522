"""One page: what happens, its formulas, the arithmetic of what is followed, and the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from dnngui.panels.inside.formula import FormulaView
from dnngui.panels.inside.pages import Followed, Stage
from dnngui.panels.inside.tensor import TensorView
from dnngui.panels.words import WrappedLabel

if TYPE_CHECKING:
    from dnngui.panels.inside.pages import Page
    from engine.inside import StepInside


class PageView(QScrollArea):
    """Shows one page at a time.

    Signals
    -------
    picked(dict)
        Other values of fields of `Followed`.
    """

    picked = Signal(dict)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inside_page")
        self.setAccessibleName(self.tr("Page"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._about = WrappedLabel()
        self._about.setObjectName("inside_about")
        self.formulas = FormulaView("inside_formulas", self.tr("Formulas"), 1.4)
        self.worked = FormulaView("inside_worked", self.tr("The same with numbers"), 1.2)
        self._caption = QLabel()
        self._caption.setObjectName("inside_caption")
        self._caption.setProperty("role", "muted")
        self._tensors: list[TensorView] = []
        self._page: Page | None = None
        self._lay_out()

    @property
    def tensors(self) -> tuple[TensorView, ...]:
        """The tables of the page, from top to bottom."""
        return tuple(self._tensors)

    def show_page(self, page: Page, step: StepInside, at: Followed) -> None:
        """Show another page from its top."""
        self._page = page
        self._about.setText(page.about)
        self.formulas.show_lines(page.formulas)
        self._card.setVisible(bool(page.formulas))
        for old in self._tensors:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._tensors = []
        for place, numbers in enumerate(page.numbers):
            view = TensorView(f"inside_tensor_{place}", numbers)
            view.picked.connect(self.picked)
            self._column.insertWidget(self._column.count() - 1, view)
            self._tensors.append(view)
        self.follow(step, at)
        self.verticalScrollBar().setValue(0)

    def follow(self, step: StepInside, at: Followed) -> None:
        """Let a sample, a neuron and an input stand out."""
        if self._page is None:
            return
        lines = self._page.worked(step, at)
        self.worked.show_lines(lines)
        self._caption.setText(self._followed(at, self._page))
        for each in (self._caption, self.worked):
            each.setVisible(bool(lines))
        for view in self._tensors:
            view.follow(at)

    def _followed(self, at: Followed, page: Page) -> str:
        if page.stage is Stage.UPDATE:
            text = self.tr("The weight from input {source} to neuron {unit}, in numbers:")
        elif page.stage is Stage.BACKWARD:
            text = self.tr("Sample {sample}, neuron {unit} and input {source}, in numbers:")
        else:
            text = self.tr("Sample {sample}, neuron {unit}, in numbers:")
        unit, source = min(at.unit, page.units - 1), page.source(at)
        return text.format(sample=at.sample + 1, unit=unit + 1, source=source + 1)

    def _lay_out(self) -> None:
        content, self._card = QWidget(), QFrame()
        content.setObjectName("inside_content")
        self._card.setObjectName("inside_card")
        self._card.setFrameShape(QFrame.Shape.StyledPanel)
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.setSpacing(12)
        for each in (self.formulas, self._caption, self.worked):
            inner.addWidget(each)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(4, 0, 12, 0)
        self._column.setSpacing(14)
        self._column.addWidget(self._about)
        self._column.addWidget(self._card)
        self._column.addStretch(1)
        self.setWidget(content)
