"""Which action items are shown: words, agency, country, status, or one's own."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from board_app.domain.action import ActionStatus
from board_app.domain.ids import RecordId
from board_app.services.reading import ActionFilter
from board_app.services.rows import AgencyRow, CountryRow
from ui.kit.choice_field import ChoiceField
from ui.kit.fields import CheckField, LineField
from ui.theme.tokens import GAP

_QUIET_MS = 120
# "no longer open" is not the status "closed": cancelled and overtaken items are closed too.
_LIVE, _LATE, _CLOSED, _ALL = "live", "late", "no longer open", "all"
_SHOWN = (
    (_LIVE, "Open"),
    (_LATE, "Late"),
    (_CLOSED, "Closed"),
    (_ALL, "All"),
    *((one.value, f"Status: {one.label}") for one in ActionStatus),
)


class ActionFilters(QWidget):
    """A row of fields; `edited` comes at once for a choice, after a rest for words."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.edited)
        self.words = LineField("Find by words or number")
        self.agency = ChoiceField([(None, "All agencies")])
        self.country = ChoiceField([(None, "All countries")])
        self.shown = ChoiceField(_SHOWN)
        self.mine = CheckField("My agency")
        named = (
            (self.words, "action_words", "Find by words or number", 300),
            (self.agency, "action_agency", "Agency", 200),
            (self.country, "action_country", "Country", 220),
            (self.shown, "action_shown", "Which items", 200),
        )
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for field, name, label, most in named:
            field.setObjectName(name)
            field.setAccessibleName(label)
            field.setMaximumWidth(most)
            row.addWidget(field, 3 if field is self.words else 2)
        self.mine.setObjectName("my_agency")
        row.addWidget(self.mine)
        row.addStretch(1)
        self.words.textChanged.connect(self._on_words_changed)
        for choice in (self.agency, self.country, self.shown):
            choice.edited.connect(self.edited)
        self.mine.edited.connect(self.edited)

    def offer(self, agencies: Sequence[AgencyRow], countries: Sequence[CountryRow]) -> None:
        """Offer these agencies and countries; what was chosen stays."""
        chosen = self.agency.value(), self.country.value()
        self.agency.set_choices(
            [(None, "All agencies"), *((row.id, row.abbreviation) for row in agencies)]
        )
        names = ((row.id, row.board_name or row.name) for row in countries)
        self.country.set_choices([(None, "All countries"), *names])
        self.agency.set_value(chosen[0])
        self.country.set_value(chosen[1])

    def wanted(self, today: date, own: RecordId | None) -> ActionFilter:
        """Return what the fields ask for; `own` is the acting person's agency."""
        shown = self.shown.value()
        statuses = {one.value: one for one in ActionStatus}
        mine = own if self.mine.isChecked() else None
        return ActionFilter(
            agency_id=mine or self.agency.value(),
            country_id=self.country.value(),
            statuses=(statuses[shown],) if shown in statuses else (),
            live=shown == _LIVE,
            closed=shown == _CLOSED,
            due_before=today if shown == _LATE else None,
            words=self.words.text(),
        )

    def add(self, field: QWidget) -> None:
        """Put another field at the end of the row."""
        self._row.insertWidget(self._row.count() - 1, field, 2)

    def show_states(self, *, visible: bool) -> None:
        """Offer the choice of states, which a board has in its columns already."""
        self.shown.setVisible(visible)

    @Slot(str)
    def _on_words_changed(self, _: str) -> None:
        self._quiet.start()
