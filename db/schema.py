"""Which schema a file has, told without loading anything heavy."""

import hashlib

from board_app.domain.errors import Refused
from db import driver

APPLICATION_ID = 0x55505354  # "UPST"

NEWEST = 8
"""The number of migrations that this program knows."""

DIGEST = "93bfca4ebbb3e4b9"
"""The beginning of the hash of the newest schema's own text; a test makes it anew."""


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


def is_own(connection: driver.Connection) -> bool:
    """Tell whether the schema is just what the migrations make: no trigger or view was added."""
    return digest_of(connection) == DIGEST


def digest_of(connection: driver.Connection) -> str:
    """Return the beginning of the hash of a schema's text; SQLite's own tables don't count."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master "
        "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"
    ).fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()[: len(DIGEST)]
