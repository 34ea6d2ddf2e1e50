"""The import: from a foreign file to a preview of each line, and then all of it or nothing."""
