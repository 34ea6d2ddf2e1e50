"""Where minutes are typed: plain lines become notes, `!` a decision, `@Agency date` an action."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from board_app.domain.capture import (
    CapturedAction,
    CapturedDecision,
    Incomplete,
    Note,
    parse_line,
)
from board_app.domain.words import day_long
from board_app.services.sheet import Sheet
from ui.desk import Desk
from ui.drafting import Drafting
from ui.kit.prose import Prose
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP

HINT = "What was said.   ! decision   @Agency 5 Dec action"
SETTLED = (CapturedAction, CapturedDecision)


class Composer(QWidget):
    """The open line at the end of an item's minutes.

    Emits what a finished edit consists of; the owner turns it into commands and calls `took` with
    the text that was stored, so that nothing typed is lost if a command is refused.
    """

    note_finished = Signal(object)  # text
    captured = Signal(object, object)  # CapturedDecision | CapturedAction, its line

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._sent: list[str] = []
        self.editor = Prose(name="composer", label="New minutes", hint=HINT)
        self.editor.least_lines = 2
        self.editor.most_lines = 9
        self.preview = PlainLabel("", "muted", wraps=True)
        self.preview.setObjectName("capture_preview")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP // 2)
        layout.addWidget(self.editor)
        layout.addWidget(self.preview)
        self._drafting = Drafting(self.editor, desk, field="", finish=self._on_finished)
        self.editor.textChanged.connect(self._on_editor_text_changed)
        self.editor.cursorPositionChanged.connect(self._on_editor_text_changed)
        self.editor.entered.connect(self._on_editor_entered)
        self.editor.left.connect(self._drafting.flush)

    def show_item(self, sheet: Sheet, field: str) -> None:
        """Write for another item, or for the same one with fresh names; offers a kept draft."""
        self._sheet = sheet
        if field != self._drafting.field:
            self._drafting.flush()
            self._drafting.field = field
            self._drafting.show_stored("")
            kept = sheet.drafts.get(field, "")
            if kept:
                self._drafting.offer(kept)
        self._on_editor_text_changed()

    def flush(self) -> None:
        """Finish what is being typed."""
        self._drafting.flush()

    def took(self, text: str) -> None:
        """Clear what was stored; text typed since then stays."""
        self._forget(text)
        now = self.editor.toPlainText()
        rest = now.removeprefix(text).lstrip("\n") if now.startswith(text) else now
        if rest == now and text.strip() and text in now:
            rest = now.replace(text, "", 1).strip("\n")
        if not rest.strip():
            self._drafting.clear()
            self._drafting.settled()
        else:
            self.editor.setPlainText(rest)
        self._on_editor_text_changed()

    def keep(self, text: str) -> None:
        """Treat a text as still being typed: it was refused."""
        self._forget(text)
        self._drafting.reopen()

    def take_over(self, text: str) -> None:
        """Go on with a text that was being typed into a note which somebody archived meanwhile."""
        self.editor.setPlainText("\n".join(filter(None, (self.editor.toPlainText(), text))))

    def _forget(self, text: str) -> None:
        if text in self._sent:
            self._sent.remove(text)

    def _parsed(self, line: str) -> Note | CapturedDecision | CapturedAction | Incomplete:
        sheet = self._sheet
        if sheet is None:
            return Note(line)
        return parse_line(line, sheet.agency_names, sheet.meeting.day)

    def _on_finished(self, text: str) -> None:
        """Send whole runs of plain lines as notes and each captured line by itself."""
        plain: list[str] = []
        for sent in self._sent:  # on its way already: it must not be stored twice
            text = text.replace(sent, "", 1)
        for line in text.split("\n"):
            found = self._parsed(line)
            if isinstance(found, SETTLED):
                self._send_note(plain)
                plain = []
                self._sent.append(line)
                self.captured.emit(found, line)
            elif isinstance(found, Incomplete):
                self._send_note(plain)
                plain = []
                self._drafting.reopen()
            else:
                plain.append(line)
        self._send_note(plain)
        if not text.strip():
            self._drafting.settled()

    def _send_note(self, lines: list[str]) -> None:
        text = "\n".join(lines).strip("\n")
        if text.strip():
            self._sent.append(text)
            self.note_finished.emit(text)

    @Slot()
    def _on_editor_text_changed(self) -> None:
        line = self.editor.current_line()
        found = self._parsed(line)
        is_at_end = self.editor.textCursor().atBlockEnd()
        self.editor.take_enter(takes=isinstance(found, SETTLED) and is_at_end)
        self.preview.setText(self._preview(found))
        is_incomplete = isinstance(found, Incomplete)
        self.preview.set_role("danger" if is_incomplete else "muted")

    def _preview(self, found: Note | CapturedDecision | CapturedAction | Incomplete) -> str:
        match found:
            case CapturedDecision():
                return "Decision · Enter records it"
            case CapturedAction():
                return f"Action item · {self._promise(found)} · Enter records it"
            case Incomplete():
                return found.why
            case _:
                return ""

    def _promise(self, found: CapturedAction) -> str:
        agencies = self._sheet.agencies if self._sheet else ()
        names = {row.id: row.abbreviation for row in agencies}
        lead = names.get(found.lead_id, "")
        others = ", ".join(names.get(id, "") for id in found.supporting_ids)
        due = _due(found.due_on)
        return f"{lead}{f', with {others}' if others else ''} · {due}"

    @Slot()
    def _on_editor_entered(self) -> None:
        self._drafting.flush()


def _due(day: date | None) -> str:
    return f"due {day_long(day)}" if day else "no date yet"
