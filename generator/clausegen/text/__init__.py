"""Text -> values with places."""
