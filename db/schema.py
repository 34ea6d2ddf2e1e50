"""Which schema a file has, told without loading anything heavy."""

from board_app.domain.errors import Refused
from db import driver

APPLICATION_ID = 0x55505354  # "UPST"

NEWEST = 3
"""The number of migrations that this program knows."""


def is_current(connection: driver.Connection) -> bool:
    """Tell whether nothing is to be done; raises Refused for a foreign or newer file."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if tables and owner != APPLICATION_ID:
        raise Refused("This file was made by another program. Nothing was changed.")
    if version > NEWEST:
        raise Refused(
            "This board was written by a newer version of Upstream. Nothing was changed. "
            "Open it with that version."
        )
    return version == NEWEST
