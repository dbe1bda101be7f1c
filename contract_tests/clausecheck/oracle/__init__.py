"""What the documentation says must come of a sequence of calls, as plain Python, and the walk that compares."""
