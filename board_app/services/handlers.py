"""All commands with their handlers."""

from board_app.services import (
    actions,
    agenda,
    archive,
    board,
    decisions,
    directory,
    meetings,
    minutes,
    series,
)
from board_app.services.commands import Handlers

HANDLERS: Handlers = {
    **board.HANDLERS,
    **directory.HANDLERS,
    **series.HANDLERS,
    **meetings.HANDLERS,
    **agenda.HANDLERS,
    **minutes.HANDLERS,
    **decisions.HANDLERS,
    **actions.HANDLERS,
    **archive.HANDLERS,
}
