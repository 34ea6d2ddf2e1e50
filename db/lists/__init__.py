"""Lists and pages: one portable query each, filled straight into rows."""
