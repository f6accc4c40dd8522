"""Rows to train on: made by formulas, shipped, or the person's own; split and prepared."""
