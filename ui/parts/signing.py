"""Approved minutes are signed: with which key, on which line, and where they are kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from typing_extensions import override

from board_app.domain.base import RecordId
from board_app.domain.errors import BoardError, Invalid, NoStamp, StorageUnavailable
from board_app.domain.signature import Key, KeyFile, KeyToken
from board_app.services.progress import Progress, Stopped
from board_app.services.session import Session
from board_app.services.signatures import Begun, Done, MinutesToSign, Order
from ui.commands import action
from ui.kit.choice_field import ChoiceField
from ui.kit.dialogs import FormDialog, ask_open_path, ask_save_path
from ui.kit.fields import Field, Form, LineField, SecretField
from ui.kit.folder_field import FolderField
from ui.kit.progress import ProgressStrip
from ui.page import Page
from ui.parts.export import ExportedDialog
from ui.parts.issuing import record_signed
from ui.parts.paper_export import PDF, documents_folder, target_of, there_already, with_ending

Values = dict[str, Any]  # Any: each field's own kind of value
_TICK_MS = 100
_FILE, _CARD = "file", "card"
_WITH = ((_FILE, "A key file (.p12 or .pfx)"), (_CARD, "A card or token"))
_KEYS = "Key files (*.p12 *.pfx);;All files (*)"
_DRIVERS = "Drivers (*.so *.dll *.dylib);;All files (*)"
_WHAT_ADDED = "Your signature is added to this file; what is signed already stays valid."
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
_WHAT_ONTO = (
    "If somebody signed these minutes already: their file. Your signature is added to it, theirs "
    "stays valid."
)


def ask_to_sign(page: Page, meeting_id: RecordId) -> None:
    """Read the approved minutes, ask how they are signed, sign, and offer the file."""
    signatures = page.context.outside.signatures

    def show(minutes: MinutesToSign) -> None:
        dialog = SigningDialog(page, meeting_id, minutes)
        dialog.signed.connect(exported)
        dialog.open()
        dialog.find_begun()

    def exported(target: Path, told: str) -> None:
        ExportedDialog(page.context, target, page, told).open()

    page.desk.ask(page, lambda session: signatures.minutes(session, meeting_id), show)


class SigningDialog(FormDialog):
    """Asks for the key; what is secret in it is forgotten with the dialog."""

    signed = Signal(object, str)  # Path, what is told of it

    def __init__(self, page: Page, meeting_id: RecordId, minutes: MinutesToSign) -> None:
        self._context = page.context
        self._meeting_id = meeting_id
        self._minutes = minutes
        self._progress: Progress | None = None
        self._replaces: Path | None = None
        self._looked_at = ""
        title = f"Sign the minutes {minutes.reference}"
        super().__init__(title, Form(), accept="Sign", parent=page)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._build()
        self._ticks.timeout.connect(self._on_ticks_timeout)
        self.submitted.connect(self._on_submitted)

    def _build(self) -> None:
        memory, form = self._context.outside.memory.now, self.form
        offices = [
            (number, f"{office}: {name}" if name else office)
            for number, (office, name) in enumerate(self._minutes.lines, 1)
        ]
        form.add(Field("Line", ChoiceField(offices), name="line"))
        self._add_path("Signed before", "onto", self._on_browse_onto, _WHAT_ONTO)
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
        form.add(Field("File name", LineField(), name="file_name"))
        self._add_path("Folder", "folder", self._on_browse_folder)
        self.strip = ProgressStrip(self.cancel_action)
        self.body.insertWidget(self.body.count() - 1, self.strip)
        name = Path(self._minutes.draft.name)
        for field, value in (
            ("line", 1),
            ("with", _CARD if memory.sign_driver else _FILE),
            ("driver", memory.sign_driver),
            ("stamp_server", memory.stamp_server),
            ("file_name", f"{name.stem} signed{name.suffix}"),
            ("folder", str(self._context.export_folder or documents_folder())),
        ):
            form.fields[field].set_value(value)
        form.fields["with"].editor.edited.connect(self._on_with_edited)  # type: ignore[attr-defined]  # a choice
        onto = form.fields["onto"].editor
        onto.line.editingFinished.connect(self._on_onto_finished)  # type: ignore[attr-defined]  # a path
        self._show_kind()

    def _add_path(self, label: str, name: str, slot: Any, help_text: str = "") -> None:  # Any: slot
        browse = action(self, f"browse_{name}", "Browse…", slot)
        self.form.add(Field(label, FolderField(browse, called=label), name=name, help=help_text))

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

    def _show_kind(self) -> None:
        chosen = self.form.fields["with"].value()
        for kind, names in ((_FILE, _OF_A_FILE), (_CARD, tuple(_OF_A_CARD))):
            for name in names:
                self.form.fields[name].setVisible(chosen == kind)

    @Slot(object)
    def _on_submitted(self, values: Values) -> None:
        problems: dict[str, str] = {}
        key = _key(values, problems)
        try:
            target = target_of(values)
        except Invalid as fault:
            problems |= fault.problems
            target = Path()
        if problems:
            self.show_problems(problems)
            return
        onto = _path(values["onto"])
        # What is added to a file replaces nothing of it.
        if target.exists() and target not in (self._replaces, onto):
            self._replaces = target
            self.show_problems({"file_name": there_already(target)})
            self.accept_action.setText("Replace")
            return
        order = Order(
            key=key,
            target=target,
            line=values["line"],
            stamp_server=values["stamp_server"].strip(),
            onto=onto,
        )
        self._sign(order)

    def _sign(self, order: Order) -> None:
        signatures, desk = self._context.outside.signatures, self._context.desk
        meeting_id = self._meeting_id
        progress = self._progress = Progress("Stopped. Nothing was written.")
        self.show_busy("Signing…")
        self.cancel_action.setEnabled(True)
        self.strip.show_work("Signing…")
        self._ticks.start()

        def read(session: Session) -> MinutesToSign:
            # The line says when it was signed, which is now and not when this form was opened.
            return signatures.minutes(session, meeting_id)

        def sign(minutes: MinutesToSign) -> None:
            desk.work(
                self,
                lambda: signatures.sign(minutes, order, progress),
                lambda done: self._finish(order, minutes, done),
                failed=self._on_failed,
            )

        desk.ask(self, read, sign, failed=self._on_failed)

    def _finish(self, order: Order, minutes: MinutesToSign, done: Done) -> None:
        self._end_work()
        record_signed(self._context, minutes.draft, done)
        driver = order.key.library if isinstance(order.key, KeyToken) else ""
        self._context.outside.memory.signed_with(driver=driver, stamp_server=order.stamp_server)
        self._context.export_folder = order.target.parent
        self.finish()
        self.signed.emit(order.target, done.told)

    def _end_work(self) -> None:
        self._progress = None
        self._ticks.stop()
        self.strip.hide()

    def _on_failed(self, fault: BoardError) -> None:
        self._end_work()
        self.show_fault(fault)  # which lets the answer be given again
        if isinstance(fault, NoStamp):
            self.show_problems({"stamp_server": fault.message})
        elif isinstance(fault, Invalid) and fault.field in _SECRETS:
            self.form.fields[fault.field].set_value("")
        elif isinstance(fault, StorageUnavailable):
            self.show_problems({"file_name": fault.message})
        elif not isinstance(fault, Stopped):
            self._replaces = None

    @override
    def reject(self) -> None:
        """End the work that is going on; without any, close."""
        if self._progress is not None:
            self._progress.stop()
            self.cancel_action.setEnabled(False)
            return
        super().reject()

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
    def _on_ticks_timeout(self) -> None:
        if self._progress is not None:
            self.strip.show_step(self._progress.done, self._progress.total)

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

    @Slot()
    def _on_browse_folder(self) -> None:
        fields = self.form.fields
        suggested = Path(fields["folder"].value()) / (fields["file_name"].value() or ".pdf")
        ask_save_path(self, "Keep the signed minutes in", str(suggested), PDF, self._take_path)

    def _take_path(self, path: Path) -> None:
        target = with_ending(path)
        self.form.fields["file_name"].set_value(target.name)
        self.form.fields["folder"].set_value(str(target.parent))
        if target == path:
            self._replaces = target


def _path(typed: str) -> Path | None:
    return Path(typed.strip()).expanduser() if typed.strip() else None


def _key(values: Values, problems: dict[str, str]) -> Key:
    """Return the key that is meant, and put what is missing into `problems`."""
    if values["with"] == _FILE:
        if not values["key_file"].strip():
            problems["key_file"] = "Choose the key file."
        return KeyFile(Path(values["key_file"].strip()).expanduser(), values["key_passphrase"])
    problems |= {name: said for name, said in _OF_A_CARD.items() if not values[name].strip()}
    driver, token, certificate = (
        values[name].strip() for name in ("driver", "token", "certificate")
    )
    return KeyToken(driver, token, certificate, values["pin"])
