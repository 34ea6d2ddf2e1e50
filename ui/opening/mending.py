"""What is offered when a board can't be opened as it lies there: its backup, or a copy of it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimeZone

from board_app.domain.errors import BoardError, Damaged, OnAShare, Spoilt, WrongPassphrase
from board_app.services.keeping import Backup
from board_app.services.session import Session
from ui.kit.dialogs import Confirm, FormDialog, ask_save_path
from ui.kit.fields import Field, Form, SecretField

if TYPE_CHECKING:
    from ui.opening.doors import Doors

_FILTER = "Upstream boards (*.board);;All files (*)"


def mend(doors: "Doors", path: Path, passphrase: str, fault: Exception) -> None:
    """Offer a way round why a board could not be opened; what has none is said."""
    if isinstance(fault, OnAShare):
        _offer_copy(doors, path, passphrase, fault)
    elif isinstance(fault, Damaged | Spoilt | WrongPassphrase):
        doors.ask_outside(
            lambda: _good(doors, path, passphrase, fault),
            partial(_offer_salvage, doors, path, passphrase, fault),
        )
    else:
        doors.say_fault(fault)


def offer_missing(doors: "Doors", path: Path) -> None:
    """Offer the last backup of a board that is not where it was, or say that it is gone."""
    gone = f"{path.name} is not there any more. Was it moved?"

    def found(backups: list[Backup]) -> None:
        if backups:
            _ask_for_passphrase(doors, path, backups[0])
        else:
            doors.outside.memory.forget(str(path))
            doors.show_welcome(gone)

    # A disk that was taken out comes back with its board: nothing is put in its place.
    keeping = doors.outside.keeping
    doors.ask_outside(lambda: keeping.at(path) if path.parent.is_dir() else [], found)


def _good(doors: "Doors", path: Path, passphrase: str, fault: BoardError) -> Backup | None:
    keeping = doors.outside.keeping
    good = keeping.last_good(path, passphrase)
    if isinstance(fault, WrongPassphrase) and good not in keeping.at(path)[:1]:
        # The board has another passphrase since then; the file is not to be suspected.
        return None
    return good


def _offer_salvage(
    doors: "Doors", path: Path, passphrase: str, fault: BoardError, backup: Backup | None
) -> None:
    if backup is None:
        doors.say_fault(fault)
        return
    when = _when(backup)
    what = (
        f"The passphrase opens the last backup of {path.name}, but not the file itself: it is "
        "damaged, or another file took its place."
        if isinstance(fault, WrongPassphrase)
        else fault.message.removesuffix(" Open the last backup instead.").removesuffix(
            " Restore the last backup."
        )
    )
    question = Confirm(
        f"Open the backup of {when}?",
        f"{what}\n\nIts last good backup is of {when}. It takes the place of {path.name}; the "
        "file as it is now is kept beside it under another name. What was changed since then is "
        "only in that file.",
        "Open the backup",
        parent=doors.top,
    )
    question.confirmed.connect(partial(_salvage, doors, path, backup, passphrase))
    question.rejected.connect(partial(doors.say_fault, fault))
    question.open()


def _salvage(doors: "Doors", path: Path, backup: Backup, passphrase: str) -> None:
    words = [f"This is the backup of {_when(backup)}. What was changed after it is not in it."]

    def make() -> Session:
        session, kept = doors.outside.keeping.salvaged(path, backup, passphrase)
        if kept is not None:
            words.append(f"The file as it was is kept as {kept.name}.")
        return session

    doors.enter(path, make, notice=lambda: " ".join(words))


def _ask_for_passphrase(doors: "Doors", path: Path, backup: Backup) -> None:
    when = _when(backup)
    form = Form()
    form.add(
        Field(
            "Passphrase of that time",
            SecretField(),
            name="passphrase",
            help=f"{path.name} is not there any more. If it was moved, cancel and open it where "
            f"it is now. Else its last backup, of {when}, is put where it was.",
        )
    )
    dialog = FormDialog("Bring the board back?", form, accept="Bring it back", parent=doors.top)

    def answered(_: FormDialog, values: dict[str, Any]) -> None:
        _salvage(doors, path, backup, values["passphrase"])

    doors.ask(dialog, answered)


def _offer_copy(doors: "Doors", path: Path, passphrase: str, fault: OnAShare) -> None:
    question = Confirm(
        "Work at a copy on this computer?",
        f"{fault.message}\n\nA copy on this computer can be worked at. It is a board of its own "
        "from then on: agree with your colleagues who works at which.",
        "Choose where to keep it…",
        parent=doors.top,
    )

    def copy(target: Path) -> None:
        def make() -> Session:
            doors.outside.keeping.local_copy(path, target)
            return doors.outside.open_board(target, passphrase)

        doors.enter(target, make)

    def ask() -> None:
        ask_save_path(doors.top, "Keep the copy in", path.name, _FILTER, copy)

    question.confirmed.connect(ask)
    question.rejected.connect(partial(doors.say_fault, fault))
    question.open()


def _when(backup: Backup) -> str:
    # No board is open that could say its zone: the person's own is meant.
    return backup.when(bytes(QTimeZone.systemTimeZoneId().data()).decode())
