"""Who may make a board book: all copies must bear the same numbers on the same pages."""

from board_app.domain.errors import NotAllowed
from board_app.domain.ids import RecordId
from board_app.services.actor import SPEAKERS, Actor
from board_app.services.session import Session

_OF_THE_SECRETARIAT = (
    "The secretariat makes the board book, so that all copies have the same page numbers. "
    "Ask it for yours."
)
_OWN_ALONE = "You can make your own agency's copy of the board book. Others are the secretariat's."


def why_no_book(actor: Actor, *, is_served: bool) -> str:
    """Return why this person can't make a copy of a board book, "" if they can make their own.

    A representative may on a board in a file, which holds what is withheld from them too and so
    counts its pages. A server doesn't send it to them.
    """
    if actor.role is None or actor.runs_the_board:
        return ""
    may = actor.role in SPEAKERS and actor.agency_id is not None and not is_served
    return "" if may else _OF_THE_SECRETARIAT


def must_have_book(session: Session, agency_id: RecordId | None) -> None:
    """Raise NotAllowed unless the acting person may have this agency's copy, or that for all."""
    actor = session.actor
    refusal = why_no_book(actor, is_served=session.is_known)
    is_own = agency_id is not None and agency_id == actor.agency_id
    if not refusal and actor.role is not None and not actor.runs_the_board and not is_own:
        refusal = _OWN_ALONE
    if refusal:
        raise NotAllowed(refusal)
