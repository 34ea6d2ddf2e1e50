"""Approved minutes are signed: with which key, on which line, and where they are kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError, Invalid, NoStamp
from board_app.domain.signature import Key, KeyFile, KeyToken
from board_app.services.progress import Progress
from board_app.services.signatures import Begun, Done, MinutesToSign, Order
from ui.commands import action
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import ask_open_path
from ui.kit.fields import Field, LineField, SecretField
from ui.kit.folder_field import FolderField
from ui.page import Page
from ui.parts.issuing import record_signed
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
_WHAT_STAMP = "Vouches for the time. It is sent a digest, nothing of the text."
_WHAT_ONTO = "The file of who signed before you; theirs stays valid."
_WHAT_ADDED = "Your signature is added to this file; what is signed already stays valid."


def ask_to_sign(page: Page, meeting_id: RecordId) -> None:
    """Read the approved minutes, ask how they are signed, sign, and offer the file."""
    signatures = page.context.outside.signatures

    def show(minutes: MinutesToSign) -> None:
        dialog = SigningDialog(page, meeting_id, minutes)
        dialog.offer_in(page)
        dialog.open()
        dialog.find_begun()

    page.desk.ask(page, lambda session: signatures.minutes(session, meeting_id), show)


class SigningDialog(MakingDialog):
    """Asks for the key; what is secret in it is forgotten with the dialog."""

    def __init__(self, page: Page, meeting_id: RecordId, minutes: MinutesToSign) -> None:
        self._meeting_id = meeting_id
        self._minutes = minutes
        self._order: Order | None = None
        self._signed: Done | None = None
        self._looked_at = ""
        title = f"Sign the minutes {minutes.reference}"
        super().__init__(page.context, title, _KEPT, verb=_VERB, parent=page)
        self._build()

    def _build(self) -> None:
        memory, form = self._context.outside.memory.now, self.form
        offices = [
            (number, f"{office}: {name}" if name else office)
            for number, (office, name) in enumerate(self._minutes.lines, 1)
        ]
        form.add(Field("Sign as", ChoiceField(offices), name="line"))
        self._add_path("Signed already (optional)", "onto", self._on_browse_onto, _WHAT_ONTO)
        form.add(Field("Sign with", ChoiceField(_WITH), name="with"))
        self._add_path("Key file", "key_file", self._on_browse_key_file)
        form.add(Field("Passphrase of the key file", SecretField(), name="key_passphrase"))
        what = "The file that came with the card, like opensc-pkcs11.so."
        self._add_path("Driver", "driver", self._on_browse_driver, what)
        form.add(Field("Name of the card or token", LineField(), name="token"))
        form.add(Field("Name of its certificate", LineField(), name="certificate"))
        form.add(Field("PIN", SecretField(), name="pin"))
        hint = LineField("http://stamps.example.org")
        form.add(Field("Time-stamp server (optional)", hint, name="stamp_server", help=_WHAT_STAMP))
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
        onto = form.fields["onto"].editor
        onto.line.editingFinished.connect(self._on_onto_finished)  # type: ignore[attr-defined]  # a path
        self._show_kind()

    def find_begun(self) -> None:
        """Offer the file that somebody signed already, if it lies where this one is to go."""
        fields = self.form.fields
        path = Path(fields["folder"].value(), fields["file_name"].value())
        if path.is_file():
            self._look_at(path, failed=self._ignore)

    def _look_at(self, path: Path, *, failed: Callable[[BoardError], None]) -> None:
        """Read who signed a file; choose the line that is left, in the same file."""
        signatures, minutes = self._context.outside.signatures, self._minutes
        self._looked_at = str(path)

        def fail(fault: BoardError) -> None:
            if self._progress is None:  # else signing itself says it
                failed(fault)

        def show(begun: Begun) -> None:
            if self._progress is not None:
                return
            if not begun.free:
                fail(Invalid(f"{path.name}: each line is signed already.", field="onto"))
                return
            told = [
                f"Signed by {name} ({office})."
                for name, (office, _) in zip(begun.signers, minutes.lines, strict=True)
                if name
            ]
            fields = self.form.fields
            fields["onto"].clear_error()
            fields["onto"].help.setText(" ".join((*told, _WHAT_ADDED)))
            for field, value in (
                ("onto", str(path)),
                ("line", begun.free),
                ("file_name", path.name),
                ("folder", str(path.parent)),
            ):
                fields[field].set_value(value)
            self.place()

        self._context.desk.work(self, lambda: signatures.begun(minutes, path), show, failed=fail)

    def _ignore(self, _: BoardError) -> None:
        """Leave the form as it is: the file is something else."""

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
        onto = _path(values["onto"])
        if onto == target:
            # What is added to a file replaces nothing of it.
            self._replaces = target
        self._order = order = Order(
            key=_key(values),
            target=target,
            line=values["line"],
            stamp_server=values["stamp_server"].strip(),
            onto=onto,
        )
        desk, signatures = self._context.desk, self._context.outside.signatures
        id = self._meeting_id

        def make(progress: Progress) -> str:
            # The line says when it was signed, which is now and not when this form was opened.
            minutes = desk.read(lambda session: signatures.minutes(session, id))
            self._signed = signatures.sign(minutes, order, progress)
            return self._signed.told

        return make

    @override
    def finish(self) -> None:
        """Close; remember what was signed with, but for what is secret, and who signed."""
        if self._signed is not None:
            record_signed(self._context, self._minutes.draft, self._signed)
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
        def chosen(path: Path) -> None:
            self.form.fields["onto"].set_value(str(path))
            self._look_at(path, failed=self.show_fault)

        ask_open_path(self, "Choose the minutes that are signed already", PDF, chosen)

    @Slot()
    def _on_onto_finished(self) -> None:
        path = _path(self.form.fields["onto"].value())
        if path is None:
            self._looked_at = ""
            self.form.fields["onto"].help.setText(_WHAT_ONTO)
        elif str(path) != self._looked_at and self._progress is None:
            self._look_at(path, failed=self.show_fault)

    def _browse(self, title: str, pattern: str, name: str) -> None:
        field = self.form.fields[name]
        ask_open_path(self, title, pattern, lambda path: field.set_value(str(path)))


def _path(typed: str) -> Path | None:
    return Path(typed.strip()).expanduser() if typed.strip() else None


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
