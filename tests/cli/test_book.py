"""`book`: the board book of a meeting, for all, for one agency, for each of them."""

from pathlib import Path

from tests.cli.conftest import Call
from tests.cli.test_taking_out import words
from tests.papers import pdf


def attach(board: Path, call: Call, *more: object) -> None:
    paper = board.with_name("Budget.pdf")
    paper.write_bytes(pdf(2))
    place = ("--meeting", "next", "--item", 5)
    assert call("attach", board, paper, *place, *more).code == 0


def test_book_of_an_agency_lacks_what_is_withheld_from_it(board: Path, call: Call) -> None:
    attach(board, call, "--withhold", "Treasury")
    whole, own = board.with_name("whole.pdf"), board.with_name("own.pdf")
    answer = call("book", board, "--meeting", "next", "-o", whole)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"Wrote {whole}: board book of meeting 2015-07\n"
    assert call("book", board, "--meeting", "next", "--agency", "treasury", "-o", own).code == 0
    assert "Tab A: Budget" in words(whole)
    assert "Budget" not in words(own)
    assert "Minutes (U) 7th meeting, 18 June 2015" in words(own)


def test_each_agency_gets_its_file(board: Path, call: Call) -> None:
    folder = board.with_name("books")
    answer = call("book", board, "--meeting", "next", "--each", "-o", folder)
    assert "12 books written, one for each agency." in answer.out
    assert len(list(folder.glob("2015-07 board book *.pdf"))) == 12


def test_what_can_not_be_written_is_said(board: Path, call: Call) -> None:
    target = board.with_name("book.pdf")
    none = call("book", board, "--meeting", "next", "--supplement", "-o", target)
    assert (none.code, target.exists()) == (1, False)
    assert "no paper for a supplement" in none.err
    attach(board, call, "--marking", "cui")
    high = call("book", board, "--meeting", "next", "--ceiling", "u", "-o", target)
    assert (high.code, target.exists()) == (1, False)
    assert "Item 5 / Tab A: (CUI) Budget" in high.err
    both = call("book", board, "--meeting", "next", "--agency", "State", "--each", "-o", target)
    assert both.code == 2
