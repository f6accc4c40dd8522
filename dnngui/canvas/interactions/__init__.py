"""One class per gesture."""
