"""What the library does not tell of a sheet: hidden rows, merged cells, formulas without result."""

import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import Element, iterparse

_NAME = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_TRUE = ("1", "true")


@dataclass
class Marks:
    """`days_60` are columns by row whose number is 60: the 29 February that 1900 never had."""

    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: int = 0
    merged: int = 0
    empty_formulas: int = 0
    days_60: dict[int, list[int]] = field(default_factory=dict)


def marks_of(content: bytes, part: str) -> Marks:
    """Return the marks of a sheet from its XML, read piece by piece."""
    marks = Marks()
    with zipfile.ZipFile(BytesIO(content)) as packed, packed.open(part.lstrip("/")) as file:
        row = 0
        for event, element in iterparse(file, ("start", "end")):  # noqa: S314  (as above)
            name = element.tag.replace(_NAME, "").replace(_STRICT, "")
            if event == "start":
                if name == "row":
                    row = int(element.get("r") or row + 1)
                    if element.get("hidden") in _TRUE:
                        marks.hidden_rows.append(row)
                continue
            if name == "c":
                _mark_cell(marks, element, row)
            elif name == "mergeCell":
                marks.merged += 1
            elif name == "col" and element.get("hidden") in _TRUE:
                first, last = int(element.get("min", 1)), int(element.get("max", 1))
                marks.hidden_columns += last - first + 1
            if name in ("row", "col", "mergeCell"):
                element.clear()
    return marks


def _mark_cell(marks: Marks, cell: Element, row: int) -> None:
    value = formula = None
    for child in cell:
        if child.tag.endswith("}v"):
            value = child.text
        elif child.tag.endswith("}f"):
            formula = child
    if formula is not None and not value:
        marks.empty_formulas += 1
    if value == "60":
        found = _PLACE.fullmatch(cell.get("r") or "")
        if found is not None:
            marks.days_60.setdefault(row, []).append(_column(found[1]))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
