"""Records for an archive, from a board: which are due, and that all that is said of them is so."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from typing_extensions import override

from board_app.domain.meeting import MeetingState
from board_app.domain.review import Review
from board_app.domain.risk import RiskLevel
from board_app.services import attachments, meetings, reviews
from board_app.services.progress import Progress, Stopped
from board_app.services.transfer import Entry, records_of, told_as_csv, told_as_json, years_of
from board_app.transfer import write_transfer
from tests.desk import START, Desk
from tests.exchange import hostile_papers as hostile
from tests.services.test_papers_clearance import under_silence

SCRIPT = hostile.made(hostile.opens_with_script)
REVIEWED = date(2015, 7, 6)
ENTRY = Entry("p", "i", "Élan", "k", "c", "b", "a", "r", "f", 1, 2, "s", "d")


class Package(NamedTuple):
    """What was written, and what was told of it."""

    said: str
    about: str
    files: dict[str, bytes]

    @property
    def records(self) -> dict[str, dict[str, Any]]:
        told = json.loads(self.files["metadata.json"])
        return {one["identifier"]: one for one in told["records"]}


def _plan(desk: Desk, day: date) -> None:
    desk.do(meetings.OpenOccurrence(series_id=desk.series_id, on_day=day))


def _hold(desk: Desk, day: date) -> None:
    _plan(desk, day)
    found = desk.session.reading.meetings.by_reference(f"{day:%Y-%m}")
    for state in (MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        row = desk.session.reading.meetings.meeting(found.id)
        command = meetings.ChangeMeetingState(id=found.id, version=row.version, state=state)
        desk.do(command)


def _reviewed(desk: Desk, alpha2: str) -> Review:
    countries = desk.session.reading.board.countries()
    country = next(one.id for one in countries if one.alpha2 == alpha2)
    id = desk.do(reviews.StartReview(country_id=country, as_of=REVIEWED))
    draft = desk.record(Review, id)
    desk.do(
        reviews.ReviseReview(id=id, version=draft.version, as_of=REVIEWED, level=RiskLevel.HIGH)
    )
    return desk.record(Review, id)


def _adopt(desk: Desk, review: Review) -> None:
    decision = desk.decision(desk.item("Burundi"))
    command = reviews.AdoptReview(id=review.id, version=review.version, decision_id=decision.id)
    desk.do(command)


def _filled(desk: Desk) -> None:
    """Hold meetings in two years and plan one, with a round, two reviews and two papers."""
    _reviewed(desk, "SD")
    _adopt(desk, _reviewed(desk, "BI"))
    under_silence(desk)
    _plan(desk, date(2015, 8, 20))
    _hold(desk, date(2015, 6, 18))
    _hold(desk, date(2016, 1, 21))
    _, item = desk.session.reading.meetings.agenda(desk.meeting_id)
    for name, content, marking in (
        ("Note.pdf", SCRIPT, 1),
        ("Locked.pdf", hostile.locked(user="secret", owner="x"), 0),
    ):
        desk.do(
            attachments.Attach(item_id=item.id, file_name=name, content=content, marking=marking)
        )


def _written(desk: Desk, target: Path, progress: Progress | None = None) -> Package:
    said = write_transfer(
        lambda query: query(desk.session),
        2015,
        target,
        schedule="DAA-1",
        progress=progress or Progress(),
    )
    with zipfile.ZipFile(target) as archive:
        files = {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}
    return Package(
        said,
        files["bag-info.txt"].decode(),
        {name[5:]: data for name, data in files.items() if name.startswith("data/")},
    )


def test_every_record_of_the_year_is_due_and_no_other(desk: Desk) -> None:
    _filled(desk)
    reading = desk.session.reading
    (adopted,) = [one for one in reading.countries.reviews() if one.adopted_on is not None]
    today = date(2015, 7, 21)

    due = list(records_of(reading, 2015, today=today))

    assert years_of(reading) == [2016, 2015]
    assert [(one.folder, one.identifier, one.covers) for one in due] == [
        ("meetings/2015-06", "2015-06/agenda", date(2015, 6, 18)),
        ("meetings/2015-06", "2015-06/minutes", date(2015, 6, 18)),
        ("meetings/2015-07", "2015-07/agenda", date(2015, 7, 16)),
        ("meetings/2015-07", "2015-07/minutes", date(2015, 7, 16)),
        ("meetings/2015-07", "2015-07/clearance 1", date(2015, 7, 16)),
        ("meetings/2015-07", "2015-07/2A", date(2015, 7, 16)),
        ("meetings/2015-07", "2015-07/2B", date(2015, 7, 16)),
        ("reviews", adopted.reference, adopted.adopted_on),
        ("registers", "decisions 2015", today),
        ("registers", "attendance 2015", today),
        ("registers", "action items", today),
    ]
    assert [one.wanted.year for one in due[-3:-1] if one.wanted] == [2015, 2015]
    assert due[-1].wanted is not None
    assert (due[-1].wanted.extent, due[-1].wanted.form) == ("all", "full")
    assert [one.identifier for one in records_of(reading, 2016, today=today)] == [
        "2016-01/agenda",
        "2016-01/minutes",
        "decisions 2016",
        "attendance 2016",
        "action items",
    ]


def test_what_is_said_of_a_file_is_so(desk: Desk, tmp_path: Path) -> None:
    _filled(desk)

    made = _written(desk, tmp_path / "records.zip")

    assert made.said == (
        "10 records of 2015, each with its SHA-256. 1 paper could not be taken; the metadata say "
        "why."
    )
    for one in made.records.values():
        assert (one["schedule"], one["creator"]) == ("DAA-1", "Prevention Board")
        assert one["created"].startswith("2")
        if not one["path"]:
            continue
        data = made.files[one["path"]]
        assert (one["size"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert one["pages"] == len(pdf.pages)
            claims = b"pdfaid" in bytes(pdf.Root.Metadata) if "/Metadata" in pdf.Root else False
            assert claims == ("PDF/A" in one["format"])
    paths = {one["path"] for one in made.records.values()} - {""}
    assert paths == set(made.files) - {"metadata.json", "metadata.csv"}
    assert made.records["2015-07/minutes"]["covers"] == "2015-07-16"
    assert made.records["2015-07/minutes"]["title"].startswith("Minutes of the")


def test_paper_and_package_say_where_they_come_from(desk: Desk, tmp_path: Path) -> None:
    _filled(desk)

    made = _written(desk, tmp_path / "records.zip")

    note, locked = made.records["2015-07/2A"], made.records["2015-07/2B"]
    assert b"JavaScript" not in made.files[note["path"]]
    assert hashlib.sha256(SCRIPT).hexdigest() in note["note"]
    assert "Note.pdf" in note["note"]
    assert (note["title"], note["rights"], note["format"]) == ("Note", "CUI", "application/pdf")
    assert (locked["path"], locked["sha256"], locked["size"]) == ("", "", 0)
    assert "locked" in locked["note"]
    assert locked["rights"] == "UNCLASSIFIED"
    about = dict(line.split(": ", 1) for line in made.about.splitlines())
    assert about["Source-Organization"] == "Prevention Board"
    assert about["External-Identifier"] == f"{desk.session.board().uid}-2015"
    assert about["External-Description"] == "Records of the Prevention Board, 2015"
    assert about["Internal-Sender-Identifier"] == "DAA-1"
    assert about["Bag-Software-Agent"].startswith("Upstream")


class _Watched(Progress):
    """Keeps what it is told, and asks for the end after some steps."""

    def __init__(self, most: int = 10_000) -> None:
        super().__init__()
        self.seen: list[tuple[int, int]] = []
        self.said: list[str] = []
        self._most = most

    @override
    def step(self, done: int, total: int) -> None:
        self.seen.append((done, total))
        self.said.append(self.told)
        if len(self.seen) > self._most:
            self.stop()
        super().step(done, total)


def test_progress_counts_records_and_never_goes_back(desk: Desk, tmp_path: Path) -> None:
    _hold(desk, date(2015, 6, 18))
    progress = _Watched()

    _written(desk, tmp_path / "records.zip", progress)

    shares = [done / total for done, total in progress.seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(set(shares)) > 5
    assert list(dict.fromkeys(progress.said)) == [
        *(f"Record {number} of 5" for number in range(1, 6)),
        "Packing the records",
    ]
    stopping = _Watched(most=len(progress.seen) // 2)
    with pytest.raises(Stopped):
        _written(desk, tmp_path / "other.zip", stopping)
    assert not (tmp_path / "other.zip").exists()


def test_table_has_named_columns_and_no_formula() -> None:
    for start in "=+-@\t\r":
        entry = ENTRY._replace(title=f"{start}1+1")
        (row,) = csv.DictReader(io.StringIO(told_as_csv([entry]).decode(), newline=""))
        assert row["title"] == f"'{start}1+1"
        assert (row["identifier"], row["sha256"], row["note"]) == ("i", "s", "")


def test_metadata_can_be_read_by_a_person() -> None:
    told = told_as_json([ENTRY], board="Bord", year=2015, program="Upstream 1", at=START)

    assert "Élan" in told.decode()
    assert json.loads(told) == {
        "board": "Bord",
        "year": 2015,
        "program": "Upstream 1",
        "created": START.isoformat(),
        "records": [ENTRY._asdict()],
    }
