"""One country: its level over time, its reviews, and what is open about it."""
