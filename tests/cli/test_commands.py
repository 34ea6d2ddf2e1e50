"""What each command does with a sound board."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from typing_extensions import override

from board_app import bootstrap
from board_app.cli import output
from board_app.cli.founding import cadence_of
from board_app.domain.errors import Invalid
from board_app.domain.person import Role
from board_app.sample import PASSPHRASE
from board_app.services.actions import AssignAction
from board_app.services.actor import Actor
from board_app.services.reading import ActionFilter
from tests.cli.conftest import Call

TODAY = date(2015, 7, 7)


def _words(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def _assign(board: Path, title: str, *, measure: str = "") -> None:
    session = bootstrap.open_board(board, PASSPHRASE)
    session.act_as(Actor(name="Somebody", role=Role.SECRETARIAT))
    session.do(AssignAction(title=title, measure=measure, opened_on=date(2015, 7, 1)))
    session.store.close()


def test_the_agenda_of_the_next_meeting_is_written(board: Path, call: Call) -> None:
    target = board.with_name("agenda.pdf")

    answer = call("agenda", board, "--meeting", "next", "-o", target)

    assert (answer.code, answer.err) == (0, "")
    assert "2015-07" in answer.out
    assert "16 July 2015" in _words(target)


@pytest.mark.parametrize("reference", ["2015-05-S", "2015-05-s"])
def test_minutes_are_written_by_reference(reference: str, board: Path, call: Call) -> None:
    target = board.with_name("minutes.pdf")
    target.write_text("an older one")

    answer = call("minutes", board, "--meeting", reference, "-o", target, "--replace")

    assert answer.code == 0
    text = _words(target)
    assert "Dissent, Treasury" in text
    assert "A-2015-031" in text
    assert {path.name for path in board.parent.iterdir()} == {board.name, target.name}


def test_last_is_the_last_meeting_that_was_held(board: Path, call: Call) -> None:
    answer = call("minutes", board, "--meeting", "last", "-o", board.with_name("m.pdf"))

    assert "minutes of meeting 2015-06" in answer.out


@pytest.mark.parametrize(
    ("today", "reference"), [("2016-01-01", "next"), ("2014-01-01", "last"), ("", "2099-01")]
)
def test_a_meeting_that_is_not_there_is_not_found(
    today: str, reference: str, board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSTREAM_TODAY", today)
    target = board.with_name("m.pdf")

    answer = call("minutes", board, "--meeting", reference, "-o", target)

    assert answer.code == 1
    assert "There is no meeting" in answer.err or "No meeting was held" in answer.err
    assert not target.exists()


def test_all_action_items_are_listed(board: Path, call: Call) -> None:
    answer = call("actions", board)

    lines = answer.out.splitlines()
    assert (answer.code, answer.err) == (0, "")
    assert lines[0].startswith("Number")
    assert lines[1].startswith("A-2015-019  no date")
    assert lines[-1] == "60 action items, 7 overdue"
    assert len(lines) == 63


def test_overdue_items_of_an_agency_are_listed(board: Path, call: Call) -> None:
    answer = call("actions", board, "--overdue", "--agency", "treasury", "--format", "json")

    items = json.loads(answer.out)
    assert [item["number"] for item in items] == ["A-2015-020", "A-2015-017"]
    assert {item["overdue"] for item in items} == {True}
    assert items[1]["status"] == "blocked"
    assert items[1]["later_dates"] == 2
    assert items[1]["marking"] == "CUI"


@pytest.mark.parametrize("agency", ["usaid", "USAID", "u.s. agency for international development"])
def test_an_agency_is_known_by_each_of_its_names(agency: str, board: Path, call: Call) -> None:
    assert call("actions", board, "--agency", agency).code == 0


def test_an_unknown_agency_is_not_found_and_the_known_ones_are_named(
    board: Path, call: Call
) -> None:
    answer = call("actions", board, "--agency", "Navy")

    assert (answer.code, answer.out) == (1, "")
    assert "There is no agency Navy. There are: NSC, State, " in answer.err


def test_nothing_overdue_is_said_in_a_sentence(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSTREAM_TODAY", "2015-01-06")

    assert call("actions", board, "--overdue").out == "No action items match.\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_no_cell_of_a_csv_file_can_run(sign: str, board: Path, call: Call) -> None:
    title = f'{sign}HYPERLINK("http://example.invalid","x")'
    _assign(board, title, measure="\t=1+1")
    target = board.with_name("actions.csv")

    answer = call("actions", board, "--format", "csv", "-o", target)

    assert answer.code == 0
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert len(rows) == 61
    assert rows[1]["title"] == f"'{title}"
    assert rows[1]["measure"] == "'\t=1+1"
    cells = [cell for row in rows for cell in row.values()]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_json_is_exact(board: Path, call: Call) -> None:
    title = "=1+1 “quoted” \u202e \x1b[31mred, 原子"
    _assign(board, title)

    answer = call("actions", board, "--format", "json")

    items = json.loads(answer.out)
    assert title in {item["title"] for item in items}
    assert {item["lead"] for item in items if item["title"] == title} == {""}


def test_the_table_shows_no_sign_that_steers_a_terminal(board: Path, call: Call) -> None:
    _assign(board, "a \x1b[31mred\u202e title")

    out = call("actions", board).out

    assert "a \ufffd[31mred\ufffd title" in out
    assert not set(out) & {"\x1b", "\u202e"}
    assert "nobody" in out


def test_a_narrow_table_cuts_titles_and_nothing_else(board: Path) -> None:
    session = bootstrap.open_board(board, PASSPHRASE)
    rows = session.reading.actions.actions(ActionFilter())
    session.store.close()

    lines = output.as_table(rows, TODAY, width=100).splitlines()[:-2]

    assert max(len(line) for line in lines) == 100
    assert any(line.endswith("…") for line in lines)
    assert all(row.reference in line for row, line in zip(rows, lines[1:], strict=True))


def test_wide_signs_keep_the_columns_in_line(board: Path) -> None:
    session = bootstrap.open_board(board, PASSPHRASE)
    first, second = session.reading.actions.actions(ActionFilter(), limit=2)
    session.store.close()
    rows = [first._replace(lead="原子力原子力", title="here"), second._replace(title="here")]

    lines = output.as_table(rows, TODAY).splitlines()

    assert lines[1].index("here") + 6 == lines[2].index("here")


def test_a_page_more_than_fits_is_listed_too(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = call("actions", board, "--format", "csv").out
    monkeypatch.setattr("board_app.cli.commands._PAGE", 7)

    assert call("actions", board, "--format", "csv").out == whole


def test_check_says_that_a_file_is_sound(board: Path, call: Call) -> None:
    answer = call("check", board)

    assert (answer.code, answer.err) == (0, "")
    assert "own.board is sound" in answer.out


def test_a_backup_opens_with_the_same_passphrase(board: Path, call: Call) -> None:
    target = board.with_name("copy.board")

    assert call("backup", board, target).code == 0
    assert call("check", target).code == 0
    assert {path.name for path in board.parent.iterdir()} == {board.name, target.name}


NEW = ("--name", "Test board", "--zone", "Europe/Berlin", "--ceiling", "u")


def test_a_new_board_is_made_from_flags(tmp_path: Path, call: Call) -> None:
    path = tmp_path / "new.board"

    answer = call(
        "new", path, *NEW, "--chair", "nsc", "--cadence", "Last  Friday 9:30", "--agencies"
    )

    assert (answer.code, answer.err) == (0, "")
    session = bootstrap.open_board(path, PASSPHRASE)
    board, series = session.board(), session.reading.meetings.series()[0]
    session.store.close()
    assert (board.name, board.chair, board.members, board.ceiling) == ("Test board", "NSC", 11, 0)
    assert (series.nth, series.weekday, series.start) == (-1, 4, "09:30")
    assert series.zone == "Europe/Berlin"


@pytest.mark.parametrize(("chair", "members"), [("State", 11), ("Human Rights Bureau", 11)])
def test_any_agency_can_chair_a_new_board(
    chair: str, members: int, tmp_path: Path, call: Call
) -> None:
    path = tmp_path / "new.board"

    call("new", path, *NEW, "--chair", chair, "--cadence", "first monday 08:00", "--agencies")

    session = bootstrap.open_board(path, PASSPHRASE)
    board = session.board()
    session.store.close()
    assert (board.chair, board.members) == (chair, members)


@pytest.mark.parametrize(
    ("flag", "value"),
    [
        ("--zone", "Mars/Olympus"),
        ("--name", "  "),
        ("--cadence", "fifth thursday 10:00"),
        ("--cadence", "third thursday 25:00"),
        ("--cadence", "monthly"),
    ],
)
def test_a_new_board_refuses_what_can_not_be_and_leaves_no_file(
    flag: str, value: str, tmp_path: Path, call: Call
) -> None:
    path = tmp_path / "new.board"
    right = dict(zip(NEW[::2], NEW[1::2], strict=True))
    flags = right | {"--chair": "nsc", "--cadence": "third thursday 10:00", flag: value}

    answer = call("new", path, *(part for pair in flags.items() for part in pair))

    assert answer.code == 1
    assert len(answer.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_new_board_without_answers_and_terminal_is_a_usage_error(
    tmp_path: Path, call: Call
) -> None:
    answer = call("new", tmp_path / "new.board", "--name", "Test")

    assert answer.code == 2
    assert "--chair" in answer.err
    assert list(tmp_path.iterdir()) == []


class Terminal(io.StringIO):
    """A standard input at which somebody types."""

    @override
    def isatty(self) -> bool:
        return True


def test_a_new_board_asks_on_a_terminal_until_an_answer_can_be_taken(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["Asked", "NSC", "Nowhere", "UTC", "some day", "second tuesday 14:00", "cui"]
    monkeypatch.setattr("sys.stdin", Terminal("\n".join(typed) + "\n"))
    monkeypatch.delenv("BOARD_PASSPHRASE")
    monkeypatch.setattr("getpass.getpass", lambda _: "typed twice")
    path = tmp_path / "new.board"

    answer = call("new", path)

    assert answer.code == 0
    assert answer.err.count("Time zone:") == 3
    session = bootstrap.open_board(path, "typed twice")
    assert session.board().zone == "UTC"
    session.store.close()


def test_two_different_passphrases_make_no_board(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["one", "another"])
    monkeypatch.setattr("sys.stdin", Terminal(""))
    monkeypatch.delenv("BOARD_PASSPHRASE")
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))

    answer = call(
        "new", tmp_path / "n.board", *NEW, "--chair", "NSC", "--cadence", "first monday 10:00"
    )

    assert answer.code == 1
    assert "differ" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_a_cadence_is_understood_in_any_case() -> None:
    assert cadence_of(" THIRD thursday 10:00 ").nth == 3
    with pytest.raises(Invalid):
        cadence_of("third thursday")


@pytest.mark.parametrize(
    "arguments",
    [
        ("agenda", "x.board"),
        ("minutes",),
        ("actions", "x.board", "--format", "xml"),
        ("pictures", "x.board", "out", "--size", "big"),
        ("nonsense", "x.board"),
        ("nonsense",),
        ("--nonsense",),
        ("check", "x.board", "--pass", "y"),
    ],
)
def test_misuse_gives_two(arguments: tuple[str, ...], call: Call) -> None:
    answer = call(*arguments)

    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_help_names_every_command(call: Call) -> None:
    answer = call("--help")

    assert answer.code == 0
    for name in ("sample", "new", "agenda", "minutes", "actions", "check", "backup", "pictures"):
        assert name in answer.out


def test_stopping_is_quiet(board: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("board_app.bootstrap.open_board", stop)

    answer = call("check", board)

    assert (answer.code, answer.err) == (130, "board-app: Stopped.\n")


def test_pictures_are_asked_of_the_window(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def take(
        path: Path, passphrase: str, folder: Path, *, theme: str, size: tuple[int, int]
    ) -> None:
        asked.append((path, passphrase, folder, theme, size))

    monkeypatch.setattr("board_app.window.take_pictures", take, raising=False)

    answer = call("pictures", board, "shots", "--theme", "dark", "--size", "1024x680")

    assert answer.code == 0
    assert asked == [(board, PASSPHRASE, Path("shots"), "dark", (1024, 680))]


@pytest.mark.parametrize("has_file", [False, True])
def test_a_board_alone_opens_the_window(
    has_file: bool, board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | None] = []

    def window(path: Path | None, passphrase: str | None = None, **_: object) -> int:
        opened.append(path)
        return 0

    monkeypatch.setattr("board_app.window.run_window", window, raising=False)

    assert call(*([board] if has_file else [])).code == 0
    assert opened == [board if has_file else None]
