"""`attach` and `papers`: in checked, listed as each agency may see it, and out as it came."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.exchange import hostile_papers as hostile
from tests.papers import PDF, pdf, pdf_saying


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "Country paper.pdf"
    path.write_bytes(pdf(12))
    return path


def test_paper_goes_in_and_comes_out_as_it_was(board: Path, paper: Path, call: Call) -> None:
    place = ("--meeting", "next", "--item", 5)
    answer = call(
        *("attach", board, paper, *place),
        *("--title", "Burundi", "--marking", "u", "--withhold", "state", "--withhold", "DOJ"),
    )
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (
        "Attached Country paper.pdf as tab A of item 5, meeting 2015-07. 12 pages, checked.\n"
    )
    listed = call("attached", board, *place)
    assert listed.out.startswith("Item 5, tab A  Burundi · 12 pages · UNCLASSIFIED · ")
    assert "withheld from DOJ, State" in listed.out
    assert "1 paper, 0 in the supplement" in listed.out
    assert call("attached", board, *place, "--agency", "state").out == ("There are no papers.\n")
    (row,) = json.loads(call("attached", board, *place, "--format", "json").out)
    assert (row["tab"], row["pages"], row["file"]) == ("A", 12, "Country paper.pdf")

    target = board.with_name("out.pdf")
    written = call("attached", board, *place, "--tab", "a", "-o", target)
    assert written.code == 0
    assert target.read_bytes() == paper.read_bytes()
    assert call("check", board).code == 0


def test_person_is_told_what_the_check_found(board: Path, paper: Path, call: Call) -> None:
    place = ("--meeting", "next", "--item", 1)
    paper.write_bytes(hostile.locked(user="secret", owner="x"))
    locked = call("attach", board, paper, *place)
    assert locked.code == 0
    assert "a page in its place" in locked.out
    assert "not shown: It is locked" in call("attached", board, "--meeting", "next").out
    paper.write_bytes(hostile.made(hostile.opens_with_script))
    assert "leaves out 4 scripts" in call("attach", board, paper, *place).out


def test_what_can_not_be_done_is_said(board: Path, paper: Path, call: Call) -> None:
    place = ("--meeting", "next", "--item")
    for arguments, words in (
        (("attach", board, paper, *place, 99), "There is no item 99"),
        (("attach", board, paper.with_name("gone.pdf"), *place, 1), "no file gone.pdf"),
        (("attach", board, board, *place, 1), "neither a PDF nor"),
        (("attached", board, *place, 1, "--tab", "Z", "-o", board.with_name("x")), "no tab Z"),
        (("attached", board, "--meeting", "next", "--tab", "A"), "say --item"),
        (("attached", board, *place, 1, "--tab", "A"), "Say with -o"),
        (("attached", board, *place, 1, "--agency", "nobody"), "no agency nobody"),
    ):
        answer = call(*arguments)
        assert answer.code == 1, arguments
        assert words in answer.err, answer.err


def test_marking_of_the_pages_must_be_said(board: Path, paper: Path, call: Call) -> None:
    place = ("--meeting", "next", "--item", 1)
    paper.write_bytes(pdf_saying("Nothing yet", "CUI//NOFORN\nA line\nCUI//NOFORN"))

    silent = call("attach", board, paper, *place)
    listed = call("attached", board, "--meeting", "next")
    low = call("attach", board, paper, *place, "--marking", "u")
    right = call("attach", board, paper, *place, "--marking", "cui")

    assert silent.code == 1
    assert "Its pages say CUI//NOFORN (page 2)." in silent.err
    assert "Say --marking cui" in silent.err
    assert "Country paper" not in listed.out
    assert "It is attached as UNCLASSIFIED." in low.out
    assert (right.code, "Its pages" in right.out) == (0, False)


def test_own_minutes_are_known_as_what_they_are(board: Path, paper: Path, call: Call) -> None:
    assert call("minutes", board, "--meeting", "last", "-o", paper, "--replace").code == 0

    answer = call("attach", board, paper, "--meeting", "next", "--item", 1)

    assert answer.code == 1
    assert "Its pages say CUI" in answer.err


@pytest.mark.parametrize("text", ["SECRET//NOFORN", "(S//NF) Words", "Top\nTOP SECRET\nWords"])
def test_classified_paper_is_refused_by_its_page_alone(
    text: str, board: Path, paper: Path, call: Call
) -> None:
    paper.write_bytes(pdf_saying("A page", text))

    answer = call("attach", board, paper, "--meeting", "next", "--item", 1, "--marking", "cui")

    assert answer.code == 1
    assert "page 2 has a classified marking" in answer.err
    assert "SECRET" not in answer.err
    assert "NF" not in answer.err
    assert "Country paper" not in call("attached", board, "--meeting", "next").out


def test_levels_are_those_of_the_scheme_in_force(board: Path, paper: Path, call: Call) -> None:
    place = ("--meeting", "next", "--item", 1)
    assert call("markings", board, "--use", "sbu-1", "--becomes", "CUI=SBU").code == 0

    old = call("attach", board, paper, *place, "--marking", "cui")
    new = call("attach", board, paper, *place, "--marking", "sbu")

    assert old.code == 1
    assert "Say --marking with one of its levels: u" in old.err
    assert new.code == 0, new.err
    assert "SENSITIVE" in call("attached", board, "--meeting", "next").out


def test_papers_go_along_with_the_whole_board(board: Path, paper: Path, call: Call) -> None:
    paper.write_bytes(PDF + bytes(700_000) + b"%%EOF")
    assert call("attach", board, paper, "--meeting", "next", "--item", 2).code == 0
    whole, again, new = (board.with_name(name) for name in ("a.json", "b.json", "new.board"))
    assert call("export", board, "-o", whole).code == 0
    assert call("new", new, "--from", whole).code == 0
    assert call("export", new, "-o", again).code == 0
    assert again.read_bytes() == whole.read_bytes()
    target = board.with_name("out.pdf")
    call("attached", new, "--meeting", "next", "--item", 2, "--tab", "A", "-o", target)
    assert target.read_bytes() == paper.read_bytes()
