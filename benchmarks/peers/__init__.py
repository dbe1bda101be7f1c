"""What `newcomer.py` and `mock.py` share: how each mock is installed and started."""
