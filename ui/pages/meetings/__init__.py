"""All meetings, the series they come from, and what returns on each agenda."""
