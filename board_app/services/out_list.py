"""What goes out as a plain table, for spreadsheets and other programs."""

from datetime import date
from typing import NamedTuple

CellValue = str | int | date | None


class OutList(NamedTuple):
    """A list with a title, the names of its columns, and its cells by row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]


class Written(NamedTuple):
    """How many rows were written, and how many cells are not what they are in the board.

    In a spreadsheet those lost a sign that no workbook can hold; in CSV they begin with ' so
    that no program takes them for a formula.
    """

    rows: int
    altered: int
