"""All commands with their handlers."""

from board_app.services import (
    actions,
    agenda,
    archive,
    attachments,
    board,
    clearance,
    decisions,
    directory,
    issues,
    markings,
    meetings,
    minutes,
    reviews,
    series,
    watch,
)
from board_app.services import bin as bin_
from board_app.services.commands import Handlers
from board_app.services.intake import command as intake

HANDLERS: Handlers = {
    **board.HANDLERS,
    **directory.HANDLERS,
    **series.HANDLERS,
    **meetings.HANDLERS,
    **agenda.HANDLERS,
    **attachments.HANDLERS,
    **minutes.HANDLERS,
    **decisions.HANDLERS,
    **actions.HANDLERS,
    **watch.HANDLERS,
    **reviews.HANDLERS,
    **clearance.HANDLERS,
    **archive.HANDLERS,
    **markings.HANDLERS,
    **bin_.HANDLERS,
    **intake.HANDLERS,
    **issues.HANDLERS,
}
