"""The store: engines, records, lists, audit, backup."""
