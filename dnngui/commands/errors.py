"""The error for a command that was given wrongly."""

from __future__ import annotations


class UsageError(Exception):
    """What was asked for does not exist or does not go together, said in one sentence."""
