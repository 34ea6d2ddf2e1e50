"""Action items: as a list and as a board, one or several at a time."""
