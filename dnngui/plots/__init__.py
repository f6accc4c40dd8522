"""One live panel per file."""
