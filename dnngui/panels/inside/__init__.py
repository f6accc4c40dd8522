"""One training step, page by page: formulas, numbers and shapes."""
