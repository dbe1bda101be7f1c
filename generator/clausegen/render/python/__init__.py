"""What both kinds of Python output share: names, literals, layout, models."""
