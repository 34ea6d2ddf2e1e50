"""Several of one's own steps taken back, one after the other."""

from board_app.domain.errors import StepRefused
from board_app.domain.words import count
from board_app.services.changes import Change, Outcome, UndoStep
from board_app.services.session import Session


def steps_to_take_back(session: Session) -> list[UndoStep]:
    """Return one's own steps that can be taken back, the newest first."""
    steps = session.store.undo_steps(session.actor)
    return [step for step in steps if not step.is_undone]


def take_back(session: Session, step: int) -> Outcome:
    """Take back one's own steps, the newest first, down to this one.

    Each is a change of its own. It stops at one that can't be taken back: what came before it
    is done then, and the outcome's value is why.
    """
    changes: list[Change] = []
    refused: StepRefused | None = None
    taken = 0
    while refused is None and (steps := steps_to_take_back(session)) and steps[0].id >= step:
        try:
            changes += session.undo().changes
            taken += 1
        except StepRefused as fault:
            refused = fault
    return Outcome(refused, tuple(changes), f"Took back {count(taken, 'step')}" if taken else "")
