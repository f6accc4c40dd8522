"""The session: a worker thread that trains, a mailbox between it and the window."""
