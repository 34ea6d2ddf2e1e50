"""Others' changes as they happen: a connection of its own that only listens.

A notice names a table and nothing else, since anybody on the server can listen; what changed is
read again under one's own rights.
"""

from collections.abc import Callable
from contextlib import suppress

import psycopg

from board_app.domain.errors import BoardError
from db.server.connection import Connection, connect, raise_plain

_CHANNEL = "board"


class ServerFeed:
    """Listens. All of it is for the one thread that made it."""

    def __init__(self, dsn: str, own: Callable[[], int]) -> None:
        self._dsn = dsn
        self._own = own
        self._connection = self._listening()

    def fileno(self) -> int:
        """Return the socket that becomes readable with a notice, -1 if the connection is lost."""
        if self._connection.closed:
            return -1
        return self._connection.fileno()

    def take(self) -> frozenset[str]:
        """Return the tables that changed since the last call, without waiting."""
        try:
            # What the store itself wrote is on its way to the screen already.
            return frozenset(
                notice.payload
                for notice in self._connection.notifies(timeout=0)
                if notice.pid != self._own()
            )
        except psycopg.Error:
            self._connection.close()
            return frozenset()

    def revive(self) -> bool:
        """Connect anew after a loss; tells whether it listens. Waits for the server's answer."""
        if self._connection.closed:
            with suppress(BoardError):
                self._connection = self._listening()
        return not self._connection.closed

    def close(self) -> None:
        self._connection.close()

    def _listening(self) -> Connection:
        connection = connect(self._dsn)
        try:
            connection.execute(f"LISTEN {_CHANNEL}")
        except psycopg.Error as fault:
            connection.close()
            raise_plain(fault)
        return connection
