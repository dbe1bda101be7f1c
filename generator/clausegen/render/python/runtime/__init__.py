"""The part of every Python stub that is the same: copied into it as it stands."""
