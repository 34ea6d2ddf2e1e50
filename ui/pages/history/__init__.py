"""Who changed what, over the whole board."""
