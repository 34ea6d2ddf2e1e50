"""What leaves the clearance page: the record as PDF, the text for comments as DOCX, and as sent."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from board_app.services.papers.kinds import PaperKind, Wanted
from ui.commands import action
from ui.pages.clearance.sent import SentDialog
from ui.parts.export import FileExport
from ui.parts.preview.dialog import open_preview
from ui.parts.signing import ask_to_sign

if TYPE_CHECKING:
    from ui.pages.clearance.page import ClearancePage

_DOCX = "Word documents (*.docx)"


class ClearancePapers(QObject):
    """The papers of the round that is shown."""

    def __init__(self, page: "ClearancePage") -> None:
        super().__init__(page)
        self._page = page
        self.export = FileExport(page.context, page)
        self.record = action(
            page, "export_clearance", "Clearance PDF", self._on_record, keys="Ctrl+E"
        )
        self.draft = action(
            page, "export_for_comments", "Text for comments", self._on_draft, keys="Ctrl+Shift+E"
        )
        self.sign = action(
            page, "sign_minutes", "Sign the minutes…", self._on_sign, keys="Ctrl+Shift+G"
        )
        self.as_sent = action(page, "show_sent", "Show the text that was sent", self._on_as_sent)
        self.as_sent.setProperty("short", "Text as sent")

    def permit(self, *, has_round: bool, is_approved: bool) -> None:
        """Offer papers where there is a round, and to sign what is approved."""
        self.sign.setVisible(is_approved)
        self.sign.setEnabled(is_approved)
        for made in (self.record, self.draft, self.as_sent):
            made.setVisible(has_round)
            made.setEnabled(has_round)

    @Slot()
    def _on_record(self) -> None:
        sheet = self._page.shown()
        if sheet is not None and sheet.shown is not None:
            wanted = Wanted(kind=PaperKind.CLEARANCE, id=sheet.shown.id)
            open_preview(self._page.context, self._page, wanted)

    @Slot()
    def _on_sign(self) -> None:
        sheet = self._page.shown()
        if sheet is not None:
            ask_to_sign(self._page, sheet.meeting.id)

    @Slot()
    def _on_draft(self) -> None:
        sheet = self._page.shown()
        if sheet is not None and sheet.shown is not None:
            shown, outside = sheet.shown, self._page.context.outside
            self.export.ask(
                "Keep the text for comments in",
                f"{sheet.meeting.reference} minutes version {shown.number}.docx",
                lambda session, target: outside.write_for_comments(session, shown.id, target),
                pattern=_DOCX,
            )

    @Slot()
    def _on_as_sent(self) -> None:
        sheet = self._page.shown()
        if sheet is not None and sheet.shown is not None and sheet.sent is not None:
            SentDialog(sheet.sent, sheet.shown.sent_sha256, self._page).open()
