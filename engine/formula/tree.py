"""What a formula is: numbers, inputs, and functions of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True)
class Input:
    """An input by its index, from 0 on."""

    index: int


@dataclass(frozen=True)
class Call:
    """A function or an operator of `engine.formula.functions` and its arguments."""

    name: str
    arguments: tuple[Expression, ...]


Expression = Number | Input | Call


def inputs(expression: Expression) -> set[int]:
    """Return the indices of the inputs that occur."""
    if isinstance(expression, Input):
        return {expression.index}
    if isinstance(expression, Call):
        return set().union(*(inputs(each) for each in expression.arguments))
    return set()
