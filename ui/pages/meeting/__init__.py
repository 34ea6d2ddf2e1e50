"""The meeting page: agenda, minutes and attendance side by side."""
