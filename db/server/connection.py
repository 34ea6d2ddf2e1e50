"""One connection to the server, and what it says when something fails, in sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import psycopg
from psycopg import errors
from psycopg.adapt import Loader
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import dict_row
from typing_extensions import override

from board_app.domain.errors import (
    BoardError,
    Invalid,
    NotAllowed,
    NotPossible,
    Refused,
    StorageUnavailable,
)
from board_app.services.served import ServedPlace

SCHEMA = "board"
Connection = psycopg.Connection[dict[str, object]]

_PATIENCE_S = 5
_SILENCE_MS = 2000
# Found dead within seconds: a cable that was drawn says nothing by itself.
_ALIVE: dict[str, str | int] = {
    "connect_timeout": _PATIENCE_S,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": _SILENCE_MS,
    "application_name": "Upstream",
}
_AFTER = 2  # executions; then a statement is prepared, and the server plans it once

LOST = "The server does not answer. What you typed is kept; the program tries again."


def dsn_of(place: ServedPlace, passphrase: str = "") -> str:
    """Return libpq's connection text; "" as passphrase leaves it to a certificate or Kerberos.

    A host that begins with a slash is a socket on this machine, where TLS has no say.
    """
    is_local = place.host.startswith("/")
    wanted: dict[str, str | int] = {
        "host": place.host,
        "port": place.port,
        "dbname": place.database,
        "user": place.user,
        "password": passphrase,
        "sslmode": "" if is_local else place.sslmode,
        # Without a file of its own, the certificates that this system trusts.
        "sslrootcert": "" if is_local else place.root_certificate or _trusted(place.sslmode),
        "sslcert": place.certificate,
        "sslkey": place.key,
    }
    return make_conninfo("", **{name: value for name, value in wanted.items() if value != ""})


def _trusted(sslmode: str) -> str:
    return "system" if sslmode == "verify-full" else ""


class _WholeNumber(Loader):
    """Sums come as numeric; every number of a board is whole."""

    @override
    def load(self, data: bytes | bytearray | memoryview) -> int:
        return int(bytes(data))


def connect(dsn: str, *, is_plain: bool = False) -> Connection:
    """Return an open connection in autocommit; raises StorageUnavailable or Refused.

    A plain one is for an administrator: it has not the board's schema in front.
    """
    try:
        wanted = conninfo_to_dict(dsn)
        more = {name: value for name, value in _ALIVE.items() if name not in wanted}
        connection = psycopg.connect(
            make_conninfo(dsn, **more),
            autocommit=True,
            row_factory=dict_row,
            prepare_threshold=_AFTER,
        )
    except psycopg.Error as fault:
        raise refusal(fault) from fault
    connection.adapters.register_loader("numeric", _WholeNumber)
    try:
        if not is_plain:
            # Our own schema alone: nothing that somebody left in `public` stands in for a table.
            connection.execute(f"SET search_path = {SCHEMA}, pg_temp")
    except psycopg.Error as fault:
        connection.close()
        raise refusal(fault) from fault
    return connection


@contextmanager
def administering(dsn: str, *, refused: str, as_owner: str = "") -> Iterator[Connection]:
    """Give an administrator's connection in one transaction, in the board's schema.

    With `as_owner` that role acts. Raises Refused with the sentence if the login may not, or if
    there is no board; else as `raise_plain` does.
    """
    with connect(dsn, is_plain=True) as connection:
        try:
            with connection.transaction():
                if as_owner:
                    connection.execute(f"SET LOCAL ROLE {as_owner}")
                connection.execute(f"SET LOCAL search_path = {SCHEMA}, pg_temp")
                yield connection
        except errors.InsufficientPrivilege as fault:
            raise Refused(refused) from fault
        except (errors.UndefinedTable, errors.InvalidSchemaName, errors.UndefinedObject) as fault:
            raise Refused(
                "There is no board in this database. Run `board-app serve-schema` first."
            ) from fault
        except psycopg.Error as fault:
            raise_plain(fault)


def refusal(fault: psycopg.Error) -> BoardError:
    """Return why no connection was made, in a sentence that holds no secret."""
    text = str(fault).lower()
    for sign, sentence in _WHY:
        if sign in text:
            return Refused(sentence)
    return StorageUnavailable(
        "The server can't be reached. Check its name and port, and that you are on its network."
    )


_WHY = (
    ("root certificate file", "The file with the authority's certificate can't be read."),
    ("password authentication failed", "The login or its passphrase does not fit."),
    ("no password supplied", "This login needs a passphrase."),
    ("not permitted to log in", "This account was closed. Ask the secretariat."),
    ("does not exist", "There is no such database or login on this server."),
    ("permission denied for database", "This login may not use this board. Ask the secretariat."),
    (
        "certificate verify failed",
        "The server's certificate is not trusted. Choose the file of its authority's certificate.",
    ),
    (
        "does not match host name",
        "The server's certificate is for another name. Nothing was sent. Check the server's name.",
    ),
    ("server does not support ssl", "This server does not encrypt. Nothing was sent."),
    ("certificate", "The certificate or its key does not fit."),
    ("no pg_hba.conf entry", "The server does not accept this login from this machine."),
    ("invalid dsn", "The server's address is not written as it should be."),
    ('missing "="', "The server's address is not written as it should be."),
)


def is_lost(fault: BaseException) -> bool:
    """Tell whether the connection is gone, so that nothing more comes over it."""
    return isinstance(
        fault,
        errors.AdminShutdown
        | errors.CrashShutdown
        | errors.CannotConnectNow
        | errors.IdleInTransactionSessionTimeout
        | errors.IdleSessionTimeout,
    ) or (isinstance(fault, psycopg.OperationalError) and not fault.sqlstate)


def raise_plain(fault: psycopg.Error) -> NoReturn:
    """Raise what the server did to us as a sentence; our own SQL mistakes stay what they are."""
    if is_lost(fault):
        raise StorageUnavailable(LOST) from fault
    if isinstance(fault, errors.DiskFull):
        raise StorageUnavailable("The server's disk is full. Ask its administrator.") from fault
    if isinstance(fault, errors.InsufficientPrivilege):
        raise NotAllowed("The server does not permit this to your account.") from fault
    if isinstance(fault, errors.ReadOnlySqlTransaction):
        raise StorageUnavailable("The server is a copy that can only be read.") from fault
    if isinstance(fault, errors.UniqueViolation):
        raise Invalid("There is one of this name already.") from fault
    if isinstance(fault, errors.ForeignKeyViolation):
        raise NotPossible(
            "Something that belongs to this is missing, or still needs it. It may have been "
            "undone elsewhere. Look at the new state and try again."
        ) from fault
    raise fault
