"""One run inside pytest: options, hooks, items, findings, outcome."""
