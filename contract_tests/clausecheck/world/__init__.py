"""What a check needs, prepared through the API itself and removed in the end."""
