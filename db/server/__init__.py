"""The board on a PostgreSQL server: the same contract, with rights that the server enforces."""
