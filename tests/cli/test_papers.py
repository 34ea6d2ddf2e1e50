"""`papers`: every paper of the board by its name, and what does not belong to it."""

from pathlib import Path

import pypdfium2
import pytest

from board_app import bootstrap
from board_app.sample import PASSPHRASE
from board_app.services.board import ReviseBoard
from tests.cli.conftest import Call
from tests.cli.test_taking_out import words


def sheet(pdf: Path) -> list[int]:
    document = pypdfium2.PdfDocument(pdf)
    size = sorted(round(side) for side in document[0].get_size())
    document.close()
    return size


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("agenda",), "Agenda of the 8th meeting, 16 July 2015"),
        (("minutes",), "Minutes of the 7th meeting, 18 June 2015"),
        (("minutes", "--meeting", "2015-01"), "Minutes of the 1st meeting, 15 January 2015"),
        (("review", "--review", "r-2015-01"), "R-2015-01"),
        (("register",), "Progress and due date"),
        (("register", "--full", "--extent", "all"), "What is promised"),
        (("register", "--agency", "State"), "of Department of State"),
        (("decisions",), "Register of decisions"),
        (("decisions", "--year", "2014"), "No decision was taken in this time."),
        (("watch-list",), "1 Priority (4)"),
        (("follow-up", "--agency", "treasury"), "Follow-up report: Department of the Treasury"),
        (("attendance",), "Attendance in 2015"),
        (("attendance", "--year", "2016"), "No meeting was held in this year."),
    ],
)
def test_every_paper_is_written(asked: tuple[str, ...], told: str, board: Path, call: Call) -> None:
    target = board.with_name("paper.pdf")
    answer = call("papers", board, *asked, "-o", target)
    assert (answer.code, answer.err) == (0, "")
    assert told in words(target)
    assert f"Wrote {target}" in answer.out


def test_follow_up_of_all_agencies_is_a_folder_of_files(board: Path, call: Call) -> None:
    folder = board.with_name("reports")
    answer = call("papers", board, "follow-up", "-o", folder)
    assert answer.code == 0
    assert "12 reports written, one for each agency." in answer.out
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 12
    assert "follow-up DoD-OSD 2015-07-07.pdf" in names
    assert "Department of the Treasury" in words(folder / "follow-up Treasury 2015-07-07.pdf")


def test_folder_that_is_a_file_is_refused(board: Path, call: Call) -> None:
    taken = board.with_name("reports")
    taken.write_text("mine")
    answer = call("papers", board, "follow-up", "-o", taken)
    assert answer.code == 1
    assert "is a file, and a folder is needed" in answer.err
    assert taken.read_text() == "mine"


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (("watch-list", "--agency", "State"), "--agency does not belong to the paper watch-list"),
        (("decisions", "--meeting", "next"), "--meeting does not belong to the paper decisions"),
        (("agenda", "--year", "2015"), "--year does not belong to the paper agenda"),
        (("minutes", "--full"), "--full does not belong to the paper minutes"),
        (("review",), "Say with --review which country review"),
        (("follow-up", "--agency", "nobody"), "There is no agency nobody"),
    ],
)
def test_what_does_not_belong_to_a_paper_is_refused(
    asked: tuple[str, ...], why: str, board: Path, call: Call
) -> None:
    target = board.with_name("paper.pdf")
    answer = call("papers", board, *asked, "-o", target)
    assert answer.code == 1
    assert why in answer.err
    assert not target.exists()


@pytest.mark.parametrize("asked", [("poem",), ("decisions", "--year", "15")])
def test_unknown_papers_and_odd_years_are_a_matter_of_usage(
    asked: tuple[str, ...], board: Path, call: Call
) -> None:
    assert call("papers", board, *asked, "-o", board.with_name("x.pdf")).code == 2


def test_one_print_may_have_its_own_sheet_and_language(board: Path, call: Call) -> None:
    own, other = board.with_name("own.pdf"), board.with_name("other.pdf")
    wanted = ("papers", board, "watch-list", "-o")

    assert call(*wanted, own).code == 0
    assert call(*wanted, other, "--paper", "a4", "--language", "fr").code == 0

    assert [sheet(one) for one in (own, other)] == [[612, 792], [595, 842]]
    assert "Liste de veille" in words(other)
    session = bootstrap.open_board(board, PASSPHRASE)
    now = session.board()
    session.store.close()
    assert (now.paper, now.language) == ("letter", "en")


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_every_paper_is_printed_in_french_on_either_sheet(
    paper: str, board: Path, call: Call
) -> None:
    session = bootstrap.open_board(board, PASSPHRASE)
    people = session.reading.directory.people(session.board().today)
    session.become(next(one for one in people if one.role is not None and one.role.runs_the_board))
    now = session.board()
    kept = {name: getattr(now, name) for name in ReviseBoard.model_fields}
    session.do(ReviseBoard(**{**kept, "language": "fr", "paper": paper}))
    session.store.close()
    for kind, title in (
        ("agenda", "Ordre du jour de la 8e réunion, 16 juillet 2015"),
        ("minutes", "Procès-verbal de la 7e réunion, 18 juin 2015"),
        ("register", "Mesures en cours"),
        ("decisions", "Registre des décisions"),
        ("watch-list", "Liste de veille"),
        ("attendance", "Présences en 2015"),
    ):
        target = board.with_name(f"{kind}.pdf")
        assert call("papers", board, kind, "-o", target).code == 0
        text = words(target)
        assert title in text
        assert "Page 1 sur " in text
        assert sheet(target) == ([612, 792] if paper == "letter" else [595, 842])
