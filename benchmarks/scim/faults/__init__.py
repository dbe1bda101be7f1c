"""Every fault, by name. A fault changes a request before it is served, or the answer to it."""

from faults import answered, asked, sent  # noqa: F401 - each tells its faults
from faults.fault import FAULTS, Fault, Passing

__all__ = ["FAULTS", "Fault", "Passing"]
