"""The identity of a record."""

from typing import NewType

RecordId = NewType("RecordId", int)

UNSAVED = RecordId(0)
"""The id of a record that the store has not numbered yet."""
