"""The learning rate in the transport: the one that is set, the one in force, a search for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from dnngui import icons
from dnngui.panels.figure import scaled
from dnngui.panels.forms import commit_typing
from dnngui.panels.forms.declaration import Number, fields
from dnngui.panels.forms.numbers import brief
from dnngui.panels.ratebox import RateBox
from engine.optim import SGD
from engine.unsupervised.figures import ends_in_machine

if TYPE_CHECKING:
    from dnngui.document.project import Project
    from dnngui.history import History
    from dnngui.panels.forms.numbers import Bounds


class RateControl(QWidget):
    """The box of the learning rate under its title.

    Attributes
    ----------
    box
        Where the rate is chosen or typed.

    Signals
    -------
    search_requested()
        A person wants to be told of a good rate.
    """

    search_requested = Signal()

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history
        self._in_force: float | None = None
        self.box = RateBox(_rate_bounds())
        self._title = QLabel()
        self._search = QToolButton()
        self._name_parts()
        self._lay_out()
        self._search.pressed.connect(commit_typing)
        self._search.clicked.connect(self.search_requested)
        self.box.edited.connect(self._set_rate)
        self.box.finished.connect(history.seal)
        history.opened.connect(self.box.revert)
        history.changed.connect(self.synchronize)
        self.synchronize(history.project)

    def show_in_force(self, rate: float | None) -> None:
        """Show the rate of the next step, while a schedule makes it another than is set."""
        self._in_force = rate
        if rate is None or not self._history.project.training.schedule.moves:
            self._title.setText(self.tr("Learning rate"))
            self._title.setToolTip("")
        else:
            self._title.setText(self.tr("Rate now {rate}").format(rate=brief(rate)))
            self._title.setToolTip(self.tr("The schedule has moved the learning rate to this."))

    @Slot(object)
    def synchronize(self, project: Project) -> None:
        """Show the project's learning rate; an RBM that ends the network has one of its own."""
        self.box.show_value(project.training.optimizer.learning_rate)
        supervised = not ends_in_machine(project.graph)
        for control in (self.box, self._search):
            control.setEnabled(supervised)
        self.show_in_force(self._in_force)

    def _name_parts(self) -> None:
        search = self.tr("Find a learning rate")
        self._title.setObjectName("transport_rate_title")
        self._title.setProperty("role", "muted")
        self._title.setFont(scaled(self.font(), 0.9))
        self._title.setBuddy(self.box)
        self.box.setObjectName("transport_learning_rate")
        self.box.setAccessibleName(self.tr("Learning rate"))
        self._search.setObjectName("transport_find_rate")
        self._search.setAccessibleName(search)
        self._search.setToolTip(search)
        self._search.setIcon(icons.icon("find-rate"))
        self._search.setIconSize(QSize(18, 18))
        self._search.setFixedSize(QSize(24, 26))
        self._search.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        # As wide as its longest text: the control does not grow when the schedule begins to move.
        widest = self.tr("Rate now {rate}").format(rate="0.0000888")
        self._title.setMinimumWidth(self._title.fontMetrics().horizontalAdvance(widest))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2)
        grid.setVerticalSpacing(1)
        grid.addWidget(self._title, 0, 0, 1, 2)
        grid.addWidget(self.box, 1, 0)
        grid.addWidget(self._search, 1, 1)
        grid.setColumnStretch(0, 1)

    @Slot(float)
    def _set_rate(self, rate: float) -> None:
        project = self._history.project
        optimizer = msgspec.structs.replace(project.training.optimizer, learning_rate=rate)
        training = msgspec.structs.replace(project.training, optimizer=optimizer)
        project = msgspec.structs.replace(project, training=training)
        self._history.do(self.tr("Set learning rate"), project, "training optimizer.learning_rate")


def _rate_bounds() -> Bounds:
    kinds = {field.name: field.kind for field in fields(SGD)}
    kind = kinds["learning_rate"]
    assert isinstance(kind, Number)
    return kind.bounds
