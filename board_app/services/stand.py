"""Where the minutes of a meeting stand, as pages say it."""

from datetime import datetime
from typing import NamedTuple

from board_app.domain.clearance import minutes_state
from board_app.domain.clearing import MinutesState
from board_app.services.clearance_rows import ApprovalRow, RoundRow
from board_app.services.rows import MeetingRow
from board_app.services.session import Session


class MinutesStand(NamedTuple):
    """Where the minutes of a meeting that was held stand, with its newest round."""

    state: MinutesState
    round: RoundRow | None
    approval: ApprovalRow | None
    now: datetime

    @property
    def is_overdue(self) -> bool:
        """Tell whether agencies are still asked though the deadline has passed."""
        last = self.round
        return last is not None and last.state.is_live and last.is_over(self.now)


def minutes_stand(session: Session, meeting: MeetingRow) -> MinutesStand | None:
    """Return where the minutes stand, None before there is anything to clear."""
    if not meeting.state.was_held:
        return None
    reading = session.reading.clearance
    approval = reading.approval(meeting.id)
    rounds = reading.rounds(meeting.id)
    last = rounds[-1] if rounds else None
    state = minutes_state(
        ((row.number, row.state, row.outcome, row.cleared_sha256) for row in rounds),
        _hash_now(session, meeting, last),
        is_approved=approval is not None,
    )
    return MinutesStand(state, last, approval, session.now())


def _hash_now(session: Session, meeting: MeetingRow, last: RoundRow | None) -> str:
    if last is None or not last.outcome.is_cleared:
        return ""
    if session.is_known and not session.actor.runs_the_board:
        # Who sees a part of the text only can't know its hash: what was cleared stands.
        return last.cleared_sha256
    return session.reading.clearance.text_now(meeting.id).sha256
