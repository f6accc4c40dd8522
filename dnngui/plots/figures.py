"""How numbers are written on the panels."""

from __future__ import annotations

import math

MINUS = "−"
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def figure(value: float | None, digits: int = 4) -> str:
    """Return a number to read off, with about ``digits`` significant digits.

    Trailing zeros stay, so that the width of a running number keeps still. None is a dash.
    """
    if value is None:
        return "–"
    if not math.isfinite(value):
        return _unusual(value)
    size = abs(value)
    if size == 0.0:
        return "0"
    if size < 1e-4 or size >= 1e6:
        return _scientific(value, digits - 2)
    decimals = max(0, digits - 1 - math.floor(math.log10(size)))
    return f"{value:.{min(decimals, digits + 1)}f}".replace("-", MINUS)


def percent(share: float | None) -> str:
    """Return a share of 1 as a percentage with one decimal."""
    if share is None:
        return "–"
    return f"{100.0 * share:.1f}%" if math.isfinite(share) else _unusual(share)


def tick(value: float, spacing: float) -> str:
    """Return the label of a tick on an axis whose labels are ``spacing`` apart."""
    size = abs(value)
    if size < 1e-9 * spacing:
        return "0"
    if 1e4 <= size < 1e9:
        unit, suffix = (1e6, "M") if size >= 1e6 else (1e3, "k")
        return f"{value / unit:g}{suffix}".replace("-", MINUS)
    if size >= 1e9 or spacing < 1e-4:
        return _scientific(value, min(3, max(0, _exponent(size) - _exponent(spacing))))
    places = max(0, -_exponent(spacing))
    return f"{value:.{places}f}".replace("-", MINUS)


def power(value: float) -> str:
    """Return the label of a tick on a logarithmic axis."""
    return f"{value:.4g}" if 1e-3 <= value < 1e4 else _scientific(value, 0)


def _exponent(size: float) -> int:
    return math.floor(math.log10(size) + 1e-9)


def _scientific(value: float, decimals: int) -> str:
    mantissa, exponent = f"{value:.{decimals}e}".split("e")
    raised = "10" + str(int(exponent)).translate(_SUPERSCRIPTS)
    text = mantissa[:-1] + raised if mantissa in ("1", "-1") else f"{mantissa}·{raised}"
    return text.replace("-", MINUS)


def _unusual(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    return "∞" if value > 0.0 else f"{MINUS}∞"
