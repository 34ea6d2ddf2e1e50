"""Colours, type, spacing and density of the window."""
