"""The project as a value, and its file. No Qt."""
