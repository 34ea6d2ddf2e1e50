"""XLSX: what could do harm is refused before it is unpacked; the rest is read as text."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from board_app.domain.errors import NotFound, Refused
from board_app.exchange import child, sheets, zip_check
from board_app.exchange.files import read_table
from board_app.services.intake.raw import HowToRead, RawTable
from board_app.services.progress import Progress, Stopped
from tests.exchange.door import cells, read, refusal

Book = Any  # openpyxl has no types
MB = 1024 * 1024


def packed(fill: Callable[[Book], None] | None = None) -> bytes:
    """Return a workbook with two lines, and what `fill` does to it."""
    book = openpyxl.Workbook()
    book.active.title = "Taskings"
    for row in (("No", "Tasking", "Due"), ("T-1", "Memo", date(2015, 7, 16)), ("T-2", "Brief")):
        book.active.append(row)
    if fill is not None:
        fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content: bytes, **parts: bytes) -> bytes:
    """Return a pack with some parts put in or replaced; `__` stands for a slash."""
    wanted = {name.replace("__", "/").replace("DOT", "."): part for name, part in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in wanted:
                new.writestr(name, old.read(name), zipfile.ZIP_DEFLATED)
        for name, part in wanted.items():
            new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def book_of(tmp_path: Path, content: bytes, sheet: str = "") -> RawTable:
    return read(tmp_path, content, name="t.xlsx", how=HowToRead(sheet=sheet))


def refused(tmp_path: Path, content: bytes) -> str:
    return refusal(tmp_path, content, name="t.xlsx")


def test_a_workbook_is_read_as_text(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.active.append(("007", True, 1.5))
        book.active.append((5.0, "=cmd", datetime.fromisoformat("2015-07-16T14:30")))
        book.active["B5"].data_type = "s"

    table = book_of(tmp_path, packed(fill))
    assert table.header == ("No", "Tasking", "Due")
    assert cells(table) == [
        ("T-1", "Memo", "2015-07-16"),
        ("T-2", "Brief", ""),
        ("007", "TRUE", "1.5"),
        ("5", "=cmd", "2015-07-16 14:30:00"),
    ]
    assert (table.sheet, table.notes) == ("Taskings", ())


def _bomb(_: bytes) -> bytes:
    return repacked(packed(), xl__mediaDOTxml=b"0" * (20 * MB))


def _huge(_: bytes) -> bytes:
    out = io.BytesIO(packed())
    with zipfile.ZipFile(out, "a") as pack:
        for number in range(3):
            pack.writestr(f"xl/big{number}.bin", b"x" * 100, zipfile.ZIP_STORED)
        for entry in pack.filelist[-3:]:
            entry.file_size = 100 * MB
    return out.getvalue()


def _nested(_: bytes) -> bytes:
    return repacked(packed(), xl__innerDOTbin=packed())


def _entity(content: bytes) -> bytes:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    return repacked(content, xl__sharedStringsDOTxml=laughs)


def _external(content: bytes) -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x SYSTEM "http://host/x.dtd"><x/>'
    return repacked(content, xl__schemaDOTxml=text.encode("utf-16"))


def _many(_: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for number in range(zip_check.MOST_ENTRIES + 1):
            pack.writestr(f"p{number}", b"")
    return out.getvalue()


def _escaping(name: str) -> Callable[[bytes], bytes]:
    def make(_: bytes) -> bytes:
        out = io.BytesIO(packed())
        with zipfile.ZipFile(out, "a") as pack:
            pack.writestr(zipfile.ZipInfo(name), b"x")
        return out.getvalue()

    return make


def _link(_: bytes) -> bytes:
    out = io.BytesIO(packed())
    with zipfile.ZipFile(out, "a") as pack:
        entry = zipfile.ZipInfo("xl/link.xml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        pack.writestr(entry, "/etc/passwd")
    return out.getvalue()


def _overlapping(_: bytes) -> bytes:
    out = io.BytesIO(packed())
    with zipfile.ZipFile(out, "a") as pack:
        pack.filelist[-1].header_offset = pack.filelist[0].header_offset
        pack._didModify = True  # type: ignore[attr-defined]  # as an attacker's tool would
    return out.getvalue()


def _lying(_: bytes) -> bytes:
    out = io.BytesIO(packed())
    with zipfile.ZipFile(out, "a") as pack:
        pack.writestr("xl/lying.xml", b"<x>" + b"y" * 5000 + b"</x>", zipfile.ZIP_DEFLATED)
        pack.filelist[-1].file_size = 10
    return out.getvalue()


def _boasting(_: bytes) -> bytes:
    out = io.BytesIO(packed())
    with zipfile.ZipFile(out, "a") as pack:
        pack.writestr("xl/boasting.xml", b"<x/>", zipfile.ZIP_DEFLATED)
        pack.filelist[-1].file_size += 100
    return out.getvalue()


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _no_book(_: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("readme.txt", "hello")
    return out.getvalue()


HARMFUL = {
    "x1 ratio": (_bomb, "more than 100 times its size"),
    "x1 huge": (_huge, "would unpack to"),
    "x1 nested": (_nested, "holds another packed file"),
    "x1 x2 entities": (_entity, "XML entities"),
    "x2 outside definitions": (_external, "XML entities"),
    "x3 entries": (_many, "packed parts"),
    "x3 dots": (_escaping("../../evil.xml"), "outside of its folder"),
    "x3 root": (_escaping("/etc/evil.xml"), "outside of its folder"),
    "x3 drive": (_escaping("C:/evil.xml"), "outside of its folder"),
    "x3 link": (_link, "a link in place of a part"),
    "x3 overlap": (_overlapping, "lie over each other"),
    "x3 size": (_lying, "can't be unpacked"),
    "x3 size above": (_boasting, "another size than it says"),
    "cut short": (_cut, "can't be unpacked"),
    "no workbook": (_no_book, "no workbook"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_x1_to_x3_harmful_packs_are_refused(name: str, tmp_path: Path) -> None:
    make, said = HARMFUL[name]
    assert said in refused(tmp_path, make(packed()))
    assert [path.name for path in tmp_path.iterdir()] == ["t.xlsx"]


def test_x1_a_sheet_with_too_many_rows_or_columns_is_refused(tmp_path: Path) -> None:
    wide = packed(lambda book: book.active.append(["x"] * (child.MOST_COLUMNS + 1)))
    assert "more than 500 columns" in refused(tmp_path, wide)

    rows = "".join(f'<row r="{n}"><c t="n"><v>1</v></c></row>' for n in range(1, 100_003))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    tall = repacked(packed(), xl__worksheets__sheet1DOTxml=sheet.encode())
    assert "more than 100,000 rows" in refused(tmp_path, tall)


def test_x2_broken_xml_is_refused(tmp_path: Path) -> None:
    broken = repacked(packed(), xl__worksheets__sheet1DOTxml=b"<worksheet><sheetData><row>")
    assert "can't be read as a workbook" in refused(tmp_path, broken)


_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "t.xlsx", "locked with a password"),
        (_OLE, "t.xlsx", "old kind (.xls)"),
        (b"<html><table><tr><td>No</td></tr></table></html>", "t.xls", "web page"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "t.xls", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "t.xls", "web page or XML"),
    ],
)
def test_x4_what_is_no_workbook_is_named(
    content: bytes, name: str, said: str, tmp_path: Path
) -> None:
    assert said in refusal(tmp_path, content, name=name)


def test_x5_formulas_without_a_stored_result_are_counted(tmp_path: Path) -> None:
    table = book_of(tmp_path, packed(lambda book: book.active.append(("T-3", "=A1&B1", "=1+1"))))
    assert table.lines[-1].cells == ("T-3", "", "")
    assert table.notes[0].startswith("2 formulas have no stored result")


def test_x6_hidden_and_merged_things_are_named(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["C"].hidden = True
        book.active.merge_cells("A10:B11")
        book.create_sheet("Old").sheet_state = "hidden"
        book.create_sheet("Deep").sheet_state = "veryHidden"

    table = book_of(tmp_path, packed(fill))
    assert [line.number for line in table.lines] == [2, 3]
    said = " ".join(table.notes)
    for part in ("1 merged", "1 hidden rows are read too: 3", "1 hidden columns", "Old and Deep"):
        assert part in said
    assert table.sheet == "Taskings"


def test_several_sheets_are_asked_about(tmp_path: Path) -> None:
    content = packed(lambda book: book.create_sheet("Two").append(("A", "B")))
    table = book_of(tmp_path, content)
    assert table.asks_sheet
    assert [sheet.name for sheet in table.sheets] == ["Taskings", "Two"]
    assert book_of(tmp_path, content, "Taskings").lines[0].cells[0] == "T-1"
    assert "headings and no lines" in refusal(
        tmp_path, content, name="t.xlsx", how=HowToRead(sheet="Two")
    )
    with pytest.raises(NotFound, match="There are: Taskings and Two"):
        book_of(tmp_path, content, "Three")


def test_x7_days_from_1904_are_read_and_told(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        book.epoch = CALENDAR_MAC_1904

    table = book_of(tmp_path, packed(fill))
    assert table.lines[0].cells[2] == "2015-07-16"
    assert "from 1904" in table.notes[0]


def test_x7_the_day_that_1900_never_had_stays_visible(tmp_path: Path) -> None:
    def fill(book: Book) -> None:
        for serial in (59, 60, 61):
            book.active.append((f"N{serial}", "x", serial))
            book.active.cell(book.active.max_row, 3).number_format = "yyyy-mm-dd"

    days = [line.cells[2] for line in book_of(tmp_path, packed(fill)).lines[-3:]]
    assert days == ["1900-02-28", "1900-02-29", "1900-03-01"]


def test_x8_errors_of_the_spreadsheet_are_kept_and_counted(tmp_path: Path) -> None:
    table = book_of(tmp_path, packed(lambda book: book.active.append(("T-3", "#REF!", "#N/A"))))
    assert table.lines[-1].cells == ("T-3", "#REF!", "#N/A")
    assert "2 cells hold an error" in table.notes[0]


def test_x9_links_connections_and_macros_are_ignored_and_listed(tmp_path: Path) -> None:
    content = repacked(
        packed(),
        xl__externalLinks__externalLink1DOTxml=b"<x/>",
        xl__connectionsDOTxml=b"<x/>",
        xl__vbaProjectDOTbin=b"x",
        xl__media__aDOTpng=b"x",
    )
    said = " ".join(book_of(tmp_path, content).notes)
    for part in ("link to another workbook", "Connections", "macros", "embedded objects"):
        assert part in said


def test_a_child_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LONGEST_SECONDS", 0.0)
    assert "takes too long" in refused(tmp_path, packed())


def test_a_child_that_dies_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_ROOT", tmp_path)  # where there is no such module
    assert "can't be read as a workbook" in refused(tmp_path, packed())


def test_reading_a_workbook_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(packed())
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        read_table(path, HowToRead(), progress)


def test_a_pack_that_ends_in_noise_is_refused(tmp_path: Path) -> None:
    content = bytearray(packed())
    content[60:120] = zlib.compress(b"noise" * 40)[:60].ljust(60, b"\xff")
    with pytest.raises(Refused):
        book_of(tmp_path, bytes(content))
    with pytest.raises(Refused):
        book_of(tmp_path, b"PK\x03\x04" + struct.pack("<I", 7) * 40)


@given(at=st.integers(0, 4000), changed=st.binary(min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_damage_to_a_pack_is_passed_or_refused(at: int, changed: bytes) -> None:
    content = bytearray(packed())
    content[at : at + len(changed)] = changed
    with suppress(Refused):
        assert "xl/workbook.xml" in zip_check.checked("t.xlsx", bytes(content), Progress())


def test_the_child_is_not_told_the_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOARD_PASSPHRASE", "correct horse")
    assert "correct horse" not in sheets._surroundings().values()
