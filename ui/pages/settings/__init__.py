"""Settings: the board's rules, countries' names, looks, and the file."""
