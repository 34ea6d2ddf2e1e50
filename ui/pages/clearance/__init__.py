"""The clearance page: who has answered on an exact text, and what becomes of their comments."""
