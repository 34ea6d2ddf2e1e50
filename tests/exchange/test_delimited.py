"""CSV: what stands in a cell arrives exactly, or the file is refused by its line."""

import codecs
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typing_extensions import override

from board_app.domain.errors import Refused, StorageUnavailable
from board_app.exchange import delimited, files
from board_app.exchange.files import read_table
from board_app.services.intake.raw import HowToRead
from board_app.services.progress import Progress, Stopped
from tests.exchange.door import CORPORA, cells, read, refusal

SPECTRUM = sorted((CORPORA / "csv-spectrum" / "csvs").glob("*.csv"))


def with_own_line_ends(path: Path) -> bytes:
    """Return a corpus file as its makers wrote it; git keeps their CR LF as LF here."""
    content = path.read_bytes()
    return content.replace(b"\n", b"\r\n") if path.stem.endswith("_crlf") else content


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_c1_spectrum_files_are_read_exactly(path: Path, tmp_path: Path) -> None:
    expected = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_bytes())
    table = read(tmp_path, with_own_line_ends(path))
    found = [dict(zip(table.header, line.cells, strict=True)) for line in table.lines]
    assert found == expected
    assert table.notes == ()


def test_the_whole_spectrum_is_there() -> None:
    assert len(SPECTRUM) == 11


_TEXT = "Name,Ort\r\nÉlodie,Zürich\r\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (codecs.BOM_UTF8 + _TEXT.encode(), "utf-8"),
        (_TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + _TEXT.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + _TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
    ids=["bom", "plain", "le", "be"],
)
def test_c2_encodings_that_say_what_they_are_need_no_guess(
    content: bytes, encoding: str, tmp_path: Path
) -> None:
    table = read(tmp_path, content)
    assert (table.header, cells(table)) == (("Name", "Ort"), [("Élodie", "Zürich")])
    assert (table.encoding, table.is_guess, table.notes) == (encoding, False, ())


@pytest.mark.parametrize(
    ("content", "encoding", "said"),
    [
        (_TEXT.encode("cp1252"), "windows-1252", "not UTF-8"),
        (_TEXT.encode("utf-16-le"), "utf-16-le", "does not say"),
        ("a,b\nÉ,x\n".encode() + "ü,y\n".encode("cp1252"), "mixed", "1 lines in UTF-8 and 1"),
    ],
    ids=["windows", "utf-16 without mark", "mixed"],
)
def test_c2_a_guess_is_shown_and_can_be_changed(
    content: bytes, encoding: str, said: str, tmp_path: Path
) -> None:
    table = read(tmp_path, content)
    assert (table.encoding, table.is_guess) == (encoding, True)
    assert said in table.notes[0]
    chosen = read(tmp_path, content, how=HowToRead(encoding=encoding))
    assert (chosen.is_guess, chosen.notes) == (False, ())
    assert cells(chosen) == cells(table)


def test_c2_no_byte_is_dropped(tmp_path: Path) -> None:
    every = bytes(byte for byte in range(0x80, 0x100))
    table = read(tmp_path, b"a,b\nx," + every + b"\n")
    assert len(table.lines[0].cells[1]) == len(every)
    mixed = read(tmp_path, b"a,b\n\xc3\xa9,1\n\xe9\x81,2\n")
    assert cells(mixed) == [("é", "1"), ("é\x81", "2")]


def test_c2_an_encoding_that_is_wrong_is_refused_by_line(tmp_path: Path) -> None:
    content = "a,b\nx,y\nÉ,z\n".encode("cp1252")
    assert refusal(tmp_path, content, how=HowToRead(encoding="utf-8")).startswith("Line ")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_c3_separators_are_guessed(delimiter: str, tmp_path: Path) -> None:
    text = "\n".join(delimiter.join(row) for row in (("A", "B", "C"), ("1", "2,5", "x y")))
    text = text.replace("2,5", '"2,5"') if delimiter == "," else text
    table = read(tmp_path, text)
    assert table.delimiter == delimiter
    assert cells(table) == [("1", "2,5", "x y")]


def test_c3_a_separator_can_be_chosen_and_named_in_the_file(tmp_path: Path) -> None:
    assert read(tmp_path, "a;b,c\n1;2,3\n", how=HowToRead(delimiter=";")).header == ("a", "b,c")
    assert refusal(tmp_path, "a;b\n1,2;3\n", how=HowToRead(delimiter=",")).startswith("Line 2 has")
    assert read(tmp_path, "sep=|\na|b\n1|2\n").header == ("a", "b")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,"never closed\n2,3\n', "line 2"),
        ('a,b\n1,2\n3,"x" y\n', "line 3"),
    ],
)
def test_c3_quotes_that_do_not_close_are_refused_by_line(
    text: str, line: str, tmp_path: Path
) -> None:
    assert line in refusal(tmp_path, text)


def test_c4_a_cell_beyond_the_limit_is_refused_by_line(tmp_path: Path) -> None:
    message = refusal(tmp_path, f"a,b\n1,2\n3,{'x' * (delimited.LONGEST_CELL + 1)}\n")
    assert "line 3" in message
    assert "131,072" in message
    long = "x" * delimited.LONGEST_CELL
    assert cells(read(tmp_path, f"a,b\n1,{long}\n")) == [("1", long)]


def test_c5_a_nul_is_refused_by_line(tmp_path: Path) -> None:
    assert refusal(tmp_path, "a,b\n1,2\n3,x\x00y\n").startswith("Line 3 holds a NUL")


def test_c6_ragged_lines_are_listed(tmp_path: Path) -> None:
    message = refusal(tmp_path, "a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3\n1\n")
    assert message.startswith("Lines 3, 4 and 6 have not 3 cells")
    many = "a,b\n" + "1\n" * 30
    assert "and 20 more" in refusal(tmp_path, many)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b,A\n1,2,3\n", "“A” stands over columns 1 and 3"),
        ("a,,c\n1,2,3\n", "Column 2 has no heading, but something in line 2"),
        ("a,b,c\n", "headings and no lines"),
        ("a,b,c\n\n,,\n", "headings and no lines"),
        (",,\n,,\n", "empty lines"),
        (",".join(f"c{n}" for n in range(2000)) + "\n" + "," * 1999 + "x\n", "2,000 columns"),
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("\x00" * 40, "is empty"),
    ],
    ids=["double", "unnamed", "head", "head+empty", "commas", "2000", "0 bytes", "n", "zeros"],
)
def test_c6_tables_without_a_shape_are_refused(text: str, said: str, tmp_path: Path) -> None:
    assert said in refusal(tmp_path, text)


def test_c6_empty_lines_and_columns_are_left_out_and_counted(tmp_path: Path) -> None:
    table = read(tmp_path, "a,b,,\n\n1,2,,\n,,,\n3,4,,\n")
    assert (table.header, cells(table)) == (("a", "b"), [("1", "2"), ("3", "4")])
    assert [line.number for line in table.lines] == [3, 5]
    assert table.notes == ("1 empty line left out.",)


@pytest.mark.parametrize(
    "text",
    [
        "Taskings of the board 2015\n\nNo;Tasking\nT-1;Memo\nT-2;Brief\n",
        "Taskings of the board 2015;\n;\nNo;Tasking\nT-1;Memo\nT-2;Brief\n",
    ],
)
def test_a_title_above_the_headings_is_left_out_and_told(text: str, tmp_path: Path) -> None:
    table = read(tmp_path, text)
    assert (table.header, table.lines[0].number) == (("No", "Tasking"), 4)
    assert table.notes[-1] == "Left out above the headings: Taskings of the board 2015."


def test_a_list_of_one_column_keeps_its_heading(tmp_path: Path) -> None:
    table = read(tmp_path, "Tasking\nMemo\nBrief\n")
    assert (table.header, cells(table)) == (("Tasking",), [("Memo",), ("Brief",)])


def test_lines_are_numbered_as_an_editor_does(tmp_path: Path) -> None:
    table = read(tmp_path, 'a,b\r\n1,"two\r\nlines"\r\n3,4\r\n')
    assert [line.number for line in table.lines] == [2, 4]


@pytest.mark.parametrize(
    "cell",
    ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1", "007", "1E5", "TRUE", "1,5", "1.5", "\tx"],
)
def test_c8_c12_cells_stay_the_text_they_are(cell: str, tmp_path: Path) -> None:
    assert cells(read(tmp_path, f'a,b\nx,"{cell}"\n')) == [("x", cell)]


@given(
    rows=st.lists(
        st.tuples(*[st.text(st.characters(exclude_characters="\x00", codec="utf-8"))] * 2),
        min_size=1,
        max_size=8,
    )
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_written_comes_back(rows: list[tuple[str, str]], tmp_path: Path) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    text = "k,a,b\n" + "".join(f"k,{quoted(a)},{quoted(b)}\n" for a, b in rows)
    table = read(tmp_path, text, how=HowToRead("utf-8", ","))
    assert cells(table) == [("k", a, b) for a, b in rows]


def test_t1_all_naughty_strings_arrive_exactly(tmp_path: Path) -> None:
    naughty: list[str] = json.loads((CORPORA / "blns.json").read_text(encoding="utf-8"))
    lines = ["k,said"]
    lines += [f'{at},"{said.replace(chr(34), chr(34) * 2)}"' for at, said in enumerate(naughty)]
    table = read(tmp_path, "\n".join(lines) + "\n")
    assert [line.cells[1] for line in table.lines] == naughty
    assert len(naughty) == 515


def test_what_is_no_table_is_named(tmp_path: Path) -> None:
    assert "is a PDF" in refusal(tmp_path, b"%PDF-1.7 ...", name="t.csv")
    with pytest.raises(StorageUnavailable, match="There is no file gone"):
        read_table(tmp_path / "gone.csv", HowToRead(), Progress())
    with pytest.raises(StorageUnavailable, match="can't be read"):
        read_table(tmp_path, HowToRead(), Progress())


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    assert "can be read. Split it." in refusal(tmp_path, "a,b\n1,2\n3,4\n")


def test_more_lines_than_the_limit_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "MOST_LINES", 3)
    assert len(read(tmp_path, "a,b\n" + "1,2\n" * 3).lines) == 3
    with pytest.raises(Refused, match="more than 3 lines"):
        read(tmp_path, "a,b\n" + "1,2\n" * 5)


class StopAt(Progress):
    """Ends the work as a person would, once it has come so far."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines = lines
        self.is_reading = True

    @override
    def step(self, done: int, total: int) -> None:
        self.is_reading = self.is_reading and done >= self.done  # bytes come before lines
        if not self.is_reading and done >= self.lines:
            self.stop()
        super().step(done, total)


def test_c7_a_million_lines_show_their_progress_and_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "million.csv"
    with path.open("wb") as file:
        file.write(b"Tasking,OPR\n")
        for _ in range(100):
            file.write(b"Options memo,State\n" * 10_000)
    progress = StopAt(60_000)
    with pytest.raises(Stopped, match="Nothing was imported"):
        read_table(path, HowToRead(), progress)
    assert 60_000 <= progress.done < 70_000
    assert progress.total >= 1_000_000
    assert list(tmp_path.iterdir()) == [path]


@given(content=st.binary(max_size=200))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_are_a_table_or_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    try:
        table = read_table(path, HowToRead(), Progress())
    except Refused:
        return
    else:
        assert table.lines
        assert {len(line.cells) for line in table.lines} == {len(table.header)}
