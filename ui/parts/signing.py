"""Approved minutes are signed: with which key, on which line, and where they are kept."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError, Invalid, NoStamp
from board_app.domain.signature import Key, KeyFile, KeyToken
from board_app.services.progress import Progress
from board_app.services.signatures import MinutesToSign, Order
from ui.commands import action
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import ask_open_path
from ui.kit.fields import Field, LineField, SecretField
from ui.kit.folder_field import FolderField
from ui.page import Page
from ui.parts.kept import PDF, Kept, Values
from ui.parts.making import Make, MakingDialog, Verb

_KEPT = Kept("Keep the signed minutes in")
_VERB = Verb("Sign", "Signing…", "Making the pages")
_FILE, _CARD = "file", "card"
_WITH = ((_FILE, "A key file (.p12 or .pfx)"), (_CARD, "A card or token"))
_KEYS = "Key files (*.p12 *.pfx);;All files (*)"
_DRIVERS = "Drivers (*.so *.dll *.dylib);;All files (*)"
_OF_A_FILE = ("key_file", "key_passphrase")
_OF_A_CARD = {
    "driver": "Choose the driver of the card or token.",
    "token": "Say what the card or token is called.",
    "certificate": "Say what its certificate is called.",
    "pin": "Type the PIN.",
}
_SECRETS = ("key_passphrase", "pin")
_WHAT_STAMP = (
    "Vouches for the time; it is sent a digest, nothing of the text. Without one the signer's "
    "own clock counts."
)
_WHAT_ONTO = "To join a signature that is there already; the minutes must be the same."


def ask_to_sign(page: Page, meeting_id: RecordId) -> None:
    """Read the approved minutes, ask how they are signed, sign, and offer the file."""
    signatures = page.context.outside.signatures

    def show(minutes: MinutesToSign) -> None:
        dialog = SigningDialog(page, meeting_id, minutes)
        dialog.offer_in(page)
        dialog.open()

    page.desk.ask(page, lambda session: signatures.minutes(session, meeting_id), show)


class SigningDialog(MakingDialog):
    """Asks for the key; what is secret in it is forgotten with the dialog."""

    def __init__(self, page: Page, meeting_id: RecordId, minutes: MinutesToSign) -> None:
        self._meeting_id = meeting_id
        self._minutes = minutes
        self._order: Order | None = None
        title = f"Sign the minutes {minutes.reference}"
        super().__init__(page.context, title, _KEPT, verb=_VERB, parent=page)
        self._build()

    def _build(self) -> None:
        memory, form = self._context.outside.memory.now, self.form
        offices = [
            (number, f"{office}: {name}" if name else office)
            for number, (office, name) in enumerate(self._minutes.lines, 1)
        ]
        form.add(Field("Line", ChoiceField(offices), name="line"))
        form.add(Field("Sign with", ChoiceField(_WITH), name="with"))
        self._add_path("Key file", "key_file", self._on_browse_key_file)
        form.add(Field("Passphrase of the key file", SecretField(), name="key_passphrase"))
        what = "The file that came with the card, like opensc-pkcs11.so."
        self._add_path("Driver", "driver", self._on_browse_driver, what)
        form.add(Field("Name of the card or token", LineField(), name="token"))
        form.add(Field("Name of its certificate", LineField(), name="certificate"))
        form.add(Field("PIN", SecretField(), name="pin"))
        hint = LineField("http://stamps.example.org")
        form.add(Field("Time-stamp server", hint, name="stamp_server", help=_WHAT_STAMP))
        self._add_path("Signed before", "onto", self._on_browse_onto, _WHAT_ONTO)
        name = Path(self._minutes.draft.name)
        self.add_place(f"{name.stem} signed{name.suffix}")
        for field, value in (
            ("line", 1),
            ("with", _CARD if memory.sign_driver else _FILE),
            ("driver", memory.sign_driver),
            ("stamp_server", memory.stamp_server),
        ):
            form.fields[field].set_value(value)
        form.fields["with"].editor.edited.connect(self._on_with_edited)  # type: ignore[attr-defined]  # a choice
        self._show_kind()

    def _add_path(self, label: str, name: str, slot: Any, help_text: str = "") -> None:  # Any: slot
        browse = action(self, f"browse_{name}", "Browse…", slot)
        self.form.add(Field(label, FolderField(browse, called=label), name=name, help=help_text))

    def _show_kind(self) -> None:
        chosen = self.form.fields["with"].value()
        for kind, names in ((_FILE, _OF_A_FILE), (_CARD, tuple(_OF_A_CARD))):
            for name in names:
                self.form.fields[name].setVisible(chosen == kind)

    @override
    def work_for(self, values: Values, target: Path) -> Make:
        onto = values["onto"].strip()
        self._order = order = Order(
            key=_key(values),
            target=target,
            line=values["line"],
            stamp_server=values["stamp_server"].strip(),
            onto=Path(onto).expanduser() if onto else None,
        )
        desk, signatures = self._context.desk, self._context.outside.signatures
        id = self._meeting_id

        def make(progress: Progress) -> str:
            # The line says when it was signed, which is now and not when this form was opened.
            minutes = desk.read(lambda session: signatures.minutes(session, id))
            return signatures.sign(minutes, order, progress)

        return make

    @override
    def finish(self) -> None:
        """Close, and remember what was signed with, but for what is secret."""
        order, memory = self._order, self._context.outside.memory
        if order is not None:
            driver = order.key.library if isinstance(order.key, KeyToken) else ""
            memory.signed_with(driver=driver, stamp_server=order.stamp_server)
        super().finish()

    @override
    def show_fault(self, fault: BoardError) -> None:
        super().show_fault(fault)
        if isinstance(fault, NoStamp):
            self.show_problems({"stamp_server": fault.message})
        elif isinstance(fault, Invalid) and fault.field in _SECRETS:
            self.form.fields[fault.field].set_value("")

    @override
    def done(self, result: int) -> None:
        for name in _SECRETS:
            self.form.fields[name].set_value("")
        super().done(result)

    @Slot()
    def _on_with_edited(self) -> None:
        self._show_kind()
        self.place()

    @Slot()
    def _on_browse_key_file(self) -> None:
        self._browse("Choose the key file", _KEYS, "key_file")

    @Slot()
    def _on_browse_driver(self) -> None:
        self._browse("Choose the driver of the card", _DRIVERS, "driver")

    @Slot()
    def _on_browse_onto(self) -> None:
        self._browse("Choose the minutes that are signed already", PDF, "onto")

    def _browse(self, title: str, pattern: str, name: str) -> None:
        field = self.form.fields[name]
        ask_open_path(self, title, pattern, lambda path: field.set_value(str(path)))


def _key(values: Values) -> Key:
    """Return the key that is meant; raises Invalid with all that is missing."""
    if values["with"] == _FILE:
        if not values["key_file"].strip():
            raise Invalid("Choose the key file.", field="key_file")
        return KeyFile(Path(values["key_file"].strip()).expanduser(), values["key_passphrase"])
    problems = {name: said for name, said in _OF_A_CARD.items() if not values[name].strip()}
    if problems:
        raise Invalid("Say which card or token.", problems=problems)
    driver, token, certificate = (
        values[name].strip() for name in ("driver", "token", "certificate")
    )
    return KeyToken(driver, token, certificate, values["pin"])
