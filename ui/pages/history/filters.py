"""Which changes are shown: words, a person, a kind of record, days."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from board_app.domain.errors import Invalid
from board_app.services.history import on_days
from board_app.services.history_rows import HistoryFilter
from board_app.services.history_words import KINDS
from board_app.services.rows import BoardRow
from ui.kit.choice_field import ChoiceField
from ui.kit.day_field import DayField
from ui.kit.fields import LineField
from ui.theme.tokens import GAP

_QUIET_MS = 120
_EVERYBODY = (None, "Everybody")


class HistoryFilters(QWidget):
    """A row of fields; `edited` comes at once for a choice, after a rest for what is typed."""

    edited = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.edited)
        self.words = LineField("Find by words")
        self.person = ChoiceField([_EVERYBODY])
        kinds = sorted(KINDS.items(), key=lambda kind: kind[1])
        self.kind = ChoiceField([(None, "All kinds"), *kinds])
        self.start, self.end = DayField(today), DayField(today)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for field, name, label, most in (
            (self.words, "history_words", "Find by person, kind of change or subject", 340),
            (self.person, "history_person", "Who", 190),
            (self.kind, "history_kind", "Kind of record", 190),
            (self.start, "history_from", "From", 170),
            (self.end, "history_until", "Until", 170),
        ):
            field.setObjectName(name)
            field.setAccessibleName(label)
            field.setMaximumWidth(most)
            row.addWidget(field, 3 if field is self.words else 2)
        for day_field, label in ((self.start, "From"), (self.end, "Until")):
            day_field.line.setPlaceholderText(label)
            day_field.line.setAccessibleName(label)
            day_field.edited.connect(self._quiet.start)
        self.words.textChanged.connect(self._on_words_changed)
        self.person.edited.connect(self.edited)
        self.kind.edited.connect(self.edited)

    def offer(self, authors: Sequence[str]) -> None:
        """Offer these persons; who was chosen stays."""
        chosen = self.person.value()
        self.person.set_choices([_EVERYBODY, *((name, name) for name in authors)])
        self.person.set_value(chosen)

    def wanted(self, board: BoardRow) -> HistoryFilter:
        """Return what the fields ask for; what is no day yet does not filter."""
        wanted = HistoryFilter(
            words=self.words.text(),
            person=self.person.value() or "",
            table=self.kind.value() or "",
        )
        return on_days(wanted, _day(self.start), _day(self.end), board.zone)

    def clear(self) -> None:
        """Ask for everything."""
        self.words.clear()
        self.person.set_value(None)
        self.kind.set_value(None)
        self.start.set_value(None)
        self.end.set_value(None)
        self._quiet.stop()

    @Slot(str)
    def _on_words_changed(self, _: str) -> None:
        self._quiet.start()


def _day(field: DayField) -> date | None:
    with suppress(Invalid):
        return field.value()
    return None
