"""A child that writes to a board until it is killed, telling each thing it was promised."""

from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from board_app.domain.agenda import AgendaItem
from board_app.services.actions import AssignAction
from board_app.services.agenda import MoveItem, ReviseItem
from board_app.services.minutes import AddNote
from tests.desk import Desk

PERSON = 7
SUPPORTERS = 2
_COPY_AT, _UNDO_AT = 5, 3


Tell = Callable[[tuple[str, str]], None]


def write(path: Path, key: bytes, run: str, told: Connection) -> None:
    """Write for ever; a thing is told once the store has returned."""
    desk = Desk(path, key)
    told.send(("ready", ""))
    for number in count(1):
        write_round(desk, f"{run}.{number}", number, told.send)


def write_round(desk: Desk, name: str, number: int, tell: Tell) -> None:
    """Write one thing of each kind."""
    item = desk.item(name)
    tell(("item", name))
    desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item.id, text=f"note {name}"))
    tell(("note", f"note {name}"))
    desk.session.drafts.keep(PERSON, name, f"draft {name}")
    tell(("draft", f"draft {name}"))
    supporting = list(desk.agencies.values())[:SUPPORTERS]
    desk.do(AssignAction(title=f"action {name}", supporting=supporting))
    tell(("action", f"action {name}"))
    _revise(desk, item, f"{name} revised")
    tell(("item", f"{name} revised"))
    if number % _UNDO_AT == 0:
        desk.do(MoveItem(id=item.id, to_index=0))
        desk.session.undo()
        desk.session.redo()
    if number % _COPY_AT == 0:
        copy = desk.path.with_name(f"backup {name}.board")
        desk.session.store.backup(copy)
        tell(("backup", copy.name))


def _revise(desk: Desk, item: AgendaItem, title: str) -> None:
    seen = {"id": item.id, "version": item.version, "kind": item.kind}
    desk.do(ReviseItem(title=title, minutes=5, **seen))
