"""Lists as XLSX and CSV: read back by other programs, and nothing in them runs."""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from board_app.documents.spreadsheet import csv_bytes, write_list, xlsx_bytes
from board_app.domain.errors import Refused
from board_app.services.out_list import OutList
from tests.services.test_hostile_text import STRINGS

RUNS = ("=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1+2", "\t=1", "\r=1")
COLUMNS = ("Text", "Day", "Number")


def listed(*texts: str) -> OutList:
    return OutList("Things", COLUMNS, tuple((text, date(2015, 7, 2), 3) for text in texts))


def cells(data: bytes) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=False)
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def test_texts_dates_and_numbers_come_back_as_what_they_are() -> None:
    data, altered = xlsx_bytes(listed("Memo", "007", "1E5", "TRUE", "http://example.org"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = list(book.active.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == ["Memo", "007", "1E5", "TRUE", "http://example.org"]
    assert {row[0].data_type for row in rows} == {"s"}
    assert rows[0][1].is_date
    assert rows[0][2].value == 3
    assert all(cell.hyperlink is None for row in rows for cell in row)
    assert altered == 0


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    data, _ = xlsx_bytes(listed(*RUNS, *STRINGS))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)


def test_signs_that_no_workbook_holds_are_replaced_and_counted() -> None:
    data, altered = xlsx_bytes(listed("a\x07b", "fine", "x" * 40_000, "\ufffe"))
    texts = [row[0] for row in cells(data)[1:]]
    assert texts[0] == "a\ufffdb"
    assert len(str(texts[2])) == 32_767
    assert altered == 3


def test_days_before_workbooks_begin_are_text() -> None:
    data, _ = xlsx_bytes(OutList("Old", ("Day",), ((date(1899, 5, 1),), (date(1900, 2, 28),))))
    assert [row[0] for row in cells(data)[1:]] == ["1899-05-01", "1900-02-28"]


def test_csv_cells_that_could_run_begin_with_an_apostrophe() -> None:
    text = csv_bytes(listed(*RUNS, "plain")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    expected = [f"'{one}" for one in RUNS[:-1]]
    assert [row[0] for row in rows[1:]] == [*expected, "'\r'=1", "plain"]
    assert rows[1][1:] == ["2015-07-02", "3"]


def test_csv_that_is_cut_at_semicolons_has_no_cell_that_runs() -> None:
    texts = [f"Seen{cut}{run}" for cut in (";", "\n", ' ; "', "\n\n") for run in RUNS[:4]]
    text = csv_bytes(listed(*texts, "Seen:\n- one\n- two")).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        for cell in row:
            assert not cell.strip().startswith(("=", "@", "+")), cell
            assert not cell.strip().startswith("-") or cell.strip().startswith("- "), cell
    assert "Seen:\n- one\n- two" in text


def test_hostile_text_comes_back_from_csv() -> None:
    # The end of one is what a list cut at semicolons would take for a formula.
    texts = [one for one in STRINGS if "\x00" not in one and "; --" not in one]
    text = csv_bytes(listed(*texts)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    back = [row[0][1:] if row[0].startswith("'") else row[0] for row in rows[1:]]
    assert back == [one.removeprefix("'") for one in texts]


def test_the_ending_says_the_kind_and_altered_cells_are_counted(tmp_path: Path) -> None:
    assert write_list(listed(*RUNS, "a"), tmp_path / "a.csv") == (7, 6)
    assert write_list(listed("a\x07"), tmp_path / "a.XLSX") == (1, 1)
    with pytest.raises(Refused, match=r"\.xlsx or \.csv"):
        write_list(listed("a"), tmp_path / "a.doc")
    assert not (tmp_path / "a.doc").exists()


def test_a_list_that_no_workbook_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("board_app.documents.spreadsheet._ROWS", 1)
    with pytest.raises(Refused, match="choose CSV"):
        xlsx_bytes(listed("a", "b"))
