"""The backups of the board: when and why each was made, one more now, and the way back to one."""

from typing import Any

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices

from board_app.domain.errors import BoardError
from board_app.services.keeping import Backup, Why, short
from board_app.services.session import Session
from ui.commands import action
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.dialogs import FormDialog
from ui.kit.fields import Field, Form, SecretField
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.page import Page
from ui.theme.tokens import TEXT_WIDTH

_WHAT = (
    "A backup is made after half an hour of changes, before an import, and before another file "
    "takes the board's place. All of the last two days are kept, then one for each of twelve days, "
    "ten weeks and nine months. Each is checked, and encrypted with the passphrase of its time."
)
_WHAT_GOES = (
    "The board becomes what it was then. What was changed since {when} is not in it any more, for "
    "nobody who works at this file; the board as it is now is backed up first, so you can come "
    "back."
)
_SERVED = "A served board is backed up by the administrator of its server, not by this program."
_MB = 1_000_000


class BackupsCard(Card):
    """The list of backups; its actions belong to the page."""

    def __init__(self, page: Page) -> None:
        super().__init__("Backups", name="backups", grows=True)
        self._page = page
        self.make = action(page, "back_up_now", "Back up now", self._on_make)
        self.restore = action(page, "restore_backup", "Restore…", self._on_restore)
        page.secretariat_only([self.restore])
        self.show_folder = action(page, "show_backups", "Show in folder", self._on_show_folder)
        for made, kind in ((self.show_folder, ""), (self.restore, ""), (self.make, PRIMARY)):
            self.add_to_head(ActionButton(made, kind) if kind else ActionButton(made))
        self.words = PlainLabel(_WHAT, "muted", wraps=True)
        self.words.setMaximumWidth(TEXT_WIDTH)
        self.add(self.words)
        self.list = RowList(
            (
                Column("Made", self._when, width=180, look="date"),
                Column("Why", lambda row: row.why.label, look="strong"),
                Column("Seal", lambda row: short(row.seal), width=110, look="reference"),
                Column("Changes", _changes, width=110, align="right"),
                Column("Size", _size, width=110, align="right", look="muted"),
            ),
            name="backup_list",
        )
        self.list.empty_text = "No backup yet. The first is made with the first changes."
        self.list.row_selected.connect(self._on_selected)
        self.list.row_activated.connect(self._on_activated)
        self.add(self.list, 1)
        self.said = PlainLabel("", wraps=True)
        self.said.setObjectName("backups_said")
        self.add(self.said)
        self._permit(None)

    def reload(self) -> None:
        """Fetch the list; a served board has none here."""
        if self._page.context.board_path is None:
            self.words.setText(_SERVED)
            self.list.hide()
            self._permit(None)
            return
        keeping = self._page.context.outside.keeping
        self._page.desk.ask(self, keeping.backups, self._show, failed=self._say_fault)

    def _show(self, found: list[Backup]) -> None:
        self.list.set_rows(found)
        if found and self.list.selected_row() is None:
            self.list.select_id(found[0].id)
        self.set_count(str(len(found)) if found else "")
        self._permit(self.list.selected_row())

    def _when(self, row: Backup) -> str:
        return row.when(self._page.desk.board.zone)

    def _permit(self, row: Backup | None) -> None:
        is_file = self._page.context.board_path is not None
        can_write = is_file and not self._page.desk.session.why_read_only
        # Without a backup there is nothing to restore, and none is made of a served board.
        for made, possible in (
            (self.make, is_file),
            (self.restore, row is not None),
            (self.show_folder, row is not None),
        ):
            made.setVisible(possible)
        self.make.setEnabled(is_file)
        self.restore.setEnabled(can_write and row is not None)
        self.show_folder.setEnabled(row is not None)

    @Slot(object)
    def _on_selected(self, row: Backup | None) -> None:
        self._permit(row)

    @Slot(object)
    def _on_activated(self, row: Backup) -> None:
        if self.restore.isEnabled():
            self._ask_to_restore(row)

    @Slot()
    def _on_make(self) -> None:
        self.said.setText("Backing up…")
        keeping = self._page.context.outside.keeping

        def done(made: Backup | None) -> None:
            if made is not None:
                self.said.setText(f"Backed up and checked: {_size(made)}.")
            self.reload()

        self._page.desk.ask(
            self,
            lambda session: keeping.back_up(session, Why.ASKED),
            done,
            failed=self._say_fault,
        )

    @Slot()
    def _on_show_folder(self) -> None:
        row = self.list.selected_row()
        if row is None:
            return
        folder = row.path.parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.said.setText(f"The folder can't be shown here. It is {folder}.")

    @Slot()
    def _on_restore(self) -> None:
        row = self.list.selected_row()
        if row is not None:
            self._ask_to_restore(row)

    def _ask_to_restore(self, backup: Backup) -> None:
        page, when = self._page, self._when(backup)
        form = Form()
        form.add_widget(PlainLabel(_WHAT_GOES.format(when=when), wraps=True))
        form.add(
            Field(
                "Passphrase of that time",
                SecretField(),
                name="passphrase",
                help="Only if the board had another passphrase then.",
            )
        )
        dialog = FormDialog(
            f"Restore the backup of {when}?", form, accept="Restore", parent=page.window()
        )
        keeping = page.context.outside.keeping

        def submit(values: dict[str, Any]) -> None:
            dialog.show_busy("Restoring…")
            page.desk.hand_over(
                dialog,
                lambda session: keeping.restored(session, backup, values["passphrase"]),
                done=done,
                failed=dialog.show_fault,
            )

        def done(session: Session) -> None:
            dialog.finish()
            page.context.reopened.emit(session, f"This is the board of {when}.")

        dialog.submitted.connect(submit)
        dialog.open()

    def _say_fault(self, fault: BoardError) -> None:
        self.said.setText(fault.message)


def _changes(row: Backup) -> str:
    return "" if row.changes is None else f"{row.changes:,}"


def _size(row: Backup) -> str:
    """Return the size in megabytes, with one figure after the point below ten."""
    size = row.size / _MB
    return f"{size:.1f} MB" if size < 10 else f"{size:,.0f} MB"
