"""Why a network does not learn: symptoms, their evidence, and edits that repair what they name."""

from engine.doctor.doctor import Doctor
from engine.doctor.finding import Finding

__all__ = ["Doctor", "Finding"]
