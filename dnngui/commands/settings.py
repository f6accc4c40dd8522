"""``--set KEY=VALUE``: any setting of the training, of single layers, or of the data."""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING, Any

import msgspec
import msgspec.inspect

from dnngui.commands.errors import UsageError
from dnngui.document.refusal import refusal
from engine import losses
from engine.averaging import AVERAGES
from engine.classweights import CLASS_WEIGHTS
from engine.inference import infer
from engine.layers import Group
from engine.optim import OPTIMIZERS
from engine.optim.clipping import CLIPPINGS
from engine.optim.layers import LayerTraining
from engine.outputs import OutputTraining, own
from engine.schedules import SCHEDULES
from engine.stopping import EarlyStopping, Target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dnngui.document.project import Project
    from dnngui.document.refusal import Refusal
    from engine.graph import Node

_NOTHING = frozenset({"", "none", "null", "full"})
"""Values of a field that may be empty; a batch size that is empty takes the full batch."""

_GROUPS = (
    ("training",),
    ("training", "optimizer"),
    ("training", "loss"),
    ("data",),
    ("data", "source"),
    ("training", "schedule"),
    ("training", "clipping"),
    ("training", "averaging"),
    ("training", "stopping"),
    ("training", "target"),
    ("training", "class_weights"),
)
"""Where a field is looked for, first to last: ``seed`` is that of the training."""


def apply(project: Project, assignments: Iterable[str]) -> Project:
    """Return the project with each ``KEY=VALUE`` set, one after the other.

    A key is a field's name, or with its group's where several have it: ``source.seed``.

    Raises
    ------
    UsageError
        Where there is no such setting or it does not take the value.
    """
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals:
            raise UsageError(f"“{assignment}” sets nothing. Write KEY=VALUE: learning_rate=0.01")
        project = _set(project, key.strip(), value.strip())
    return project


def _set(project: Project, key: str, value: str) -> Project:
    group, _, field = key.rpartition(".")
    for path in _GROUPS:
        if group in ("", path[-1]) and field in _fields(_at(project, path)):
            return _with(project, path, field, value, key)
    node = _called(project.graph.nodes, group)
    if node is not None and field in LayerTraining.__struct_fields__:
        return _with_layer(project, node.id, field, value, key)
    if node is not None and field in OutputTraining.__struct_fields__:
        return _with_output(project, node.id, field, value, key)
    known = _keys(project)
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"Did you mean “{near[0]}”?" if near else f"Choose one of: {', '.join(known)}."
    raise UsageError(f"There is no setting “{key}”. {hint}")


def _called(nodes: Iterable[Node], name: str) -> Node | None:
    """Return the layer of a name; within a group it is ``block/dense_1``."""
    first, _, rest = name.partition("/")
    node = next((node for node in nodes if node.name == first), None)
    if node is None or not rest:
        return node
    return _called(node.layer.nodes, rest) if isinstance(node.layer, Group) else None


def _with(project: Project, path: tuple[str, ...], field: str, text: str, key: str) -> Project:
    """Return the project with one field set, checked as a file's would be."""
    part = _at(project, path)
    assert part is not None
    value = _parsed(text)
    if path == ("training",) and field in _KINDS:
        value = _chosen(field, text)
    elif isinstance(getattr(part, field), tuple):
        value = [_parsed(each) for each in text.split(",")]
    tree = msgspec.to_builtins(getattr(project, path[0]))
    branch = tree
    for name in path[1:]:
        branch = branch[name]
    branch[field] = value
    changed = _converted(tree, type(getattr(project, path[0])), type(part), field, f"{key}={text}")
    return msgspec.structs.replace(project, **{path[0]: changed})


def _with_layer(project: Project, node: int, field: str, text: str, key: str) -> Project:
    """Return the project with a setting of one layer's training."""
    tree = msgspec.to_builtins(project.training.layers.get(node, LayerTraining()))
    tree[field] = _parsed(text)
    own = _converted(tree, LayerTraining, LayerTraining, field, f"{key}={text}")
    return msgspec.structs.replace(project, training=project.training.with_layer(node, own))


def _with_output(project: Project, node: int, field: str, text: str, key: str) -> Project:
    """Return the project with what one of several outputs learns."""
    if node not in infer(project.graph).outputs or len(infer(project.graph).outputs) < 2:
        raise UsageError(f"“{key}” is for one of several outputs. Use “{field}” for the only one.")
    tree = msgspec.to_builtins(own(project.training.outputs, node))
    if field == "loss":
        tree[field] = None if text.casefold() in _NOTHING else _chosen(field, text)
    else:
        tree[field] = text if field == "targets" else _parsed(text)
    found = _converted(tree, OutputTraining, OutputTraining, field, f"{key}={text}")
    return msgspec.structs.replace(project, training=project.training.with_output(node, found))


def _converted(
    tree: object, declared: Any, part: type[msgspec.Struct], field: str, assignment: str
) -> Any:
    try:
        return msgspec.convert(tree, declared)
    except msgspec.ValidationError as error:
        remedy = _remedy(refusal(error), _choices(part, field))
        raise UsageError(f"“{assignment}” cannot be set. {remedy}") from error


def _remedy(refused: Refusal, choices: tuple[str, ...]) -> str:
    """Return the sentence that says what to write instead."""
    if choices:
        return f"Choose one of: {', '.join(choices)}."
    return f"Write {refused.wanted}." if refused.wanted else f"{refused.reason}."


def _choices(declared: type[msgspec.Struct], field: str) -> tuple[str, ...]:
    """Return the texts that a field takes where it takes no others."""
    described = msgspec.inspect.type_info(declared)
    assert isinstance(described, msgspec.inspect.StructType)
    kind = next(each.type for each in described.fields if each.name == field)
    if not isinstance(kind, msgspec.inspect.LiteralType):
        return ()
    return tuple(repr(value) if str(value).isspace() else str(value) for value in kind.values)


def _parsed(value: str) -> object:
    """Return the number, truth value or text that was written."""
    if value.casefold() in _NOTHING:
        return None
    if value.casefold() in {"true", "false"}:
        return value.casefold() == "true"
    for number in (int, float):
        try:
            found = number(value)
        except ValueError:
            continue
        return found if math.isfinite(found) else value
    return value


def _chosen(field: str, text: str) -> object:
    """Return the default declaration of a kind, or None for the word that says so."""
    kinds = _KINDS[field]
    if text.casefold() in _NOTHING and field in _OPTIONAL:
        return None
    for name, kind in kinds.items():
        if name == text:
            return msgspec.to_builtins(kind())
    known = ", ".join([*kinds, *(["none"] if field in _OPTIONAL else [])])
    raise UsageError(f"There is no {field} “{text}”. Choose one of: {known}.")


def _by_name(kinds: Iterable[Any]) -> dict[str, type[msgspec.Struct]]:
    return {each.kind(): each for each in kinds}


_KINDS: dict[str, dict[str, type[msgspec.Struct]]] = {
    "optimizer": _by_name(OPTIMIZERS),
    "loss": _by_name(losses.LOSSES),
    "schedule": _by_name(SCHEDULES),
    "clipping": _by_name(CLIPPINGS),
    "averaging": _by_name(AVERAGES),
    "stopping": {"on": EarlyStopping},
    "target": {"on": Target},
    "class_weights": dict(CLASS_WEIGHTS),
}
_OWN_NAMES = frozenset({"source", "stopping", "target"})
"""Groups whose fields are listed with the group's name."""

_OPTIONAL = frozenset({"clipping", "averaging", "stopping", "target", "class_weights"})


def _at(project: Project, path: tuple[str, ...]) -> msgspec.Struct | None:
    value: Any = project
    for name in path:
        value = getattr(value, name)
    return value  # type: ignore[no-any-return]  # every step of a path is a struct


def _fields(struct: msgspec.Struct | None) -> list[str]:
    if struct is None:
        return []
    groups = {path[-1] for path in _GROUPS if path[-1] not in _KINDS}
    names = (name for name in struct.__struct_fields__ if name not in groups)
    # A list of more than numbers, such as a table's columns, is nothing to write on a line.
    return [name for name in names if _fits_a_line(getattr(struct, name))]


def _fits_a_line(value: object) -> bool:
    if isinstance(value, tuple):
        return bool(value) and all(isinstance(each, int) for each in value)
    return not isinstance(value, dict)


def _keys(project: Project) -> list[str]:
    """Return every key, with its group's name where that tells more."""
    keys: list[str] = []
    for path in _GROUPS:
        for name in _fields(_at(project, path)):
            shared = path[-1] in _OWN_NAMES or name in keys
            keys.append(f"{path[-1]}.{name}" if shared else name)
    return keys
