"""The watch list as a map and as a table."""
