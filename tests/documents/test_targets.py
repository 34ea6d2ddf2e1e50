"""Where a file may go: links, devices, protected files, and many files at once, all or none."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.documents.files import write_whole
from board_app.domain.errors import StorageUnavailable
from board_app.printing import write_all
from board_app.services.directory import RenameSeat
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.papers.making import DraftPaper
from board_app.services.progress import Progress, Stopped
from tests.desk import Desk

REPORTS = Wanted(kind=PaperKind.FOLLOW_UP)


def drafts(desk: Desk) -> list[DraftPaper]:
    return bootstrap.draft_copies(desk.session, REPORTS)


def test_links_in_a_circle_are_no_place_for_a_file(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.symlink_to(target)
    with pytest.raises(StorageUnavailable, match="too many levels of symbolic links"):
        write_whole(b"new", target)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are none on Windows")
def test_what_is_no_plain_file_stays_what_it_is(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    os.mkfifo(target)
    with pytest.raises(StorageUnavailable, match="a device or a pipe"):
        write_whole(b"new", target)
    assert stat.S_ISFIFO(target.stat().st_mode)


def test_protected_file_keeps_what_it_holds(tmp_path: Path) -> None:
    target = tmp_path / "paper.pdf"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(StorageUnavailable, match=r"“paper\.pdf” may only be read"):
        write_whole(b"new", target)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"old"]


def test_if_one_of_many_has_no_place_all_that_was_there_stands_again(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    made = drafts(desk)
    (folder / made[0].name).write_bytes(b"old")
    (folder / made[-1].name).mkdir()

    with pytest.raises(StorageUnavailable, match=r"“.*DOJ.*\.pdf” is a folder"):
        write_all(made, folder)

    assert {one.name for one in folder.iterdir()} == {made[0].name, made[-1].name}
    assert (folder / made[0].name).read_bytes() == b"old"


def test_what_was_there_is_replaced_by_all_of_them(desk: Desk, tmp_path: Path) -> None:
    made = drafts(desk)
    (tmp_path / made[0].name).write_bytes(b"old")
    write_all(made, tmp_path / ".")
    assert (tmp_path / made[0].name).read_bytes().startswith(b"%PDF")
    assert not [*tmp_path.glob(".upstream-*")]


def test_folders_that_were_made_for_nothing_are_taken_away(desk: Desk, tmp_path: Path) -> None:
    stopped = Progress("Stopped.")
    stopped.stop()
    (tmp_path / "there").mkdir()
    with pytest.raises(Stopped):
        write_all(drafts(desk), tmp_path / "there" / "new" / "newer", stopped)
    assert not [*(tmp_path / "there").iterdir()]


def test_names_that_differ_in_their_case_alone_are_two_files(desk: Desk) -> None:
    for code, short in (("dod", "DOD"), ("doj", "DoD")):
        desk.do(
            RenameSeat(
                agency_id=desk.agencies[code],
                name=f"Department {short}",
                abbreviation=short,
                valid_from=date(2015, 7, 1),
            )
        )
    names = [one.name for one in drafts(desk)]
    assert len({name.casefold() for name in names}) == len(names) == len(desk.agencies)
