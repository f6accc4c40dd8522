"""Formulas of layers' numbers, kept in the project beside the values that they give."""

from dnngui.document.formulas.edits import (
    agreeing,
    carried,
    settled,
    with_formula,
    without_formulas,
)
from dnngui.document.formulas.findings import PlainNumber, problems

__all__ = [
    "PlainNumber",
    "agreeing",
    "carried",
    "problems",
    "settled",
    "with_formula",
    "without_formulas",
]
