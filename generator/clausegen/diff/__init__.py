"""What changed between two documents, statement by statement, and whom that breaks."""
