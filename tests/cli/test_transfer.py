"""`transfer`: the records of a year for an archive, whole, described and hashed."""

import csv
import hashlib
import io
import json
import zipfile
from pathlib import Path

import pikepdf
import pytest

from board_app.bootstrap import open_board
from board_app.documents.bag import Packed, bag
from board_app.sample import PASSPHRASE
from board_app.services.progress import Progress, Stopped
from board_app.transfer import write_transfer
from tests.cli.conftest import Call
from tests.documents.demo import MADE
from tests.exchange import hostile_papers as hostile
from tests.papers import picture


def _read(path: Path) -> dict[str, bytes]:
    """Return the files of a package without its folder, after checking it against itself."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        files = {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}
    for manifest, prefix in (("manifest-sha256.txt", "data/"), ("tagmanifest-sha256.txt", "")):
        lines = [line.split("  ", 1) for line in files[manifest].decode().splitlines()]
        for digest, name in lines:
            assert hashlib.sha256(files[name]).hexdigest() == digest, name
        if prefix:
            assert {name for _, name in lines} == {n for n in files if n.startswith(prefix)}
    oxum = f"{sum(len(d) for n, d in files.items() if n.startswith('data/'))}."
    assert f"Payload-Oxum: {oxum}" in files["bag-info.txt"].decode()
    return files


def test_records_of_a_year_are_handed_over(board: Path, call: Call, tmp_path: Path) -> None:
    place = ("--meeting", "2015-06", "--item", 1)
    for name, data in (
        ("Map.png", picture()),
        ("Locked.pdf", hostile.locked(user="secret", owner="x")),
        ("Script.pdf", hostile.made(hostile.opens_with_script)),
    ):
        (tmp_path / name).write_bytes(data)
        assert call("attach", board, tmp_path / name, *place).code == 0
    target = board.with_name("records 2015.zip")

    answer = call("transfer", board, "--year", 2015, "--schedule", "DAA-1", "-o", target)

    assert (answer.code, answer.err) == (0, "")
    assert "34 records of 2015, each with its SHA-256. 1 paper could not be taken" in answer.out
    files = _read(target)
    told = json.loads(files["data/metadata.json"])
    records = {one["identifier"]: one for one in told["records"]}
    minutes = records["2015-06/minutes"]
    assert minutes["sha256"] == hashlib.sha256(files[f"data/{minutes['path']}"]).hexdigest()
    assert minutes["title"] == "Minutes of the 7th meeting, 18 June 2015"
    assert (minutes["rights"], minutes["schedule"]) == ("CUI", "DAA-1")
    assert "PDF/A-2a" in minutes["format"]
    locked = records["2015-06/1B"]
    assert (locked["path"], locked["sha256"]) == ("", "")
    assert "locked" in locked["note"]
    with pikepdf.open(io.BytesIO(files[f"data/{records['2015-06/1C']['path']}"])) as pdf:
        assert "/OpenAction" not in pdf.Root
    rows = list(csv.DictReader(io.StringIO(files["data/metadata.csv"].decode())))
    assert [row["identifier"] for row in rows] == list(records)


def test_year_without_meetings_is_said(board: Path, call: Call) -> None:
    target = board.with_name("x.zip")

    answer = call("transfer", board, "--year", 1999, "-o", target)

    assert answer.code == 1
    assert "No meeting was held in 1999." in answer.err
    assert not target.exists()


def test_transfer_can_be_stopped(board: Path) -> None:
    progress = Progress()
    progress.stop()
    session = open_board(board, PASSPHRASE)
    target = board.with_name("x.zip")

    with pytest.raises(Stopped):
        write_transfer(lambda query: query(session), 2015, target, progress=progress)

    session.store.close()
    assert not target.exists()


def test_names_that_break_a_line_are_written_so_that_they_do_not() -> None:
    data = bag([Packed("a%b\nc.pdf", b"x")], {"A": "two\nlines"}, root="r", created=MADE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = archive.read("r/manifest-sha256.txt").decode()
        about = archive.read("r/bag-info.txt").decode()

    assert manifest.endswith("  data/a%25b%0Ac.pdf\n")
    assert "A: two lines\n" in about


def test_same_records_give_the_same_package() -> None:
    made = [bag([Packed("a", b"x")], {}, root="r", created=MADE) for _ in range(2)]

    assert made[0] == made[1]
