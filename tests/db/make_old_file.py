"""Write the stored file of the newest schema: `python tests/db/make_old_file.py`.

Run it once when a migration is released, and keep what it wrote for ever.
"""

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from board_app import bootstrap  # noqa: E402
from board_app.domain.attendance import Presence  # noqa: E402
from board_app.domain.base import RecordId  # noqa: E402
from board_app.domain.clearance import Answer  # noqa: E402
from board_app.domain.decision import Stance  # noqa: E402
from board_app.domain.meeting import MeetingState  # noqa: E402
from board_app.domain.risk import RiskLevel, Tier, Trend  # noqa: E402
from board_app.services import (  # noqa: E402
    actions,
    agenda,
    attachments,
    clearance,
    decisions,
    issues,
    meetings,
    minutes,
    reviews,
    watch,
)
from board_app.services.commands import Command  # noqa: E402
from board_app.services.session import Session  # noqa: E402
from db import schema  # noqa: E402
from tests.desk import START, prepared  # noqa: E402
from tests.papers import PDF  # noqa: E402


def main() -> None:
    """Replace the file of the newest schema."""
    path = ROOT / "tests" / "db" / "old_files" / f"m{schema.NEWEST:03d}.board"
    path.unlink(missing_ok=True)
    prepared(path, "sample")
    session = bootstrap.open_board(path, "sample", bootstrap.FixedClock(START))
    people = session.reading.directory.people(date(2015, 7, 1))
    session.become(next(one for one in people if one.name == "Ann Reed"))
    _meet(session)
    session.store.close()
    print(path, path.stat().st_size)  # noqa: T201


def _meet(session: Session) -> None:
    def do(command: Command) -> RecordId:
        return cast("RecordId", session.do(command).value)

    meeting = session.reading.meetings.by_reference("2015-07").id
    state = session.reading.directory.agencies(date(2015, 7, 1))[1].id
    do(agenda.AddItem(meeting_id=meeting, title="Follow-up"))
    item = do(agenda.AddItem(meeting_id=meeting, title="Situation in Burundi"))
    do(agenda.MoveItem(id=item, to_index=0))
    do(
        attachments.Attach(
            item_id=item, file_name="Burundi.pdf", content=PDF, pages=1, withheld=(state,)
        )
    )
    do(minutes.RecordAttendance(meeting_id=meeting, agency_id=state, presence=Presence.PRINCIPAL))
    note = do(minutes.AddNote(meeting_id=meeting, item_id=item, text="Violence is spreading."))
    do(minutes.MarkNote(id=note, marking=1, handling="LEI//NOFORN"))
    decision = do(
        decisions.RecordDecision(meeting_id=meeting, item_id=item, text="To send a mission.")
    )
    do(
        decisions.TakePosition(
            decision_id=decision, agency_id=state, stance=Stance.NON_CONCUR, note="Too early."
        )
    )
    action = do(
        actions.AssignAction(
            title="Prepare the mission",
            lead_id=state,
            due_on=date(2015, 8, 1),
            meeting_id=meeting,
            item_id=item,
        )
    )
    do(
        actions.LogFollowUp(
            action_id=action,
            text="Wait for the consulate.",
            new_due_on=date(2015, 9, 1),
            reason="No visas",
        )
    )
    _watch(session, do, decision)
    _clear(session, do, meeting, state)


def _watch(session: Session, do: Callable[[Command], RecordId], decision: RecordId) -> None:
    countries = {row.alpha2: row.id for row in session.reading.board.countries()}
    burundi = countries["BI"]
    do(watch.WatchCountry(country_id=burundi, tier=Tier.WATCH, reason="A disputed term."))
    do(watch.WatchCountry(country_id=burundi, tier=Tier.PRIORITY, reason="Killings in May."))
    review = do(reviews.StartReview(country_id=burundi, note="Illustrative"))
    do(reviews.RateFactor(review_id=review, factor=1, level=RiskLevel.HIGH, trend=Trend.WORSENING))
    row = session.reading.countries.review(review)
    do(
        reviews.ReviseReview(
            id=review, version=row.version, as_of=row.as_of, level=RiskLevel.HIGH, groups="Tutsi"
        )
    )
    row = session.reading.countries.review(review)
    do(reviews.AdoptReview(id=review, version=row.version, decision_id=decision))


def _clear(
    session: Session, do: Callable[[Command], RecordId], meeting: RecordId, state: RecordId
) -> None:
    for step in (MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        version = session.reading.meetings.meeting(meeting).version
        do(meetings.ChangeMeetingState(id=meeting, version=version, state=step))
    opened = do(
        clearance.OpenRound(
            meeting_id=meeting,
            agency_ids=[state],
            wall_due=datetime(2015, 7, 20, 17),  # noqa: DTZ001  (a wall time)
            zone="America/New_York",
        )
    )
    do(clearance.RecordAnswer(round_id=opened, agency_id=state, answer=Answer.CONCUR))
    do(clearance.CloseRound(id=opened, version=1))
    sha256 = session.reading.clearance.text_now(meeting).sha256
    do(clearance.ApproveMinutes(meeting_id=meeting, sha256=sha256))
    do(
        issues.RecordSigned(
            kind="minutes",
            paper="2015-07 minutes",
            meeting_id=meeting,
            pages=3,
            file_sha256="a" * 64,
            signed_by="Ann Reed",
        )
    )


if __name__ == "__main__":
    main()
