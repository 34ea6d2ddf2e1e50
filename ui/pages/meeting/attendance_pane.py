"""The right of the meeting page: who is there, and whether the board can decide."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from board_app.domain.attendance import Presence
from board_app.domain.words import count
from board_app.services.minutes import RecordAttendance, RecordAttendances
from board_app.services.sheet import Sheet
from ui.commands import action
from ui.desk import Desk
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.card import Card
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.pages.meeting.lines import AttendanceLine, attendance_lines, presence_in_words

_KEYS = {
    Presence.PRINCIPAL: ("P", "In person"),
    Presence.ALTERNATE: ("A", "By alternate"),
    Presence.REMOTE: ("V", "Remote"),
    Presence.EXCUSED: ("X", "Excused"),
    Presence.ABSENT: ("Z", "Absent"),
    Presence.UNKNOWN: ("U", "Not recorded"),
}
_GLYPHS = {
    Presence.PRINCIPAL: ("check", "success"),
    Presence.ALTERNATE: ("user-check", "success"),
    Presence.REMOTE: ("monitor", "success"),
    Presence.EXCUSED: ("minus", "muted"),
    Presence.ABSENT: ("x", "danger"),
}


def _glyph(line: AttendanceLine) -> tuple[str, str] | None:
    return _GLYPHS.get(line.presence)


class AttendancePane(Card):
    """One line an agency; a single key records how it takes part."""

    edit_asked = Signal(object)  # AttendanceRow

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Attendance", name="attendance", grows=True, parent=parent)
        self._desk = desk
        self._sheet: Sheet | None = None
        self.quorum = PlainLabel("", "strong", wraps=True)
        self.quorum.setObjectName("quorum")
        self.list = RowList(
            (
                Column("", lambda _: "", width=30, icon=_glyph),
                Column("Agency", lambda line: line.agency, width=80),
                Column("Who", lambda line: line.person or _absence(line), look="muted"),
            ),
            name="attendance_list",
        )
        self._presence_of: dict[str, Presence] = {}
        grid = self._make_buttons()
        self.add(self.quorum)
        self.add(self.list, 1)
        self.body.addLayout(grid)
        self.list.row_activated.connect(self._on_list_row_activated)

    def _make_buttons(self) -> QGridLayout:
        """Return a button for each presence, two a row, then those for all and for details."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        for number, (presence, (key, text)) in enumerate(_KEYS.items()):
            made = action(
                self.list,
                f"attendance_{presence.value}",
                text,
                self._on_presence,
                keys=key,
                whole_window=False,
            )
            self._presence_of[made.objectName()] = presence
            button = ActionButton(made, PLAIN, shows_keys=True)
            grid.addWidget(button, number // 2, number % 2)
        self.rest_action = action(
            self.list,
            "rest_present",
            "All others in person",
            self._on_rest_present,
            keys="Shift+P",
            whole_window=False,
        )
        self.details_action = action(
            self.list,
            "attendance_details",
            "Who and when…",
            self._on_details,
            keys="E",
            whole_window=False,
        )
        row = len(_KEYS) // 2
        grid.addWidget(ActionButton(self.rest_action, PLAIN, shows_keys=True), row, 0, 1, 2)
        grid.addWidget(ActionButton(self.details_action, PLAIN, shows_keys=True), row + 1, 0, 1, 2)
        return grid

    def _show_quorum(self, sheet: Sheet) -> None:
        quorum = sheet.quorum
        is_recorded = any(line.presence is not Presence.UNKNOWN for line in sheet.attendance)
        if not is_recorded and not sheet.meeting.state.was_held:
            # Days before the meeting nobody is missing yet.
            self.quorum.setText(f"{quorum.needed} of {count(quorum.members, 'agency')} needed.")
            self.quorum.set_role("facts")
            self.set_count("")
            return
        self.quorum.setText(quorum.sentence())
        self.quorum.set_role("success" if quorum.has_quorum else "warning")
        self.set_count(f"{quorum.present} of {quorum.members}")

    def show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.list.set_rows(attendance_lines(sheet))
        self._show_quorum(sheet)
        if self.list.selected_row() is None and sheet.attendance:
            self.list.select_id(sheet.attendance[0].agency_id)

    def _chosen(self) -> AttendanceLine | None:
        row = self.list.selected_row()
        return row if isinstance(row, AttendanceLine) else None

    @Slot()
    def _on_presence(self) -> None:
        sender, line = self.sender(), self._chosen()
        if line is None or self._sheet is None:
            return
        self._desk.do(
            self,
            RecordAttendance(
                meeting_id=self._sheet.meeting.id,
                agency_id=line.id,
                presence=self._presence_of[sender.objectName()],
            ),
        )

    @Slot()
    def _on_rest_present(self) -> None:
        if self._sheet is None:
            return
        rest = [row.agency_id for row in self._sheet.attendance if row.presence is Presence.UNKNOWN]
        if rest:
            self._desk.do(
                self,
                RecordAttendances(
                    meeting_id=self._sheet.meeting.id,
                    agency_ids=rest,
                    presence=Presence.PRINCIPAL,
                ),
            )

    @Slot()
    def _on_details(self) -> None:
        line = self._chosen()
        if line is not None:
            self.edit_asked.emit(line.row)

    @Slot(object)
    def _on_list_row_activated(self, line: AttendanceLine) -> None:
        self.edit_asked.emit(line.row)


def _absence(line: AttendanceLine) -> str:
    return presence_in_words(line.row) if line.presence is not Presence.UNKNOWN else ""
