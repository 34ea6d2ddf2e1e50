"""Outputs destroy nothing: no board, no input, no device, and no file without --replace."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from board_app.documents.files import write_whole
from board_app.domain.errors import StorageUnavailable
from board_app.whole_file import BOARD_PAGE, may_be_board
from db.keys import PAGE_BYTES
from tests.cli.conftest import Call


def test_no_command_writes_over_its_board_or_another_input(board: Path, call: Call) -> None:
    scheme = board.with_name("scheme.json")
    scheme.write_text("{}")
    secret = board.with_name("secret.txt")
    secret.write_text("sample")
    before = board.read_bytes()
    link = board.with_name("link.pdf")
    link.symlink_to(board)
    for wanted, said in (
        (("markings", board, "-o", board), "the board itself"),
        (("minutes", board, "--meeting", "last", "-o", link), "the board itself"),
        (("markings", board, "--load", scheme, "-o", scheme), "scheme.json, which is read"),
        (("actions", board, "--passphrase-file", secret, "-o", secret), "secret.txt, which is"),
    ):
        answer = call(*wanted, "--replace")
        assert (answer.code, answer.out) == (1, "")
        assert said in answer.err
    assert board.read_bytes() == before
    assert (scheme.read_text(), secret.read_text()) == ("{}", "sample")


def test_a_link_in_a_circle_is_refused_in_words(board: Path, call: Call) -> None:
    circle = board.with_name("circle.json")
    circle.symlink_to(circle)

    answer = call("markings", board, "-o", circle)

    assert answer.code == 1
    assert answer.err.startswith("board-app: Not saved: ")


def test_another_board_is_never_replaced_whatever_its_name(board: Path, call: Call) -> None:
    for name in ("other.board", "other.pdf"):
        other = board.with_name(name)
        shutil.copyfile(board, other)
        answer = call("minutes", board, "--meeting", "last", "-o", other, "--replace")
        assert answer.code == 1
        assert "is a board, which this would destroy" in answer.err
        assert other.read_bytes() == board.read_bytes()


def test_a_file_is_replaced_only_on_demand(board: Path, call: Call) -> None:
    target = board.with_name("scheme.json")
    target.write_text("mine")

    refused = call("markings", board, "-o", target)
    kept = target.read_text()
    done = call("markings", board, "-o", target, "--replace")

    assert (refused.code, kept, done.code) == (1, "mine", 0)
    assert "say --replace to write over it" in refused.err
    assert target.read_text() != "mine"


def test_files_in_a_folder_are_replaced_only_on_demand(board: Path, call: Call) -> None:
    folder = board.with_name("all")
    wanted = ("papers", board, "follow-up", "-o", folder)
    assert call(*wanted).code == 0
    mine = sorted(folder.iterdir())[0]
    mine.write_text("mine")

    refused = call(*wanted)

    assert refused.code == 1
    assert "--replace" in refused.err
    assert mine.read_text() == "mine"
    assert call(*wanted, "--replace").code == 0
    assert mine.read_bytes().startswith(b"%PDF-")


def test_a_device_and_what_may_only_be_read_stay(tmp_path: Path) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(b"mine")
    locked.chmod(0o444)
    with pytest.raises(StorageUnavailable, match="may only be read"):
        write_whole(b"new", locked)
    assert locked.read_bytes() == b"mine"
    if hasattr(os, "mkfifo"):
        pipe = tmp_path / "pipe.pdf"
        os.mkfifo(pipe)
        with pytest.raises(StorageUnavailable, match="is a device or a pipe"):
            write_whole(b"new", pipe)
        assert pipe.is_fifo()


def test_a_full_disk_is_said_of_the_folder_that_was_named(
    board: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("board_app.documents.files.put_whole", full)
    folder = board.with_name("all")

    answer = call("papers", board, "follow-up", "-o", folder)

    assert answer.code == 1
    assert f"the disk that holds “{folder}” is full" in answer.err
    assert not folder.exists()


@pytest.mark.parametrize(
    ("wanted", "name", "right"),
    [
        (("clearance", "--meeting", "2015-06"), "record.doc", "record.pdf or record.docx"),
        (("minutes", "--meeting", "last"), "x.docx", "x.pdf"),
        (("transfer", "--year", "2015"), "x.pdf", "x.zip"),
        (("export",), "x.xlsx", "x.json"),
        (("export", "--list", "actions"), "x.json", "x.csv or x.xlsx"),
        (("actions",), "x.csv", "x.txt"),
        (("agenda", "--meeting", "next"), "agenda", "agenda.pdf"),
    ],
)
def test_a_wrong_ending_is_refused_with_the_right_one(
    wanted: tuple[str, ...], name: str, right: str, board: Path, call: Call
) -> None:
    target = board.with_name(name)

    answer = call(wanted[0], board, *wanted[1:], "-o", target)

    assert answer.code == 1
    assert f"Name the output like {right}" in answer.err
    assert not target.exists()


def test_a_board_is_known_by_its_pages_and_other_files_are_not_taken_for_one(
    board: Path, tmp_path: Path
) -> None:
    page = bytes(range(256)) * (BOARD_PAGE // 256)
    other = tmp_path / "x.pdf"
    assert BOARD_PAGE == PAGE_BYTES
    assert may_be_board(board)
    for content in (b"", b"%PDF-1.7" + page[8:], b"PK\x03\x04" + page[4:], b"a" * BOARD_PAGE):
        other.write_bytes(content)
        assert not may_be_board(other)
