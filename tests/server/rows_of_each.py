"""One row of each kind for each class of rows: own, another's, withheld (marked)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from board_app.domain.action import ActionItem, ActionSupport, FollowUp
from board_app.domain.agenda import AgendaItem, StandingItem
from board_app.domain.attachment import Attachment, Media, Withheld
from board_app.domain.attendance import Attendance
from board_app.domain.base import Record, RecordId
from board_app.domain.clearance import (
    Approval,
    ClearanceComment,
    ClearanceResponse,
    ClearanceRound,
)
from board_app.domain.decision import Decision, Position
from board_app.domain.intake import Intake, NameMeaning
from board_app.domain.issue import Issue, IssueEvent
from board_app.domain.meeting import Meeting, SeriesException
from board_app.domain.minutes import MinutesBlock
from board_app.domain.review import Rating, Review
from board_app.domain.scheme import MarkingScheme
from board_app.domain.watch import WatchEntry
from db.contents import as_text, digest_of
from db.engine import SqlRow
from db.records import insert_sql, to_row
from tests.server.serving import ServedDesk

OWN, OTHERS, WITHHELD = "own", "others'", "withheld"
KEPT = "kept"
"""A paper that is withheld from the agencies that ask."""
_DAY = date(2015, 7, 1)
_FIRST = 9_000_000

Rows = dict[tuple[str, str], SqlRow]


class _Maker:
    def __init__(self, desk: ServedDesk) -> None:
        self.desk = desk
        self.rows: Rows = {}
        self._next = _FIRST

    def put(self, which: str, record: Record) -> RecordId:
        self._next += 1
        row = to_row(record) | {"id": self._next, "version": 1}
        self.desk.engine.run(insert_sql(type(record)), row)
        self.rows[record.table, which] = row
        return RecordId(self._next)

    def known(self, which: str, table: str, test: str, **params: object) -> SqlRow:
        row = self.desk.engine.rows(f'SELECT * FROM "{table}" WHERE {test} LIMIT 1', params)[0]
        self.rows[table, which] = row
        return row


def prepared(desk: ServedDesk) -> Rows:
    """Write the rows as the administrator and return them by table and class."""
    maker = _Maker(desk)
    own, other = desk.agencies["state"], desk.agencies["dod"]
    desk.engine.run(
        "UPDATE meeting SET state = 'closed', agenda_version = 1, version = version + 1"
    )
    _directory(maker, own, other)
    country = maker.known(OTHERS, "country", "true")["id"]
    for which, marking in ((OTHERS, 0), (WITHHELD, 1)):
        _of_the_meeting(maker, which, marking, own if marking else other)
        _of_the_country(maker, which, marking, RecordId(country))
    for which, lead, marking in ((OWN, own, 0), (OTHERS, other, 0), (WITHHELD, own, 1)):
        _actions(maker, which, lead, marking, own if which == OWN else lead)
    return maker.rows


def _directory(maker: _Maker, own: RecordId, other: RecordId) -> None:
    for which, agency in ((OWN, own), (OTHERS, other)):
        maker.known(which, "agency", "id = :id", id=agency)
        for table in ("seat", "person", "appointment"):
            maker.known(which, table, "agency_id = :id", id=agency)
        maker.put(which, Attendance(meeting_id=maker.desk.meeting_id, agency_id=agency))
    for table in ("board", "series", "meeting"):
        maker.known(OTHERS, table, "true")
    exception = SeriesException(series_id=maker.desk.series_id, on_day=_DAY, reason="x")
    maker.put(OTHERS, exception)
    maker.put(OTHERS, StandingItem(position=1, title="x", minutes=5))
    maker.put(OTHERS, MarkingScheme(code="x", title="x", body="{}"))
    maker.put(OTHERS, NameMeaning(kind="agency", said="x", folded="x", target_id=other))
    maker.put(
        OTHERS,
        Intake(
            digest="d" * 64,
            file_name="x",
            kind="people",
            taken_on=_DAY,
            added=1,
            changed=0,
            left_out=0,
        ),
    )


def _of_the_meeting(maker: _Maker, which: str, marking: int, agency: RecordId) -> None:
    meeting = maker.desk.meeting_id
    item = maker.put(
        which,
        AgendaItem(
            meeting_id=meeting,
            position=1 + marking,
            kind="information",
            title=f"Item {which}",
            minutes=5,
            marking=marking,
        ),
    )
    _papers(maker, which, item, marking)
    decision = maker.put(
        which,
        Decision(
            reference=f"D-{which}", meeting_id=meeting, item_id=item, text="x", marking=marking
        ),
    )
    maker.put(
        which,
        MinutesBlock(
            meeting_id=meeting, item_id=item, position=1, kind="note", text="x", marking=marking
        ),
    )
    maker.put(which, Position(decision_id=decision, agency_id=agency, stance="concur"))
    _in_clearance(maker, which, marking, agency)
    if not marking:
        own = maker.desk.agencies["state"]
        maker.put(OWN, Position(decision_id=decision, agency_id=own, stance="concur"))


def _papers(maker: _Maker, which: str, item: RecordId, marking: int) -> None:
    def paper(called: str) -> Attachment:
        sha256 = digest_of(called.encode())
        maker.desk.engine.run("INSERT INTO content VALUES (:sha256, 1)", {"sha256": sha256})
        maker.desk.engine.run(
            "INSERT INTO content_piece VALUES (:sha256, 0, :bytes)",
            {"sha256": sha256, "bytes": as_text(called.encode())},
        )
        return Attachment(
            item_id=item,
            position=0,
            title=f"Paper {called}",
            file_name="x.pdf",
            media=Media.PDF,
            size=1,
            sha256=sha256,
            marking=marking,
            added_at=datetime(2015, 7, 1, tzinfo=UTC),
        )

    maker.put(which, paper(which))
    if not marking:
        kept = maker.put(KEPT, paper(KEPT))
        for code in ("state", "doj"):
            row = Withheld(attachment_id=kept, agency_id=maker.desk.agencies[code])
            maker.put(KEPT, row)


def _in_clearance(maker: _Maker, which: str, marking: int, agency: RecordId) -> None:
    day = datetime(2015, 7, 20, 17)  # noqa: DTZ001  (a wall time)
    clearance = maker.put(
        which,
        ClearanceRound(
            meeting_id=maker.desk.meeting_id,
            number=1 + marking,
            sent="{}",
            sent_sha256="a" * 64,
            opened_at=day.replace(tzinfo=UTC),
            wall_due=day,
            zone="UTC",
            due_at=day.replace(tzinfo=UTC),
            first_wall_due=day,
            marking=marking,
        ),
    )
    own = maker.desk.agencies["state"]
    classes = ((which, agency),) if marking else ((which, agency), (OWN, own))
    for number, (kind, of) in enumerate(classes, 1):
        maker.put(kind, ClearanceResponse(round_id=clearance, agency_id=of))
        maker.put(
            kind,
            ClearanceComment(
                round_id=clearance,
                agency_id=of,
                number=number,
                proposed="x",
                made_at=day.replace(tzinfo=UTC),
            ),
        )
    # Minutes that are approved are locked, so these stand for meetings of their own.
    meeting = _another_meeting(maker, 8_999_998 + marking)
    maker.put(
        which,
        Approval(
            meeting_id=meeting,
            round_id=clearance,
            approved="{}",
            approved_sha256="a" * 64,
            head="b" * 64,
            head_number=1,
            approved_at=day.replace(tzinfo=UTC),
        ),
    )
    maker.put(
        which,
        Issue(
            event=IssueEvent.GIVEN,
            kind="minutes",
            paper="2015-07 minutes",
            meeting_id=meeting,
            readers="State",
            pages=3,
            file_sha256="c" * 64,
            issued_at=day.replace(tzinfo=UTC),
        ),
    )


def _another_meeting(maker: _Maker, id: int) -> RecordId:
    row = maker.known(OTHERS, "meeting", "id = :id", id=maker.desk.meeting_id)
    maker.desk.engine.run(
        insert_sql(Meeting), {**row, "id": id, "reference": f"x-{id}", "version": 1}
    )
    return RecordId(id)


def _of_the_country(maker: _Maker, which: str, marking: int, country: RecordId) -> None:
    if not marking:
        maker.put(which, WatchEntry(country_id=country, tier="watch", reason="x", since=_DAY))
    review = maker.put(
        which,
        Review(
            reference=f"R-{which}",
            country_id=country,
            framework="un",
            as_of=_DAY,
            state="adopted",
            marking=marking,
        ),
    )
    maker.put(which, Rating(review_id=review, factor=1, level=1, trend="steady", confidence="low"))


def _actions(maker: _Maker, which: str, lead: RecordId, marking: int, speaker: RecordId) -> None:
    action = maker.put(
        which,
        ActionItem(
            reference=f"A-{which}", title=which, lead_id=lead, opened_on=_DAY, marking=marking
        ),
    )
    third = maker.desk.agencies["doj"]
    supporter = speaker if which == WITHHELD else third
    if which != OWN:
        maker.put(which, ActionSupport(action_id=action, agency_id=supporter))
    else:
        # One's own agency supports somebody else's item.
        theirs = maker.put(
            "supported",
            ActionItem(reference="A-theirs", title="x", lead_id=third, opened_on=_DAY),
        )
        maker.put(which, ActionSupport(action_id=theirs, agency_id=speaker))
    person = maker.rows["person", OWN if lead == speaker and which != OTHERS else OTHERS]["id"]
    maker.put(
        which,
        FollowUp(
            action_id=action,
            agency_id=speaker,
            person_id=RecordId(person),
            made_on=_DAY,
            made_at=datetime(2015, 7, 1, tzinfo=UTC),
            text="x",
        ),
    )


def classes(rows: Rows, table: str) -> Iterator[tuple[str, SqlRow]]:
    """Yield the classes of a table that there are rows of."""
    for (name, which), row in rows.items():
        if name == table:
            yield which, row
