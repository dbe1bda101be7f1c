"""The parts of `benchmarks/services.py`."""
