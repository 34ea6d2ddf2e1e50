"""Lists as spreadsheets: XLSX and CSV in which no cell can be taken for a formula."""

import csv
import io
import re
from datetime import date
from pathlib import Path

from board_app.documents.files import write_whole
from board_app.domain.errors import Refused
from board_app.services.out_list import CellValue, OutList, Written

_RUNS = ("=", "+", "-", "@", "\t", "\r")
_WITHIN = re.compile(r"([;\r\n][\"\s]*)([=@]|[+-](?! ))")
_ROWS = 1_048_575
_SIGNS = 32_767
_WIDEST, _NARROWEST = 60, 8
_SAMPLE = 200
_FIRST_YEAR = 1901  # workbooks count days from 1900 on, with a day in it that never was
_BOM = "\ufeff"


def write_list(found: OutList, target: Path) -> Written:
    """Write a list by the ending of its name, .csv or .xlsx; raises StorageUnavailable, Refused."""
    if target.suffix.lower() == ".csv":
        write_whole(csv_bytes(found), target)
        texts = (value for row in found.rows for value in row if isinstance(value, str))
        return Written(len(found.rows), sum(_csv_cell(text) != text for text in texts))
    if target.suffix.lower() != ".xlsx":
        raise Refused("A list goes into a file that ends with .xlsx or .csv. Name it so.")
    data, replaced = xlsx_bytes(found)
    write_whole(data, target)
    return Written(len(found.rows), replaced)


def csv_bytes(found: OutList) -> bytes:
    """Return the list as UTF-8 that Excel recognises; a cell that could run begins with '."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(found.columns)
    for row in found.rows:
        writer.writerow([_csv_cell(value) for value in row])
    return (_BOM + buffer.getvalue()).encode()


def xlsx_bytes(found: OutList) -> tuple[bytes, int]:
    """Return the list as XLSX and how many texts were altered; raises Refused if it is too long."""
    import xlsxwriter  # noqa: PLC0415  (60 ms, for this alone)

    if len(found.rows) > _ROWS:
        rows = f"{len(found.rows):,} rows, and a spreadsheet holds {_ROWS:,}"
        raise Refused(f"The list has {rows}. Filter it, or choose CSV.")
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet(found.title[:31])
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    text = book.add_format({"num_format": "@", "text_wrap": False})
    replaced = 0
    for column, title in enumerate(found.columns):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, _width(found, column))
    for number, row in enumerate(found.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date) and value.year >= _FIRST_YEAR:
                sheet.write_datetime(number, column, value, day)
            elif isinstance(value, int):
                sheet.write_number(number, column, value)
            elif value:
                shown = _plain(str(value))
                replaced += shown != str(value)
                sheet.write_string(number, column, shown, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(found.rows), 1), len(found.columns) - 1)
    book.close()
    return buffer.getvalue(), replaced


def _plain(text: str) -> str:
    """Return a text that XML can hold; what it can't becomes a visible sign."""
    kept = "".join(
        sign if sign >= " " or sign in "\t\n" else "\ufffd" for sign in text.replace("\r\n", "\n")
    )
    kept = kept.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return kept if len(kept) <= _SIGNS else f"{kept[: _SIGNS - 1]}…"


def _width(found: OutList, column: int) -> int:
    longest = max(
        [len(found.columns[column]), *(len(str(row[column] or "")) for row in found.rows[:_SAMPLE])]
    )
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _csv_cell(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    shown = str(value)
    if not isinstance(value, str):
        return shown
    # Where the comma is a decimal sign, programs cut lines at semicolons, whatever is in quotes.
    return _WITHIN.sub(r"\1'\2", f"'{shown}" if shown.startswith(_RUNS) else shown)
