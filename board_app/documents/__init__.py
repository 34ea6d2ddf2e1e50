"""Outgoing files: plain documents in, finished files out."""
