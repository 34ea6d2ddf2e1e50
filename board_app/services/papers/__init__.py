"""Papers: what a board holds, set out as plain documents that any renderer can print."""
