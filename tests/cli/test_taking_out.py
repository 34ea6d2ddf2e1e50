"""`register`, `review`, `export` and `new --from`: files that say what the board says."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pypdfium2

from board_app.cli import arguments
from board_app.services import lists_out
from tests.cli.conftest import Call


def words(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def test_the_register_is_written_open_whole_changed_and_by_agency(board: Path, call: Call) -> None:
    texts = {}
    for name, flags in {
        "open": (),
        "all": ("--all",),
        "changed": ("--changed",),
        "state": ("--agency", "state"),
    }.items():
        target = board.with_name(f"{name}.pdf")
        answer = call("register", board, *flags, "-o", target)
        assert (answer.code, answer.err) == (0, "")
        texts[name] = words(target)
    assert "Open action items" in texts["open"]
    assert "Register of action items" in texts["all"]
    assert len(texts["all"]) > len(texts["open"])
    for heading in ("New (", "Moved to another date (", "Closed (", "What was reported ("):
        assert heading in texts["changed"]
    assert "of Department of State" in texts["state"]
    assert call("register", board, "--agency", "nobody", "-o", board.with_name("x.pdf")).code == 1


def test_a_review_is_written_by_its_reference(board: Path, call: Call) -> None:
    target = board.with_name("review.pdf")
    assert call("review", board, "--review", "r-2015-01", "-o", target).code == 0
    text = words(target)
    assert "R-2015-01" in text
    assert "illustrative" in text.lower()
    for section in ("Situation", "Recommendation"):
        assert section in text
    missing = call("review", board, "--review", "R-1999-01", "-o", target, "--replace")
    assert missing.code == 1
    assert "no review R-1999-01" in missing.err


def test_lists_are_written_by_name_and_ending(board: Path, call: Call) -> None:
    target = board.with_name("people.csv")
    answer = call("export", board, "--list", "people", "-o", target)
    assert answer.code == 0
    text = target.read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0][0] == "Name"
    assert f"{len(rows) - 1} rows" in answer.out
    book = board.with_name("watch.xlsx")
    assert call("export", board, "--list", "watch-list", "-o", book).code == 0
    assert openpyxl.load_workbook(book).active.max_row == 7
    wrong = call("export", board, "--list", "nothing", "-o", target, "--replace")
    assert wrong.code == 1
    assert "There are: actions" in wrong.err


def test_help_names_every_list_that_there_is() -> None:
    assert tuple(lists_out.LISTS) == arguments.LISTS


def test_items_of_an_agenda_are_counted_from_one(board: Path, call: Call) -> None:
    target = board.with_name("agenda.csv")
    assert call("export", board, "--list", "agenda", "-o", target).code == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    numbers = [row["No"] for row in rows if row["Meeting"] == "2015-06"]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_the_whole_board_goes_out_and_comes_back(board: Path, call: Call) -> None:
    out, new, back = (board.with_name(name) for name in ("b.json", "n.board", "c.json"))
    answer = call("export", board, "-o", out)
    assert answer.code == 0
    assert "not encrypted" in answer.out
    assert call("new", new, "--from", out).code == 0
    assert call("check", new).code == 0
    assert call("export", new, "-o", back).code == 0
    assert back.read_bytes() == out.read_bytes()
    assert call("new", new, "--from", out).code == 1, "it is there already"


def test_the_schema_names_every_table_of_the_export(board: Path, call: Call) -> None:
    out, schema = board.with_name("b.json"), board.with_name("s.json")
    assert call("export", board, "-o", out).code == 0
    assert call("export", board, "--schema", "-o", schema).code == 0
    known = json.loads(schema.read_text("utf-8"))["properties"]["tables"]["properties"]
    assert json.loads(out.read_text("utf-8"))["tables"].keys() == known.keys()


def test_an_export_never_lands_on_the_board(board: Path, call: Call) -> None:
    before = board.read_bytes()
    assert call("export", board, "-o", board).code == 1
    assert board.read_bytes() == before
