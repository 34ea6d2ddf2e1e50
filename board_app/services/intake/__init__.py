"""A spreadsheet that comes in: what its columns mean, what each line would do, and doing it."""
