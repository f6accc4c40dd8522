"""Formulas that a person types: a closed grammar, read without `eval`."""

from engine.formula.fields import FieldFormula, Reference, is_formula, parse_field
from engine.formula.grammar import FormulaError, parse
from engine.formula.tree import Call, Expression, Input, Number

__all__ = [
    "Call",
    "Expression",
    "FieldFormula",
    "FormulaError",
    "Input",
    "Number",
    "Reference",
    "is_formula",
    "parse",
    "parse_field",
]
