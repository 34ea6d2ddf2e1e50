"""A process that writes to a board until it is killed, telling each thing it was promised."""

import sys
from pathlib import Path

from board_app.services.agenda import AddItem, MoveItem
from board_app.services.minutes import AddNote
from tests.desk import Desk


def main(path: Path, key: bytes, run: str) -> None:
    """Write items, notes and drafts for ever; a line is printed once the store has returned."""
    desk = Desk(path, key)
    print("ready", flush=True)  # noqa: T201
    number = 0
    while True:
        number += 1
        name = f"{run}.{number}"
        item = desk.do(AddItem(meeting_id=desk.meeting_id, title=name))
        _told("item", name)
        desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item, text=f"note {name}"))
        _told("note", f"note {name}")
        desk.session.drafts.keep(7, name, f"draft {name}")
        _told("draft", f"draft {name}")
        desk.do(MoveItem(id=item, to_index=0))
        if number % 3 == 0:
            desk.session.undo()
            desk.session.redo()


def _told(kind: str, what: str) -> None:
    print(f"{kind}\t{what}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3])
