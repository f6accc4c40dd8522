"""The main window and what joins all rooms."""
