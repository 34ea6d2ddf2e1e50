"""Papers from outside made harmless, by a child that has limits."""
