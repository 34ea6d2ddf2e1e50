"""The file of the board: back it up, check it, take the whole board out, keep a recovery code."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from board_app.domain.errors import BoardError, Invalid
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.dialogs import FormDialog, PlainDialog, ask_save_path
from ui.kit.fields import Field, Form, SecretField
from ui.kit.text import PlainLabel
from ui.page import Page
from ui.pages.settings.other_passphrase import ask_for_other
from ui.parts.list_export import any_list_action, board_export_action
from ui.parts.new_passphrase import new_passphrase, new_passphrase_dialog
from ui.parts.paper_asking import AnyPaper
from ui.parts.transfer import Transfer
from ui.theme.tokens import GAP, TEXT_WIDTH

_FILTER = "Upstream boards (*.board);;All files (*)"
_COURTESY = (
    "In a file a role is a courtesy among colleagues, not a lock: who has the file and its "
    "passphrase has everything in it. Rights are enforced only by a server, or by handing out "
    "less."
)
_ENFORCED_NO_MORE = (
    "A file that is written from the server has no rights in it: who has the file and its "
    "passphrase has everything."
)
_ELSEWHERE = "Write a copy elsewhere…"
_KEEP = "A check of the file and its history, a copy in another place, and what opens the board."
_EXPORT = "For others to read. What is exported is not encrypted any more."
_ARCHIVE = "The records of a year as one package, with the SHA-256 of every file."
_ENFORCED = f"The server enforces what each login may see and change. {_ENFORCED_NO_MORE}"


class FileCard(Card):
    """What can be done with the file; its actions belong to the page."""

    def __init__(self, page: Page) -> None:
        super().__init__("The file", name="file")
        self._page = page
        self.check = action(page, "check_board", "Check the board", self._on_check)
        self.backup = action(page, "backup_board", _ELSEWHERE, self._on_backup)
        self.change = action(
            page, "change_passphrase", "Change the passphrase…", self._on_change_passphrase
        )
        page.secretariat_only([self.change])
        self.check.setProperty("short", "Check")
        self.change.setProperty("short", "Change passphrase…")
        self.recovery = action(page, "recovery_code", "Show the recovery code", self._on_recovery)
        self.recovery.setProperty("short", "Recovery code…")
        self.export = board_export_action(page)
        self.export_list = any_list_action(page)
        self.paper = AnyPaper(page)
        self.transfer = Transfer(page)
        self.path = PlainLabel("", "facts", wraps=True)
        self.said = PlainLabel("", wraps=True)
        self.said.setObjectName("file_said")
        self.add(self.path)
        self.courtesy = PlainLabel(_COURTESY, wraps=True)
        self.add(self.courtesy)
        keep = (self.check, self.backup, self.recovery, self.change)
        for title, line, made in (
            ("Keep", _KEEP, keep),
            ("Export", _EXPORT, (self.paper.made, self.export_list, self.export)),
            ("Archive", _ARCHIVE, (self.transfer.made,)),
        ):
            self._add_group(title, line, made)
        self.add(self.said)
        self.setMaximumWidth(TEXT_WIDTH)

    def _add_group(self, title: str, line: str, actions: Sequence[QAction]) -> None:
        """Say what some commands are for, and put their buttons below."""
        words = QVBoxLayout()
        words.setContentsMargins(0, GAP, 0, 0)
        words.setSpacing(2)
        words.addWidget(PlainLabel(title, "strong"))
        words.addWidget(PlainLabel(line, "muted", wraps=True))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for made in actions:
            row.addWidget(ActionButton(made))
        row.addStretch(1)
        self.body.addLayout(words)
        self.body.addLayout(row)

    def show_path(self) -> None:
        """Say where the board is kept."""
        path = self._page.context.board_path
        is_served = self._page.desk.session.is_known
        where = "This board is kept on a server, whose administrator backs it up."
        self.path.setText(f"This board is kept in {path}." if path else where)
        self.courtesy.setText(_ENFORCED if is_served else _COURTESY)
        self.recovery.setEnabled(path is not None)
        self.change.setEnabled(path is not None and not self._page.desk.session.why_read_only)
        self.backup.setText("Write the board as a file…" if is_served else _ELSEWHERE)

    @Slot()
    def _on_check(self) -> None:
        self.said.setText("Checking…")
        self._page.desk.ask(self, lambda session: session.store.faults(), self._show_faults)

    def _show_faults(self, faults: list[str]) -> None:
        sound = "The file is sound, and its history is whole."
        self.said.setText("\n".join(faults) if faults else sound)

    @Slot()
    def _on_backup(self) -> None:
        if self._page.desk.session.is_known:
            self._ask_for_file()
            return
        name = f"backup-{self._page.desk.board.today.isoformat()}.board"
        ask_save_path(self._page, "Keep the copy in", name, _FILTER, self._on_backup_path)

    def _on_backup_path(self, path: Path) -> None:
        target = path if path.suffix else path.with_suffix(".board")

        def write(session: Session) -> None:
            session.store.backup(target)

        def done(_: None) -> None:
            self.said.setText(f"A checked copy is in {target}. The same passphrase opens it.")

        self._page.desk.ask(self, write, done, failed=self._show_file_fault)

    def _ask_for_file(self) -> None:
        """Ask for the passphrase and the place of a file with all that the server holds."""
        title = "Write the board as a file"
        dialog = new_passphrase_dialog(title, self._page, words=_ENFORCED_NO_MORE)

        def submit(values: dict[str, Any]) -> None:
            try:
                secret = new_passphrase(values)
            except Invalid as fault:
                dialog.show_fault(fault)
                return
            name = f"board-{self._page.desk.board.today.isoformat()}.board"
            ask_save_path(dialog, "Keep the file in", name, _FILTER, partial(write, secret))

        def write(secret: str, path: Path) -> None:
            target = path if path.suffix else path.with_suffix(".board")
            outside = self._page.context.outside
            self._page.desk.ask(
                dialog,
                lambda session: outside.write_as_file(session, target, secret),
                lambda _: done(target),
                failed=dialog.show_fault,
            )

        def done(target: Path) -> None:
            dialog.finish()
            self.said.setText(f"The whole board is in {target}.")

        dialog.submitted.connect(submit)
        dialog.open()

    def _show_file_fault(self, fault: BoardError) -> None:
        self.said.setText(fault.message)

    @Slot()
    def _on_change_passphrase(self) -> None:
        ask_for_other(self._page)

    @Slot()
    def _on_recovery(self) -> None:
        form = Form()
        form.add(Field("Passphrase", SecretField(), name="passphrase"))
        dialog = FormDialog("Recovery code", form, accept="Show", parent=self._page)
        path, outside = self._page.context.board_path, self._page.context.outside
        if path is None:
            return

        def submit(values: dict[str, Any]) -> None:
            self._page.desk.ask(
                dialog,
                lambda _: outside.recovery_code(path, values["passphrase"]),
                show,
                failed=dialog.show_fault,
            )

        def show(code: str) -> None:
            dialog.finish()
            shown = PlainDialog("Recovery code", self._page)
            words = "Print it and lock it away. It opens this board without the passphrase."
            shown.body.addWidget(PlainLabel(words, wraps=True))
            label = PlainLabel(code, "strong", wraps=True)
            label.setObjectName("recovery_code")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.body.addWidget(label)
            close = action(shown, "close_code", "Close", shown.accept)
            shown.body.addWidget(ActionButton(close, PRIMARY), 0, Qt.AlignmentFlag.AlignRight)
            shown.open()

        dialog.submitted.connect(submit)
        dialog.open()
