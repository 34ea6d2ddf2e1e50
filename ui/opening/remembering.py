"""Passphrases in the keyring of the person's own login: only if asked, and taken out again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from board_app.services.outside import Outside
from board_app.services.served import ServedPlace
from board_app.services.session import Session

if TYPE_CHECKING:
    from ui.kit.dialogs import FormDialog
    from ui.opening.doors import Doors

_FIELD = "remember"
_WORDS = "Whoever uses this computer under your login can open the board then."


def opening(
    outside: Outside, place: Path | ServedPlace, passphrase: str, *, wish: bool | None
) -> Callable[[], Session]:
    """Return what opens a board, and then keeps its passphrase or forgets it.

    A wish of None, where no keyring was offered, changes nothing.
    """
    name = place.address if isinstance(place, ServedPlace) else str(place)

    def opened() -> Session:
        if isinstance(place, ServedPlace):
            session = outside.open_served(place, passphrase)
        else:
            session = outside.open_board(place, passphrase)
        if wish:
            outside.secrets.keep(name, passphrase)
        elif wish is False:
            outside.secrets.forget(name)
        return session

    return opened


def offer_keyring(doors: "Doors", dialog: "FormDialog", place: str) -> None:
    """Offer to keep the form's passphrase, and give the answer if it is kept already.

    A computer without a keyring is asked nothing. "" is a place that is not known yet.
    """
    from ui.kit.fields import CheckField, Field  # noqa: PLC0415  (with the form, not before)

    secrets = doors.outside.secrets
    box = Field("", CheckField("Keep it in the keyring of this computer"), name=_FIELD, help=_WORDS)

    def show(found: tuple[bool, str]) -> None:
        is_there, known = found
        if not is_there or doors.dialog is not dialog:
            return
        dialog.form.add(box)
        box.show()  # or it takes no room yet
        box.set_value(bool(known))
        dialog.place()
        typed = dialog.form.fields["passphrase"]
        if known and not typed.value():
            typed.set_value(known)
            dialog.submit()
            # If it opens nothing any more, another one can be typed at once.
            typed.set_value("")

    doors.ask_outside(lambda: (secrets.is_there, secrets.known(place) if place else ""), show)


def wish_of(values: dict[str, object]) -> bool | None:
    """Return what the form's box says, None if there was none."""
    return bool(values[_FIELD]) if _FIELD in values else None
