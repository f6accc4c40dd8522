"""Finds in the sources what is handed to Qt's translation, wherever the text was made.

A text reaches `tr`, `translate`, `Message` or an error that is spoken to the person as a literal,
through a variable, or through parameters of functions and constructors: each of those ways is
followed. A text that cannot be followed is an error, so that nothing stays English unnoticed.
"""

from __future__ import annotations

import ast
import itertools
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef

MESSAGE, DECLARATION = "Message", "Declaration"

BY_IMPORT = frozenset({("Command", "command.text"), ("Menu", "title")})
"""Contexts whose texts stand in tables, which are imported instead."""


class Phrase(NamedTuple):
    """A text and where Qt looks for it: the name of a class, or a made-up one."""

    context: str
    text: str


class LostError(Exception):
    """A text cannot be followed to where it was made."""


class _Sink(NamedTuple):
    """The parameter of a function or class through which a text reaches the translation."""

    context: str
    place: int
    keyword: str


@dataclass(frozen=True)
class _Site:
    """One call, and what stands around it."""

    path: Path
    module: ast.Module
    owner: ast.ClassDef | None
    functions: tuple[Function, ...]
    call: ast.Call


@dataclass
class _Sources:
    sites: list[_Site] = field(default_factory=list)
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)


def collect(paths: Iterable[Path]) -> set[Phrase]:
    """Return every text in the files of ``paths`` that a person may see.

    Raises
    ------
    LostError
        Naming the file and line of each text that is made in a way that cannot be followed.
    """
    sources, found = _Sources(), set[Phrase]()
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        sources.sites.extend(_sites(path, tree))
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        sources.classes.update({each.name: each for each in classes})
        sources.constants.update(_constants(tree))
        found |= {Phrase(MESSAGE, text) for each in classes for text in _own_rules(each)}
    return found | _Search(sources).phrases()


def _sites(path: Path, module: ast.Module) -> Iterator[_Site]:
    """Yield every call with the class and the functions that it stands in, innermost first."""
    stack: list[tuple[ast.AST, ast.ClassDef | None, tuple[Function, ...]]] = [(module, None, ())]
    while stack:
        node, owner, functions = stack.pop()
        if isinstance(node, ast.ClassDef):
            owner = node
        elif isinstance(node, Function):
            functions = (node, *functions)
        elif isinstance(node, ast.Call):
            yield _Site(path, module, owner, functions, node)
        stack.extend((child, owner, functions) for child in ast.iter_child_nodes(node))


def _constants(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text))):
                yield name, text


def _own_rules(node: ast.ClassDef) -> Iterator[str]:
    """Yield what a declaration says when its fields do not go together; a form shows that."""
    for method in node.body:
        if isinstance(method, Function) and method.name == "__post_init__":
            for raised in ast.walk(method):
                match raised:
                    case ast.Raise(
                        exc=ast.Call(
                            func=ast.Name(id="ValueError"), args=[ast.Constant(value=str(text))]
                        )
                    ) if text[:1].isupper():
                        yield text


class _Search:
    """Follows texts backwards until no parameter is left that has not been followed."""

    def __init__(self, sources: _Sources) -> None:
        self._sources = sources
        template = _Sink(MESSAGE, 0, "template")
        self._global: dict[str, set[_Sink]] = {"Message": {template}, "SpokenError": {template}}
        self._local: defaultdict[tuple[Path, str], set[_Sink]] = defaultdict(set)
        self._found: set[Phrase] = set()
        self._lost: set[str] = set()
        self._news = True

    def phrases(self) -> set[Phrase]:
        while self._news:
            self._news = False
            self._found.clear()
            self._lost.clear()
            for site in self._sources.sites:
                self._follow(site)
        if self._lost:
            raise LostError("\n".join(sorted(self._lost)))
        return self._found

    def _follow(self, site: _Site) -> None:
        try:
            seed = _seed(site)
        except LostError:
            self._lose(site.call, site)
            return
        for context, expression in [seed] if seed else self._known(site):
            for each in _alternatives(expression, site):
                self._take(context, each, site)

    def _known(self, site: _Site) -> list[tuple[str, ast.expr]]:
        """Return the arguments of a call that reach the translation further on."""
        found = [_argument(site.call, sink) for sink in self._sinks(site)]
        return [each for each in found if each is not None]

    def _sinks(self, site: _Site) -> set[_Sink]:
        match site.call.func:
            case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
                return self._of_bases(site.owner) if site.owner else set()
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return self._of_class(name) | self._local[site.path, name]
        return set()

    def _of_class(self, name: str) -> set[_Sink]:
        """Return the sinks of a class, which one without a constructor has from its bases."""
        if name in self._global or name not in self._sources.classes:
            return self._global.get(name, set())
        node = self._sources.classes[name]
        if any(isinstance(each, Function) and each.name == "__init__" for each in node.body):
            return set()
        return self._of_bases(node)

    def _of_bases(self, node: ast.ClassDef) -> set[_Sink]:
        bases = [each.id for each in node.bases if isinstance(each, ast.Name)]
        return {sink for base in bases for sink in self._of_class(base)}

    def _take(self, context: str, expression: ast.expr, site: _Site) -> None:
        if isinstance(expression, ast.Name) and self._pass_on(context, expression.id, site):
            return
        try:
            self._found |= {Phrase(context, text) for text in self._texts(expression, site)}
        except LostError:
            text = ast.unparse(expression)
            if not (context == DECLARATION or (context, text) in BY_IMPORT or _is_made(expression)):
                self._lose(expression, site)

    def _lose(self, expression: ast.expr, site: _Site) -> None:
        self._lost.add(f"{site.path}:{expression.lineno}: {ast.unparse(expression)}")

    def _pass_on(self, context: str, name: str, site: _Site) -> bool:
        """Follow a parameter to the calls of its function; tell whether ``name`` is one."""
        for function in site.functions:
            names = [each.arg for each in (*function.args.posonlyargs, *function.args.args)]
            only = [each.arg for each in function.args.kwonlyargs]
            if name not in (*names, *only):
                continue
            place = names.index(name) if name in names else len(names)
            sink = _Sink(context, place - (names[:1] == ["self"]), name)
            self._add(function.name, sink, site)
            return True
        return False

    def _add(self, function: str, sink: _Sink, site: _Site) -> None:
        if function == "__init__" and site.owner is not None:
            sinks = self._global.setdefault(site.owner.name, set())
        elif function.startswith("_"):
            sinks = self._local[site.path, function]
        else:
            sinks = self._global.setdefault(function, set())
        self._news |= sink not in sinks
        sinks.add(sink)

    def _texts(self, expression: ast.expr, site: _Site) -> set[str]:
        """Return all texts that an expression can have."""
        match expression:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.Name(id=name) if name in self._sources.constants:
                return {self._sources.constants[name]}
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                pairs = itertools.product(self._texts(left, site), self._texts(right, site))
                return {first + second for first, second in pairs}
            case ast.Attribute(
                value=ast.Attribute(value=ast.Name(id=name), attr="message"), attr="template"
            ):
                return self._templates(_class_of(name, site))
        raise LostError(ast.unparse(expression))

    def _templates(self, name: str) -> set[str]:
        """Return every template with which errors of one class are made."""
        sites = [
            site
            for site in self._sources.sites
            if isinstance(site.call.func, ast.Name) and site.call.func.id == name
        ]
        arguments = [(known[1], site) for site in sites for known in self._known(site)]
        return {
            text
            for argument, site in arguments
            for each in _alternatives(argument, site)
            for text in self._texts(each, site)
        }


def _seed(site: _Site) -> tuple[str, ast.expr] | None:
    """Return the context and the text of a call that translates.

    Raises
    ------
    LostError
        Where the context cannot be told.
    """
    match site.call:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="self"), attr="tr"), args=[text, *_]
        ) if site.owner is not None:
            return site.owner.name, text
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate"),
            args=[ast.Constant(value=str(context)), text, *_],
        ):
            return context, text
        case ast.Call(func=ast.Name(id="term"), args=[text]):
            return DECLARATION, text
        case ast.Call(
            func=ast.Attribute(attr="tr")
            | ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate")
        ):
            raise LostError
    return None


def _argument(call: ast.Call, sink: _Sink) -> tuple[str, ast.expr] | None:
    if len(call.args) > sink.place:
        return sink.context, call.args[sink.place]
    for each in call.keywords:
        if each.arg == sink.keyword:
            return sink.context, each.value
    return None


def _is_made(expression: ast.expr) -> bool:
    """Whether a text is that of a message or an error, which was found where that was made."""
    match expression:
        case ast.Attribute(attr="template") | ast.Call(func=ast.Name(id="str")):
            return True
    return False


def _alternatives(expression: ast.expr, site: _Site) -> list[ast.expr]:
    """Return what an expression can stand for, variables and tables looked up."""
    match expression:
        case ast.IfExp(body=body, orelse=otherwise):
            return [*_alternatives(body, site), *_alternatives(otherwise, site)]
        case ast.Name(id=name) if assigned := _assigned(name, site):
            return [each for value in assigned for each in _alternatives(value, site)]
        case ast.Subscript(value=ast.Name(id=name)):
            tables = [each for each in _assigned(name, site) if isinstance(each, ast.Dict)]
            values = [value for table in tables for value in table.values]
            return [each for value in values for each in _alternatives(value, site)] or [expression]
    return [expression]


def _assigned(name: str, site: _Site) -> list[ast.expr]:
    """Return what a variable of the function, or else of the module, is set to."""
    for scope in (*site.functions, site.module):
        found: list[ast.expr] = []
        nodes = ast.walk(scope) if isinstance(scope, Function) else iter(scope.body)
        for node in nodes:
            match node:
                case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                    found.append(value)
                case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value) if (
                    target == name
                ):
                    found.append(value)
        if found:
            return found
    return []


def _class_of(name: str, site: _Site) -> str:
    """Return the class of a parameter or of an error that is caught."""
    for function in site.functions:
        for argument in function.args.args:
            if argument.arg == name and isinstance(argument.annotation, ast.Name):
                return argument.annotation.id
        for node in ast.walk(function):
            if isinstance(node, ast.ExceptHandler) and node.name == name:
                return ast.unparse(node.type) if node.type else ""
    return ""
