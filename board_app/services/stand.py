"""Where the minutes of a meeting stand, as pages say it."""

from collections.abc import Callable, Sequence
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
    state = state_of(
        session,
        rounds,
        lambda: reading.text_now(meeting.id).sha256,
        is_approved=approval is not None,
    )
    return MinutesStand(state, last, approval, session.now())


def state_of(
    session: Session,
    rounds: Sequence[RoundRow],
    hash_now: Callable[[], str],
    *,
    is_approved: bool,
) -> MinutesState:
    """Return where minutes stand by their rounds and, if it matters, the hash of their text."""
    last = rounds[-1] if rounds else None
    sha256 = ""
    if last is not None and last.outcome.is_cleared:
        # Who sees a part of the text only can't know its hash: what was cleared stands.
        sha256 = hash_now() if sees_all(session) else last.cleared_sha256
    return minutes_state(
        ((row.number, row.state, row.outcome, row.cleared_sha256) for row in rounds),
        sha256,
        is_approved=is_approved,
    )


def sees_all(session: Session) -> bool:
    """Tell whether a person sees the whole text; in a file everybody does."""
    return session.actor.runs_the_board or not session.is_known
