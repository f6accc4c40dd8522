"""What the finder offers: commands, layers to add or that fit at a place, and what is drawn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from dnngui import icons, notewords
from dnngui.app.actions import plain
from dnngui.app.entries import Entry
from dnngui.document.groups import written
from dnngui.panels.search import SYNONYMS
from dnngui.words import say, term
from engine import shapes
from engine.layers import CATALOGUE, Group

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenuBar

    from dnngui.app.docks import Docks
    from dnngui.canvas.spots import Spot
    from dnngui.document.project import Project
    from engine.fitting import Fit
    from engine.graph import Graph
    from engine.layers import Layer
    from engine.nodes import Node


def commands(bar: QMenuBar, docks: Docks) -> Iterator[Entry]:
    """Yield what can be done in the menus at the moment, but for what `panels` does."""
    # What opens a panel would close one that stands behind another.
    toggles = [dock.toggleViewAction() for dock in docks.by_name.values()]
    for action in bar.actions():
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield from (entry for entry, each in _of_menu(menu, ()) if each not in toggles)


def _of_menu(menu: QMenu, above: tuple[str, ...]) -> Iterator[tuple[Entry, QAction]]:
    """Yield what can be done in a menu, and in those within."""
    menu.aboutToShow.emit()
    trail = (*above, plain(menu.title()))
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _of_menu(inner, trail)
        elif action.isEnabled() and not action.isSeparator():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            text = plain(action.text()).removesuffix("…")
            where = " › ".join(trail)
            yield Entry(text, where, action.trigger, keys, icon=action.icon()), action


def panels(docks: Docks, go_to: Callable[[str], object]) -> Iterator[Entry]:
    """Yield all panels, to be gone to by ``go_to``."""
    where = QCoreApplication.translate("Finder", "Go to the panel")
    for name, dock in docks.by_name.items():
        yield Entry(dock.accessibleName(), where, partial(go_to, name))


def layers(add: Callable[[Layer], None]) -> Iterator[Entry]:
    """Yield all layers, to be added by ``add``."""
    text = QCoreApplication.translate("Finder", "Add {layer}")
    for kind in CATALOGUE:
        yield Entry(
            text.format(layer=term(kind.title)),
            term(kind.category),
            partial(add, kind.offered()),
            other=_names(kind),
            icon=icons.icon(kind.kind()),
        )


def fitting(graph: Graph, spot: Spot, add: Callable[[Layer], None]) -> Iterator[Entry]:
    """Yield all layers, with what each gives at ``spot`` of ``graph`` or why it does not fit."""
    for kind in CATALOGUE:
        fit = spot.fit(graph, kind.offered())
        yield Entry(
            term(kind.title),
            _given(fit) or term(kind.category),
            partial(add, fit.layer),
            other=f"{_names(kind)} {term(kind.category)} {kind.category}",
            icon=icons.icon(kind.kind()),
            told=term(kind.summary) if fit.refusal is None else say(fit.refusal),
            refused=fit.refusal is not None,
        )


def _given(fit: Fit) -> str:
    if fit.missing:
        return QCoreApplication.translate("Finder", "needs another input")
    return "" if fit.shape is None else f"→ {shapes.text(fit.shape)}"


def _names(kind: type[Layer]) -> str:
    """Return what else a layer is called, in English and Chinese."""
    return f"{kind.title} {kind.kind()} {SYNONYMS.get(kind.kind(), '')}"


def nodes(graph: Graph, go_to: Callable[[int], None]) -> Iterator[Entry]:
    """Yield the layers of the drawing, to be shown by ``go_to``."""
    drawing = QCoreApplication.translate("Finder", "Drawing")
    for node, groups in _all_nodes(graph):
        yield Entry(
            node.name,
            " › ".join((drawing, *groups)),
            partial(go_to, node.id),
            other=f"{term(node.layer.title)} {node.layer.title}",
            icon=icons.icon(node.layer.kind()),
        )


def notes(project: Project, go_to: Callable[[int], None]) -> Iterator[Entry]:
    """Yield the comments and frames of the drawing by their words, to be shown by ``go_to``."""
    drawing = QCoreApplication.translate("Finder", "Drawing")
    for each in written(project):
        kind, where = notewords.kind(each.note), " › ".join((drawing, *each.groups))
        yield Entry(
            notewords.line(each.note),
            f"{kind}, {where}",
            partial(go_to, each.id),
            icon=icons.icon(notewords.icon_name(each.note)),
        )


def _all_nodes(
    graph: Graph, groups: tuple[str, ...] = ()
) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Yield all layers, each with the names of the groups around it."""
    for node in graph.nodes:
        yield node, groups
        if isinstance(node.layer, Group):
            yield from _all_nodes(node.layer.drawing, (*groups, node.name))
