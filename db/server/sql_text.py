"""The one portable SQL as PostgreSQL's driver wants it: `:name` becomes `%(name)s`."""

import re
from functools import lru_cache

# Literals, quoted names and casts are passed over; what is left of a colon and a name is ours.
_PART = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|::|:(?P<name>[a-z_][a-z_0-9]*)|%""")


@lru_cache(maxsize=1024)
def translated(sql: str) -> str:
    """Return the SQL with the driver's own parameters; a percent sign stays one."""
    return _PART.sub(_part, sql)


def _part(found: re.Match[str]) -> str:
    name = found.group("name")
    return f"%({name})s" if name else found.group().replace("%", "%%")
