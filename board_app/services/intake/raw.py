"""A table as it stands in a file: text in cells, with the lines where they stand."""

from typing import NamedTuple

MOST_LINES = 1_000_000


class HowToRead(NamedTuple):
    """How a file is to be read; "" leaves it to a guess that is shown."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


class Encoding(NamedTuple):
    """A way to turn bytes into text, with the name people know it by."""

    key: str
    label: str


ENCODINGS = (
    Encoding("utf-8", "UTF-8"),
    Encoding("utf-16-le", "UTF-16 LE"),
    Encoding("utf-16-be", "UTF-16 BE"),
    Encoding("windows-1252", "Windows-1252"),
    Encoding("mixed", "UTF-8, else Windows-1252"),
)
DELIMITERS = ((",", "Comma ,"), (";", "Semicolon ;"), ("\t", "Tab"), ("|", "Bar |"))


class Sheet(NamedTuple):
    """A sheet of a workbook; hidden ones are named and can be chosen."""

    name: str
    is_hidden: bool = False


class RawLine(NamedTuple):
    """One line of a table; `number` is where it begins in the file."""

    number: int
    cells: tuple[str, ...]


class RawTable(NamedTuple):
    """A file's table with the way it was read. `notes` are sentences with counts.

    Without lines but with `sheets` it asks which sheet is meant.
    """

    file_name: str
    digest: str
    header: tuple[str, ...]
    lines: tuple[RawLine, ...]
    notes: tuple[str, ...] = ()
    encoding: str = ""
    is_guess: bool = False
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[Sheet, ...] = ()

    @property
    def is_workbook(self) -> bool:
        return bool(self.sheets)

    @property
    def asks_sheet(self) -> bool:
        return bool(self.sheets) and not self.sheet
