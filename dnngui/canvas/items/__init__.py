"""What the drawing is painted from."""
