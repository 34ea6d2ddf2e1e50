"""`board-app import`: the plan in words, line numbers, all or nothing."""

import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from board_app import bootstrap
from board_app.sample import PASSPHRASE
from board_app.services.reading import ActionFilter
from tests.cli.conftest import Answer, Call

HEAD = ("Tasking no", "Tasking", "OPR", "Suspense", "Status", "Remarks")
GOOD = ("T-1", "Options memo", "State", "2015-09-01", "Open", "Cable sent")


def write(folder: Path, rows: Sequence[Sequence[str]], name: str = "taskings.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def brought(board: Path, call: Call, tmp_path: Path) -> "Bring":
    return Bring(board, call, tmp_path)


class Bring:
    """Imports tables into the sample board and tells what is in it then."""

    def __init__(self, board: Path, call: Call, folder: Path) -> None:
        self.board, self.call, self.folder = board, call, folder
        self.first = self.titles()

    def rows(self, *rows: Sequence[str], also: Sequence[str] = (), kind: str = "actions") -> Answer:
        table = write(self.folder, rows)
        return self.call("import", self.board, table, "--as", kind, *also)

    def titles(self) -> list[str]:
        session = bootstrap.open_board(self.board, PASSPHRASE)
        try:
            rows = session.reading.actions.actions(ActionFilter(), limit=5000)
            return sorted(row.title for row in rows)
        finally:
            session.store.close()

    def added(self) -> list[str]:
        return [title for title in self.titles() if title not in self.first]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("listed", "kind"),
    [
        ("actions", "actions"),
        ("people", "people"),
        ("countries", "countries"),
        ("watch-list", "countries"),
    ],
)
def test_own_exports_come_back_unchanged(
    listed: str, kind: str, ending: str, board: Path, call: Call
) -> None:
    table = board.with_name(f"{listed}.{ending}")
    assert call("export", board, "--list", listed, "-o", table).code == 0

    answer = call("import", board, table, "--as", kind)

    assert (answer.code, answer.err) == (0, "")
    assert "There is nothing new in this file." in answer.out


def test_a_table_is_imported(brought: Bring) -> None:
    answer = brought.rows(HEAD, GOOD, ("T-2", "Brief", "DoD", "", "", ""))
    assert (answer.code, answer.err) == (0, "")
    assert "Tasking no → Number" in answer.out
    assert "2 lines: New 2" in answer.out
    assert "Imported 2 lines from taskings.csv." in answer.out
    assert brought.added() == ["Brief", "Options memo"]


def test_the_same_table_again_is_recognised(brought: Bring) -> None:
    brought.rows(HEAD, GOOD)
    answer = brought.rows(HEAD, GOOD)
    assert answer.code == 0
    assert "imported on 2015-07-07 by Command line: 1 added, 0 changed" in answer.out
    assert "There is nothing new" in answer.out


def test_a_rehearsal_writes_nothing(brought: Bring) -> None:
    before = hashlib.sha256(brought.board.read_bytes()).digest()
    answer = brought.rows(HEAD, GOOD, also=["--dry-run"])
    assert answer.code == 0
    assert "New 1" in answer.out
    assert "rehearsal" in answer.out
    assert hashlib.sha256(brought.board.read_bytes()).digest() == before


def test_faults_and_unknown_names_are_told_with_their_lines_and_stop_all(brought: Bring) -> None:
    answer = brought.rows(
        HEAD,
        GOOD,
        ("T-2", "Brief", "State", "31 Feb 2015", "", ""),
        ("T-3", "Brief", "Stat Dept", "", "", ""),
        ("T-4", "Brief", "State", "01/02/03", "", ""),
    )
    assert answer.code == 1
    assert "taskings.csv, line 3: Due date: There is no 31 February 2015." in answer.out
    assert "taskings.csv, line 4: “Stat Dept” is which agency?" in answer.out
    assert "Say --dates dmy, mdy or ymd." in answer.out
    assert "Nothing was written" in answer.err
    assert brought.added() == []


def test_good_lines_alone_are_taken_by_wish(brought: Bring) -> None:
    rows = (HEAD, GOOD, ("T-2", "", "State", "", "", ""))
    assert brought.rows(*rows, also=["--only-good"]).code == 0
    assert brought.added() == ["Options memo"]


def test_the_order_of_dates_is_said_once(brought: Bring) -> None:
    rows = (HEAD, (*GOOD[:3], "01/09/2015", "", ""))
    assert brought.rows(*rows).code == 1
    assert brought.rows(*rows, also=["--dates", "dmy"]).code == 0


def test_the_sheet_is_named(brought: Bring, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Old"
    book.create_sheet("New").append(HEAD)
    book["New"].append(GOOD)
    path = tmp_path / "t.xlsx"
    book.save(path)
    answer = brought.call("import", brought.board, path, "--as", "actions")
    assert (answer.code, "Old and New" in answer.err) == (1, True)
    answer = brought.call("import", brought.board, path, "--as", "actions", "--sheet", "New")
    assert answer.code == 0
    assert brought.added() == ["Options memo"]


def test_an_uncertain_encoding_must_be_said(brought: Bring, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Tasking,OPR\nMémo,State\n".encode("cp1252"))
    answer = brought.call("import", brought.board, path, "--as", "actions")
    assert answer.code == 1
    assert "--encoding windows-1252" in answer.err
    also = ("--encoding", "windows-1252", "--delimiter", ",")
    assert brought.call("import", brought.board, path, "--as", "actions", *also).code == 0
    assert brought.added() == ["Mémo"]


@pytest.mark.parametrize(
    ("kind", "rows", "said"),
    [
        ("people", (("Name", "Agency"), ("Hal Moss", "State")), "Imported 1 line"),
        ("countries", (("Code", "Board name"), ("SD", "Sudan (all)")), "Imported 1 line"),
    ],
)
def test_people_and_countries_come_in_too(
    kind: str, rows: Sequence[Sequence[str]], said: str, brought: Bring
) -> None:
    answer = brought.rows(*rows, kind=kind)
    assert answer.code == 0, answer.err
    assert said in answer.out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"Tasking,OPR\n", "no lines below"),
        (b"%PDF-1.4", "is a PDF"),
        (b'Tasking,OPR\n"a,b\n', "line 2"),
        (b"Colour,Size\nred,1\n", "No column is"),
    ],
)
def test_bad_tables_are_one_sentence(
    content: bytes, said: str, brought: Bring, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    answer = brought.call("import", brought.board, path, "--as", "actions")
    assert answer.code == 1
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert brought.added() == []


def test_usage(brought: Bring, tmp_path: Path) -> None:
    assert brought.call("import", brought.board, tmp_path / "t.csv").code == 2
    gone = brought.call("import", brought.board, tmp_path / "gone.csv", "--as", "people")
    assert (gone.code, "no file gone.csv" in gone.err) == (1, True)


def test_c8_formulas_come_back_unchanged_and_never_run(brought: Bring) -> None:
    cells = ("=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1 =2")
    rows = [(f"T-{at}", cell, "State", "", "", "") for at, cell in enumerate(cells)]
    assert brought.rows(HEAD, *rows).code == 0
    assert sorted(brought.added()) == sorted(cells)
    as_json = brought.call("actions", brought.board, "--format", "json").out
    told = {one["title"] for one in json.loads(as_json)}
    assert set(cells) <= told
    as_csv = brought.call("actions", brought.board, "--format", "csv").out
    titles = [line[1] for line in csv.reader(as_csv.lstrip("\ufeff").splitlines())]
    assert [title for title in titles if title[:1] in "=+-@"] == []


def test_x10_signs_that_steer_a_terminal_are_replaced_visibly(brought: Bring) -> None:
    assert brought.rows(HEAD, ("T-1", "Memo \x1b[31m red", "State", "", "", "")).code == 0
    assert brought.added() == ["Memo \x1b[31m red"]
    shown = brought.call("actions", brought.board).out
    assert "\x1b" not in shown
    assert "Memo \ufffd[31m red" in shown
