"""The part of every server stub that is the same: copied into it as it stands."""
