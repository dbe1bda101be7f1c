"""Faulty implementations: the mock with one documented statement broken each."""
