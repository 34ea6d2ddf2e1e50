"""The child that reads a workbook: bytes in, lines of JSON out, with limits on time and memory.

Run as `python -m board_app.exchange.child SHEET`; an empty name means the only visible sheet.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import IO, Any

from board_app.exchange.sheet_marks import Marks, marks_of

MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 30
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_DAY_THAT_NEVER_WAS = "1900-02-29"


def limit() -> None:
    """Take away what a hostile workbook could use up; Windows has no such limits here."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def tell(out: IO[str], **message: Any) -> None:  # Any: whatever JSON can say
    out.write(json.dumps(message) + "\n")


def read(content: bytes, wanted: str, out: IO[str]) -> None:
    """Tell the sheets, and the rows of the one that is wanted or the only one."""
    from openpyxl import load_workbook  # noqa: PLC0415  (240 ms, in this child only)

    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "iter_rows")]
    states = [(sheet.title, sheet.sheet_state != "visible") for sheet in sheets]
    tell(out, sheets=states)
    seen = [name for name, is_hidden in states if not is_hidden]
    name = wanted or (seen[0] if len(seen) == 1 else "")
    chosen = next((sheet for sheet in sheets if sheet.title == name), None)
    if not sheets:
        tell(out, refused="It has no sheet with cells.")
    elif chosen is None:
        tell(out, end=True)
    else:
        tell(out, sheet=name)
        _read_sheet(book, chosen, content, out)


def _read_sheet(book: Any, sheet: Any, content: bytes, out: IO[str]) -> None:  # Any: openpyxl
    marks = marks_of(content, sheet._worksheet_path)  # noqa: SLF001  (it has no public name)
    if book.epoch.year == 1904:
        tell(out, note="The workbook counts days from 1904, as old Macs did. Check one date.")
    sheet.reset_dimensions()  # what a file says of its size is not believed
    errors = rows = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS:
            tell(out, refused=f"Row {number} has more than {MOST_COLUMNS} columns.")
            return
        if not cells:
            continue
        for place in marks.days_60.get(number, ()):
            if place <= len(cells) and isinstance(row[place - 1], date | datetime):
                cells[place - 1] = _DAY_THAT_NEVER_WAS
        errors += sum(cell in _ERRORS for cell in cells)
        rows += 1
        if rows > MOST_ROWS + 1:
            tell(out, refused=f"It has more than {MOST_ROWS:,} rows. Split it.")
            return
        tell(out, row=(number, cells))
    for note in _notes(marks, errors):
        tell(out, note=note)
    tell(out, end=True)


def _notes(marks: Marks, errors: int) -> Iterator[str]:
    if marks.empty_formulas:
        yield (
            f"{marks.empty_formulas} formulas have no stored result and are read as empty. Open "
            "and save the workbook in a spreadsheet program to get them."
        )
    if errors:
        yield f"{errors} cells hold an error of the spreadsheet, such as #REF!."
    if marks.merged:
        yield f"{marks.merged} merged areas: only the first cell of each holds its text."
    if marks.hidden_rows:
        first = ", ".join(str(number) for number in marks.hidden_rows[:5])
        more = " and more" if len(marks.hidden_rows) > 5 else ""
        yield f"{len(marks.hidden_rows)} hidden rows are read too: {first}{more}."
    if marks.hidden_columns:
        yield f"{marks.hidden_columns} hidden columns are read too."


def _text(value: object) -> str:
    """Return a cell as text; a date as 2015-07-16, a whole number without a point."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case datetime():
            is_day = value.time() == time()
            return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)


def main() -> int:
    """Read from the standard input; whatever goes wrong is one refusal, never a traceback."""
    limit()
    out = sys.stdout
    content = sys.stdin.buffer.read()
    try:
        read(content, sys.argv[1] if len(sys.argv) > 1 else "", out)
    except MemoryError:
        tell(out, refused="It needs more memory than an import may take. Split it.")
    except Exception:  # noqa: BLE001  (a hostile file can break the library anywhere)
        tell(out, refused="It can't be read as a workbook. Save it again in its own program.")
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
