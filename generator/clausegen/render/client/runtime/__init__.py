"""The part of every client that is the same: copied into it as it stands."""
