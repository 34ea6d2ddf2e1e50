"""Incoming files. All that lies in them is untrusted: it is measured, refused or kept as text."""
