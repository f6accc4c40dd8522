"""One class per gesture; each can be cancelled and then has changed nothing."""
