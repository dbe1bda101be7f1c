"""Model in, files out: decisions in Python, printing in Jinja."""
