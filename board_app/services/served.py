"""Where a board is served: what a person chooses, and how it is written down."""

from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from board_app.domain.errors import Invalid

SCHEME = "postgresql"
SCHEMES = (f"{SCHEME}://", "postgres://")
USUAL_PORT = 5432
_OPTIONS = {
    "sslmode": "sslmode",
    "sslrootcert": "root_certificate",
    "sslcert": "certificate",
    "sslkey": "key",
}
_MODES = ("verify-full", "verify-ca", "require", "disable")


class ServedPlace(NamedTuple):
    """A server, the board's database on it, and the login: all but the secret.

    The server's certificate must be right and for its name, unless another `sslmode` is chosen.
    """

    host: str
    database: str
    user: str
    port: int = USUAL_PORT
    sslmode: str = _MODES[0]
    root_certificate: str = ""
    certificate: str = ""
    key: str = ""

    @property
    def address(self) -> str:
        """Return the address as one line without any secret."""
        options = {
            option: getattr(self, field)
            for option, field in _OPTIONS.items()
            if getattr(self, field) not in ("", _MODES[0])
        }
        host = quote(self.host, safe="") if self.host.startswith("/") else self.host
        port = "" if self.port == USUAL_PORT else f":{self.port}"
        tail = f"?{urlencode(options)}" if options else ""
        user = quote(self.user, safe="")
        return f"{SCHEME}://{user}@{host}{port}/{quote(self.database, safe='')}{tail}"

    @property
    def is_proved(self) -> bool:
        """Tell whether the connection proves that the server is the one that is meant."""
        return self.sslmode == _MODES[0] or self.host.startswith("/")


def is_address(text: str) -> bool:
    """Tell whether a text means a served board, not a file."""
    return text.startswith(SCHEMES)


def place_of(address: str) -> ServedPlace:
    """Return the place that an address names; raises Invalid, also for one with a secret in it."""
    try:
        parts = urlsplit(address)
        port = parts.port or USUAL_PORT
    except ValueError as fault:
        raise Invalid(_SHAPE) from fault
    if parts.password:
        raise Invalid("Leave the passphrase out of the address: it is asked for.")
    database = unquote(parts.path.removeprefix("/"))
    host = unquote(parts.hostname or "")
    if not (is_address(address) and host and database and parts.username):
        raise Invalid(_SHAPE)
    options = dict(parse_qsl(parts.query))
    if options.keys() - _OPTIONS.keys():
        raise Invalid(f"The address has an option that is not known: {min(options)}.")
    if options.get("sslmode", _MODES[0]) not in _MODES:
        raise Invalid(f"sslmode is one of {', '.join(_MODES)}.")
    return ServedPlace(
        host,
        database,
        unquote(parts.username),
        port,
        **{_OPTIONS[option]: value for option, value in options.items()},
    )


_SHAPE = "Write the address like postgresql://login@server.agency.gov/board."
