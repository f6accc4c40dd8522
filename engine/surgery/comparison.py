"""How the tensors of an edited network lie to those of the network before."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine import layers
from engine.inference import infer
from engine.surgery import roles, starts
from engine.surgery.channels import NEW, covers, first, plain, same, spread_over
from engine.surgery.starts import Begin, Start

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engine.graph import Graph
    from engine.layers import Layer
    from engine.surgery.channels import Indices


FIRST_WEIGHTS = frozenset(
    ("kernel_initializer", "bias_initializer", "recurrent_initializer", "initializer")
)
"""Fields that say nothing of weights that have learned."""


class Relation(NamedTuple):
    """What an output has to do with one of the network before.

    Attributes
    ----------
    origin
        The layer whose output it was.
    places
        Of each channel the place that it had, or `NEW`; None where all are as they were.
    exact
        Whether the channels that were there have the values that they had.
    through
        Layers put in between that have to begin in a certain way for that.
    """

    origin: int
    places: Indices | None = None
    exact: bool = True
    through: frozenset[Begin] = frozenset()


class Comparison:
    """Two networks without groups, the second an edit of the first.

    Attributes
    ----------
    old, new
        Both, without groups.
    twins
        By id of a new layer: the old one of the same kind that it continues.
    inputs
        By id of a layer with a twin: how each of its inputs lies to those of the twin, or None.
    begins
        How new layers are to begin so that what they were put into computes what it did.
    keeps
        Whether the new network computes what the old one did, with the weights that `grafts` tells
        of.
    """

    def __init__(self, old: Graph, new: Graph, twins: Mapping[int, int] | None = None) -> None:
        self.old, self.new = old, new
        self._was, self._now = infer(old), infer(new)
        self.twins = _same_kinds(old, new, twins or {})
        self._settled = _settled(old)
        self._relations: dict[int, Relation | None] = {}
        self._used: set[Begin] = set()
        self.inputs: dict[int, list[Relation | None]] = {}
        for node in self._now.live:
            self._relations[node] = self._related(node)
        self.keeps = self._outputs_stay()
        self.begins = {begin.node: begin.start for begin in self._used}

    # -- outputs

    def _outputs_stay(self) -> bool:
        was, now = self._was.outputs, self._now.outputs
        if len(was) != len(now):
            return False
        for before, after in zip(was, now, strict=True):
            relation = self._relations[after]
            if relation is None or relation.origin != self._settled[before]:
                return False
            self._used |= relation.through
            if not relation.exact or relation.places is not None:
                return False
        return True

    # -- layer by layer

    def _related(self, node: int) -> Relation | None:
        layer = self.new[node].layer
        twin = self.twins.get(node)
        sources = [self._relations[source] for source in self.new.sources(node)]
        if isinstance(layer, roles.TRANSPARENT):
            return sources[0]
        if twin is None:
            return self._of_new(node, layer, sources)
        found = self._matched(node, twin, sources)
        self.inputs[node] = found
        if isinstance(layer, layers.Concatenate):
            return self._joined(node, twin, found)
        if isinstance(layer, roles.MERGES):
            return self._merged(node, twin, found)
        return self._of_twin(node, twin, layer, found)

    def _matched(
        self, node: int, twin: int, sources: list[Relation | None]
    ) -> list[Relation | None]:
        """Return the relations to what the twin read, in its order unless it takes several."""
        before = [self._settled[source] for source in self.old.sources(twin)]
        if self.new[node].layer.arity.most == 1:
            fitting = [
                each if each is not None and each.origin == origin else None
                for each, origin in zip(sources, before, strict=False)
            ]
        else:
            left = list(before)
            fitting = []
            for each in sources:
                known = each is not None and each.origin in left
                fitting.append(each if known else None)
                if each is not None and known:
                    left.remove(each.origin)
        for each in fitting:
            if each is not None:
                self._used |= each.through
        return fitting

    def _of_new(self, node: int, layer: Layer, sources: list[Relation | None]) -> Relation | None:
        if isinstance(layer, layers.Add):
            return self._with_branches(node, sources)
        if isinstance(layer, layers.Concatenate):
            return self._widened(node, sources)
        source = sources[0] if len(sources) == 1 else None
        if source is None:
            return None
        shapes = self._now.shapes
        relaid = isinstance(layer, layers.Flatten | layers.Reshape)
        if relaid and shapes[node] == shapes[self.new.sources(node)[0]]:
            return source
        if not starts.can_be_identity(self.new, node):
            return None
        begin = frozenset([Begin(node, Start.IDENTITY)])
        return source._replace(through=source.through | begin)

    def _with_branches(self, node: int, sources: list[Relation | None]) -> Relation | None:
        """Return what a new sum adds to, where all else that it adds can begin as zero."""
        branches: list[int] = []
        trunk: list[Relation | None] = []
        for source, relation in zip(self.new.sources(node), sources, strict=True):
            fresh = source not in self.twins and starts.can_be_zero(self.new, source)
            if fresh:
                branches.append(source)
            else:
                trunk.append(relation)
        relation = trunk[0] if len(trunk) == 1 else None
        if relation is None:
            return None
        zeros = frozenset(Begin(source, Start.ZERO) for source in branches)
        return relation._replace(through=relation.through | zeros)

    def _widened(self, node: int, sources: list[Relation | None]) -> Relation | None:
        """Return what a new layer lays other values beside."""
        known = [each for each in sources if each is not None]
        if len(known) != 1 or not self._along_channels(node):
            return None
        parts = [self._places(each, relation) for each, relation in self._pairs(node, sources)]
        return known[0]._replace(places=np.concatenate(parts))

    def _joined(self, node: int, twin: int, found: list[Relation | None]) -> Relation | None:
        known = [each for each in found if each is not None]
        exact = all(each.exact for each in known) and self._alike(node, twin)
        if not self._along_channels(node):
            whole = len(known) == len(found) == len(self.old.sources(twin))
            as_it_was = whole and all(each.places is None for each in known)
            return self._unlike(node, twin, exact=as_it_was and exact)
        begin = 0
        offsets: dict[int, list[int]] = {}
        for source in self.old.sources(twin):
            offsets.setdefault(self._settled[source], []).append(begin)
            begin += self._was.shapes[source][-1]
        parts = []
        for source, relation in self._pairs(node, found):
            places = self._places(source, relation)
            if relation is not None:
                places = np.where(places >= 0, places + offsets[relation.origin].pop(0), NEW)
            parts.append(places)
        return Relation(twin, plain(np.concatenate(parts), begin), exact)

    def _merged(self, node: int, twin: int, found: list[Relation | None]) -> Relation | None:
        known = [each for each in found if each is not None]
        if not known or any(not same(each.places, known[0].places) for each in known):
            return self._unlike(node, twin)
        extra = [
            source
            for source, relation in zip(self.new.sources(node), found, strict=True)
            if relation is None
        ]
        zero = isinstance(self.new[node].layer, layers.Add) and all(
            source not in self.twins and starts.can_be_zero(self.new, source) for source in extra
        )
        exact = all(each.exact for each in known) and len(known) == len(self.old.sources(twin))
        zeros = frozenset(Begin(source, Start.ZERO) for source in extra) if zero else frozenset()
        return Relation(twin, known[0].places, exact and (zero or not extra), zeros)

    def _of_twin(
        self, node: int, twin: int, layer: Layer, found: list[Relation | None]
    ) -> Relation | None:
        source = found[0] if found else None
        alike = self._alike(node, twin)
        if isinstance(layer, layers.Input):
            same = self._now.shapes[node] == self._was.shapes[twin]
            return Relation(twin) if same else None
        if roles.grows(layer):
            exact = alike and source is not None and source.exact and self._is_whole(node)
            return Relation(twin, *self._grown(node, twin, exact=exact))
        if source is None:
            return self._unlike(node, twin)
        exact = alike and source.exact
        if source.places is None or len(found) != 1:
            whole = all(each is not None and each.places is None for each in found)
            exact = exact and whole and all(each is not None and each.exact for each in found)
            return self._unlike(node, twin, exact=exact)
        return self._followed(node, twin, source._replace(exact=exact))

    def _followed(self, node: int, twin: int, source: Relation) -> Relation | None:
        """Return what a layer makes of channels that moved, all but some of which are new."""
        layer, places, exact = self.new[node].layer, source.places, source.exact
        assert places is not None
        exact = exact and (roles.by_channel(layer) or isinstance(layer, layers.Flatten))
        if isinstance(layer, (*roles.BY_CHANNEL, *roles.ACROSS_CHANNELS)):
            return Relation(twin, places, exact)
        before, now = self._reads(node, twin)
        if isinstance(layer, layers.DepthwiseConv2D):
            return Relation(twin, spread_over(places, layer.depth_multiplier), exact)
        if isinstance(layer, layers.Flatten) and before[:-1] == now[:-1]:
            rows = np.arange(math.prod(before[:-1]))[:, None] * before[-1]
            return Relation(twin, np.where(places >= 0, rows + places, NEW).ravel(), exact)
        return self._unlike(node, twin)

    # -- what it takes

    def _reads(self, node: int, twin: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the shapes of the first input, before and now."""
        before, now = self.old.sources(twin)[0], self.new.sources(node)[0]
        return self._was.shapes[before], self._now.shapes[now]

    def _is_whole(self, node: int) -> bool:
        """Whether all channels that the twin read are there still."""
        twin = self.twins[node]
        for source, relation in zip(self.old.sources(twin), self.inputs[node], strict=False):
            width = self._was.shapes[source][-1]
            if relation is None or not covers(relation.places, width):
                return False
        return True

    def _grown(self, node: int, twin: int, *, exact: bool) -> tuple[Indices | None, bool]:
        """Return where the units were, and whether those that stay compute what they did."""
        new, old = self.new[node].layer, self.old[twin].layer
        before, now = roles.width(old), roles.width(new)
        assert before is not None
        assert now is not None
        if before == now and roles.sides(new) == roles.sides(old):
            return None, exact
        own = first(before, now)
        places = [np.where(own >= 0, own + side * before, NEW) for side in range(roles.sides(new))]
        return np.concatenate(places), exact and not roles.mixes_outputs(new)

    def _unlike(self, node: int, twin: int, *, exact: bool = False) -> Relation | None:
        """Return what is left of a tensor of which nothing else is known."""
        if self._now.shapes[node][-1] != self._was.shapes[twin][-1]:
            return None
        return Relation(twin, None, exact)

    def _along_channels(self, node: int) -> bool:
        layer = self.new[node].layer
        assert isinstance(layer, layers.Concatenate)
        return layer.axis in {-1, len(self._now.shapes[node]) - 1}

    def _pairs(
        self, node: int, relations: list[Relation | None]
    ) -> list[tuple[int, Relation | None]]:
        return list(zip(self.new.sources(node), relations, strict=True))

    def _places(self, source: int, relation: Relation | None) -> Indices:
        """Return the places of an input's channels within what they were part of."""
        width = self._now.shapes[source][-1]
        if relation is None:
            return np.full(width, NEW, np.intp)
        return np.arange(width) if relation.places is None else relation.places

    def _alike(self, node: int, twin: int) -> bool:
        """Whether two layers compute alike but for weights and the number of units."""
        new, old = self.new[node].layer, self.old[twin].layer
        if new == old:
            return True
        free = new.live_fields | FIRST_WEIGHTS
        if roles.grows(new) and roles.grows(old):
            free |= {roles.width_field(new) or ""}
        fields = (name for name in new.__struct_fields__ if name not in free)
        return all(getattr(new, name) == getattr(old, name) for name in fields)


def _same_kinds(old: Graph, new: Graph, twins: Mapping[int, int]) -> dict[int, int]:
    """Return the old layer of each new one, where it is of the same kind and takes part."""
    live = set(infer(old).live)
    found = {node: twins.get(node, node) for node in infer(new).live}
    return {
        node: twin
        for node, twin in found.items()
        if twin in live and type(new[node].layer) is type(old[twin].layer)
    }


def _settled(old: Graph) -> dict[int, int]:
    """Return by each old layer the one whose values it passes on at rest, itself where it works."""
    found: dict[int, int] = {}
    for node in infer(old).live:
        passes = isinstance(old[node].layer, roles.TRANSPARENT)
        found[node] = found[old.sources(node)[0]] if passes else node
    return found
