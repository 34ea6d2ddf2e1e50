"""Full text over the whole board."""
