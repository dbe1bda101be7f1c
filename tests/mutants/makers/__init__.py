"""Faults that many implementations have, for any operation or attribute of the document."""
