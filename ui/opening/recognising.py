"""Who this machine remembers: known before the first page asks for its data."""

from contextlib import suppress

from board_app.domain.errors import BoardError, NotFound
from board_app.domain.ids import RecordId
from board_app.services.outside import Remembered
from board_app.services.session import Session


def recognised(session: Session, memory: Remembered) -> Session:
    """Let a session act as the person that this machine remembers, if there is one.

    A board that can't be read even so far is closed again, so that its backup can take its place.
    """
    try:
        return _as_known(session, memory)
    except BoardError:
        session.store.close()
        raise


def _as_known(session: Session, memory: Remembered) -> Session:
    if session.is_known:
        return session  # the server says who it is
    board = session.board()
    known = memory.people.get(board.uid)
    if known is not None:
        with suppress(NotFound):  # then the person is asked
            session.become(session.reading.directory.person(RecordId(known), board.today))
    return session
