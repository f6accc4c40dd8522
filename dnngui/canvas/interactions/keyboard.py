"""Connecting without a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF

from dnngui.canvas import edits
from dnngui.canvas.interactions.base import Interaction, Pointer
from dnngui.canvas.items.node import IN_PORT, OUT_PORT
from dnngui.canvas.items.overlay import Verdict
from dnngui.canvas.routing import Wire

if TYPE_CHECKING:
    from dnngui.canvas.editor import Editor


class ConnectByKeyboard(Interaction):
    """Tab chooses among the layers that can be connected to, Enter connects."""

    follows_edges = False

    def __init__(self, editor: Editor, start: Pointer, source: int) -> None:
        super().__init__(editor, start)
        self._source = source
        allowed = edits.open_targets(editor.graph, source)
        order = editor.graph.order
        behind = order[order.index(source) + 1 :] + order[: order.index(source)]
        self._targets = [node for node in behind if node in allowed]
        self._targets.sort(key=self._is_full)
        self._place = 0

    def _is_full(self, node: int) -> bool:
        """Whether a connection would take the place of another; such layers come last."""
        graph = self.editor.graph
        return graph[node].layer.arity.most == len(graph.sources(node))

    @property
    def possible(self) -> bool:
        return bool(self._targets)

    @property
    def target(self) -> int:
        return self._targets[self._place]

    def show(self) -> None:
        """Show and say what Enter would connect."""
        drawing, source, target = self.drawing, self._source, self.target
        drawing.offer(self._targets, [source], target)
        start = drawing.port(source, OUT_PORT)
        wire = Wire(*start, *drawing.port(target, IN_PORT))
        drawing.show_wire(wire, Verdict.GOOD)
        text = QCoreApplication.translate(
            "Canvas", "{what}: Enter connects, Tab chooses another layer, Esc cancels."
        )
        said = text.format(what=edits.connecting(self.editor.graph, source, target))
        drawing.tip.show_text(said, QPointF(wire.x2, wire.y2), refused=False)
        self.say(said)

    def step(self, *, forwards: bool) -> None:
        """Choose the next or previous layer."""
        self._place = (self._place + (1 if forwards else -1)) % len(self._targets)
        self.show()

    def move(self, pointer: Pointer) -> None:
        """Ignore the pointer."""

    def release(self, pointer: Pointer) -> None:
        self.drawing.end_gesture()
        if self.editor.connect_layers(self._source, self.target):
            self.say("")
