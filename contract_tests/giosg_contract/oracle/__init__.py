"""What must come of a sequence of calls, as plain Python, and the walk that compares."""
