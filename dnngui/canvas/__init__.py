"""The drawing: scene, view, items and gestures."""
