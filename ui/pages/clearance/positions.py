"""The left of the clearance page: one line an agency, its position by one key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from board_app.domain.clearing import Answer, RoundOutcome
from board_app.domain.wall_time import WallTime
from board_app.domain.words import clock, day
from board_app.services.clearance_rows import ResponseRow, RoundRow
from board_app.services.clearance_sheet import ClearanceSheet
from ui.commands import PermittedAction, action, list_action
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.card import Card
from ui.kit.choice_field import ChoiceField
from ui.kit.looks import ChipLook
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.pages.clearance.words import deadline_of, silence_in_words

_LEFT = Qt.AlignmentFlag.AlignLeft
_KEYS = {
    Answer.CONCUR: "C",
    Answer.COMMENT: "M",
    Answer.NON_CONCUR: "N",
    Answer.NONE: "U",
}
_CHIPS = {
    Answer.CONCUR: ("✓ Concur", "success"),
    Answer.COMMENT: ("✓ With comment", "accent"),
    Answer.NON_CONCUR: ("✕ Non-concur", "danger"),
    Answer.NONE: ("… No response", "muted"),
}


class PositionsCard(Card):
    """The agencies that were asked. It only asks: the page records."""

    answered = Signal(object, object)  # ResponseRow, Answer
    opened = Signal(object)  # ResponseRow
    round_chosen = Signal(object)  # id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Positions", name="positions", grows=True, parent=parent)
        self._sheet: ClearanceSheet | None = None
        self.round = ChoiceField()
        self.round.setObjectName("round")
        self.round.setAccessibleName("Round that is shown")
        self.due = PlainLabel("", "muted", wraps=True)
        self.due.setObjectName("deadline")
        self.sentence = PlainLabel("", "strong", wraps=True)
        self.sentence.setObjectName("missing")
        self.list = RowList(
            (
                Column("Agency", lambda row: row.agency, width=82, look="strong"),
                Column("Position", lambda _: "", width=130, chip=_chip),
                Column("Who and why", _who, look="muted"),
                Column("At", self._when, width=118, align="right", look="date", drops_below=400),
            ),
            name="positions_list",
        )
        self.list.empty_text = "Nobody is asked. Open a round to send the text to agencies."
        self._answer_of: dict[str, Answer] = {}
        self.buttons = QGridLayout()
        self.buttons.setHorizontalSpacing(0)
        self.buttons.setVerticalSpacing(0)
        self.answers = tuple(self._make_answers())
        self.details = list_action(self.list, "position_details", "Who and why…", self._open, "E")
        self.buttons.addWidget(ActionButton(self.details, PLAIN, shows_keys=True), 2, 0, _LEFT)
        self.add(self.round)
        self.add(self.due)
        self.add(self.sentence)
        self.add(self.list, 1)
        self.body.addLayout(self.buttons)
        self.list.row_activated.connect(self.opened)
        self.round.edited.connect(self._on_round_edited)

    def add_button(self, made: PermittedAction, row: int, column: int) -> None:
        """Put a quiet command below the list."""
        self.buttons.addWidget(ActionButton(made, PLAIN), row, column, _LEFT)

    def _make_answers(self) -> Sequence[PermittedAction]:
        found = []
        for number, (answer, key) in enumerate(_KEYS.items()):
            made = action(
                self.list,
                f"answer_{answer.value}",
                answer.label,
                self._on_answer,
                keys=key,
                whole_window=False,
            )
            self._answer_of[made.objectName()] = answer
            self.buttons.addWidget(
                ActionButton(made, PLAIN, shows_keys=True), number // 2, number % 2, _LEFT
            )
            found.append(made)
        return found

    def show_sheet(self, sheet: ClearanceSheet) -> None:
        self._sheet = sheet
        shown = sheet.shown
        self.round.set_choices([(row.id, round_in_words(row)) for row in reversed(sheet.rounds)])
        self.round.set_value(shown.id if shown else None)
        self.round.setVisible(len(sheet.rounds) > 1)
        self.list.set_rows(sheet.responses)
        answered = len(sheet.responses) - len(sheet.silent)
        self.set_count(f"{answered} of {len(sheet.responses)}" if shown else "")
        self.due.setText(deadline_of(sheet))
        self.due.setVisible(bool(self.due.text()))
        self.sentence.setText(_sentence(sheet))
        self.sentence.setVisible(shown is not None)
        self.sentence.set_role("success" if not sheet.missing else "warning")
        if self.list.selected_row() is None and sheet.responses:
            self.list.select_id(sheet.responses[0].id)

    def _when(self, row: ResponseRow) -> str:
        sheet = self._sheet
        if row.answered_at is None or sheet is None or sheet.shown is None:
            return ""
        at = WallTime.from_utc(row.answered_at, sheet.shown.zone).at
        said = day(at.date(), sheet.today).partition(" ")[2]
        return f"{said}, {clock(at.time())}"

    @Slot()
    def _on_answer(self) -> None:
        row = self.list.selected_row()
        if isinstance(row, ResponseRow):
            self.answered.emit(row, self._answer_of[self.sender().objectName()])

    @Slot()
    def _open(self) -> None:
        row = self.list.selected_row()
        if row is not None:
            self.opened.emit(row)

    @Slot()
    def _on_round_edited(self) -> None:
        self.round_chosen.emit(self.round.value())


def round_in_words(row: RoundRow) -> str:
    """Return "Version 2: open" or "Version 1: cleared under silence"."""
    state = row.state.label if row.state.is_live else row.outcome.label
    return f"Version {row.number}: {state.lower()}"


def _sentence(sheet: ClearanceSheet) -> str:
    shown = sheet.shown
    if shown is None:
        return ""
    if not shown.state.is_live:
        silent = f" {silence_in_words(len(sheet.silent), is_over=True)}"
        was_silent = shown.outcome is RoundOutcome.UNDER_SILENCE
        return f"{shown.outcome.label}.{silent if was_silent else ''} {shown.reason}".strip()
    missing = sheet.missing
    if not missing:
        silent = silence_in_words(len(sheet.silent), is_over=False)
        start = silent if sheet.silent else "Nothing is missing."
        return f"{start} The round can be closed as cleared."
    return f"{missing[:1].upper()}{missing[1:]}."


def _chip(row: ResponseRow) -> ChipLook:
    return ChipLook(*_CHIPS[row.answer])


def _who(row: ResponseRow) -> str:
    note = " ".join(row.note.split())
    return " · ".join(part for part in (row.person, note) if part)
