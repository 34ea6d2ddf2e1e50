"""A text that is one change when it is finished, and that meets a change of somebody else."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from board_app.domain.errors import BoardError, StaleRecord
from ui.desk import Desk
from ui.drafting import Drafting
from ui.kit.prose import Prose
from ui.kit.text import PlainLabel
from ui.parts.clash import Clash

_KEPT = "You typed this earlier, and it is not stored yet. Another text stands there."


class Typed(QWidget):
    """An editor with its draft; why a text was not stored stands below it.

    `was` is the stored text that the typing began from. Whoever stores `finished` sends it along:
    a text that is another one by then is refused as stale, and both are shown.
    """

    finished = Signal(object, object)  # this, its text

    def __init__(
        self, editor: Prose, desk: Desk, *, field: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.notice = PlainLabel("", "danger", wraps=True)
        self.notice.hide()
        self.clash = Clash()
        self.was = ""
        self._stored = ""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        for part in (editor, self.notice, self.clash):
            self.column.addWidget(part)
        self.clash.settled.connect(self._on_clash_settled)
        # Before the drafting hears of it, which takes the text as being typed from then on.
        editor.textChanged.connect(self._on_editor_text_changed)
        self.drafting = Drafting(editor, desk, field=field, finish=self._on_finished)
        editor.left.connect(self.drafting.flush)

    def show_text(self, field: str, stored: str, kept: str = "", *, locked: bool = False) -> None:
        """Show the stored text of a draft's field, or what an earlier run kept of it."""
        if field != self.drafting.field:
            self.drafting.flush()
            self.drafting.field = field
            self._put_away()
        self._stored = stored
        if self.drafting.is_open:
            self.clash.show_texts(self.editor.toPlainText(), stored)
            return
        self.was = stored
        if kept and kept != stored and not locked:
            self.drafting.offer(kept)
            if stored not in kept:
                # Typed before what stands there now, or instead of some of it: that is not known.
                self.notice.setText(_KEPT)
                self.notice.show()
                self._meet()
        else:
            self.drafting.show_stored(stored)
            self._put_away()

    def stored(self) -> None:
        """Forget the draft: the text is a change now."""
        self._put_away()
        self.drafting.settled()

    def refused(self, fault: BoardError) -> None:
        """Keep what was typed and say why it is not stored; a conflict shows both texts."""
        self.notice.setText(fault.message)
        self.notice.show()
        self.drafting.reopen()
        if isinstance(fault, StaleRecord):
            self._meet()

    def _meet(self) -> None:
        """Show both texts; nothing is stored before it is said which stands."""
        self.clash.show_texts(self.editor.toPlainText(), self._stored)
        self.clash.show()

    def _put_away(self) -> None:
        self.notice.hide()
        self.clash.hide()

    def _on_finished(self, text: str) -> None:
        if self.clash.isHidden():
            # Typing that goes on before the answer begins with what is on its way.
            self._stored = text
            self.finished.emit(self, text)
        else:
            self.drafting.reopen()  # first it must be said which text stands

    @Slot()
    def _on_editor_text_changed(self) -> None:
        if not self.drafting.is_open:
            # What stood here when the typing began; a later text of somebody else is a conflict.
            self.was = self._stored
        elif not self.clash.isHidden():
            self.clash.show_texts(self.editor.toPlainText(), self._stored)

    @Slot(object)
    def _on_clash_settled(self, choice: str) -> None:
        """Go on from the text that stands now, with mine, theirs, or both."""
        mine, theirs = self.editor.toPlainText(), self._stored
        self._put_away()
        self.was = theirs
        if choice == "theirs":
            self.editor.setPlainText(theirs)
        elif choice == "both":
            self.editor.setPlainText(f"{mine}\n\n{theirs}")
        self.drafting.reopen()
        self.drafting.flush()
