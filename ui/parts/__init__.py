"""Forms and pieces that several pages share."""
