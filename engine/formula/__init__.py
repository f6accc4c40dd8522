"""Formulas that a person types: a closed grammar, read without `eval`."""

from engine.formula.grammar import FormulaError, parse
from engine.formula.tree import Call, Expression, Input, Number

__all__ = ["Call", "Expression", "FormulaError", "Input", "Number", "parse"]
