"""The right of the clearance page: the resolution table, and the comment that is chosen in full."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from board_app.domain.clearing import Resolution
from board_app.domain.words import count
from board_app.services.clearance_rows import CommentRow
from board_app.services.clearance_sheet import ClearanceSheet
from ui.commands import PermittedAction, action, list_action
from ui.kit.buttons import PLAIN, ActionButton
from ui.kit.card import Card, rule
from ui.kit.looks import ChipLook
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.theme.tokens import GAP, GUTTER

_KEYS = {
    Resolution.ACCEPTED: ("A", "Accept"),
    Resolution.CHANGED: ("W", "Accept with changes…"),
    Resolution.REJECTED: ("R", "Reject…"),
    Resolution.WITHDRAWN: ("X", "Withdrawn"),
    Resolution.OPEN: ("O", "Open again"),
}
_CHIPS = {
    Resolution.OPEN: ("Open", "warning"),
    Resolution.ACCEPTED: ("✓ Accepted", "success"),
    Resolution.CHANGED: ("✓ With changes", "success"),
    Resolution.REJECTED: ("✕ Rejected", "danger"),
    Resolution.WITHDRAWN: ("Withdrawn", "muted"),
}
_KINDS = {"critical": "danger", "substantive": "accent", "editorial": "muted"}
_TALL = 176


class CommentsCard(Card):
    """One line a comment; what is asked and what came of it stand below in full."""

    resolved = Signal(object, object)  # CommentRow, Resolution
    opened = Signal(object)  # CommentRow
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Comments", name="comments", grows=True, parent=parent)
        self._sheet: ClearanceSheet | None = None
        self.list = RowList(
            (
                Column("No.", lambda row: str(row.number), width=42, look="reference"),
                Column("Agency", lambda row: row.agency, width=78, look="strong"),
                Column("Place", lambda row: row.place, width=132, drops_below=560),
                Column("Kind", lambda _: "", width=100, chip=_kind, drops_below=500),
                Column("Proposed", _asked),
                Column("Resolution", lambda _: "", width=122, chip=_chip),
            ),
            name="comments_list",
        )
        self.list.empty_text = "No agency has commented."
        self.detail = _Detail()
        self._resolution_of: dict[str, Resolution] = {}
        self.add_one = list_action(
            self.list, "add_comment", "Add comment…", self.add_asked.emit, "+"
        )
        self.add_one.setProperty("short", "Add…")
        self.edit = list_action(self.list, "edit_comment", "Correct…", self._on_edit, "E")
        self.resolutions = tuple(self._make_resolution(one) for one in _KEYS)
        row = QHBoxLayout()
        row.setSpacing(0)
        for made in (*self.resolutions[:3], self.edit):
            row.addWidget(ActionButton(made, PLAIN, shows_keys=True))
        row.addStretch(1)
        self.add_to_head(ActionButton(self.add_one, PLAIN))
        self.add(self.list, 1)
        self.body.addLayout(row)
        self.line = rule()
        self.add(self.line)
        self.add(self.detail)
        self.list.row_selected.connect(self._on_list_row_selected)
        self.list.row_activated.connect(self.opened)

    def _make_resolution(self, resolution: Resolution) -> PermittedAction:
        key, text = _KEYS[resolution]
        made = action(
            self.list,
            f"resolve_{resolution.value}",
            text,
            self._on_resolve,
            keys=key,
            whole_window=False,
        )
        self._resolution_of[made.objectName()] = resolution
        return made

    def show_sheet(self, sheet: ClearanceSheet) -> None:
        self._sheet = sheet
        self.list.set_rows(sheet.comments)
        open_ones = f", {sheet.unresolved} not resolved" if sheet.unresolved else ""
        self.set_count(f"{count(len(sheet.comments), 'comment')}{open_ones}")
        if self.list.selected_row() is None and sheet.comments:
            self.list.select_id(sheet.comments[0].id)
        self._on_list_row_selected(self.list.selected_row())

    @Slot(object)
    def _on_list_row_selected(self, row: CommentRow | None) -> None:
        self.detail.setVisible(row is not None)
        self.line.setVisible(row is not None)
        if row is not None:
            self.detail.show_comment(row)

    @Slot()
    def _on_resolve(self) -> None:
        row = self.list.selected_row()
        if isinstance(row, CommentRow):
            self.resolved.emit(row, self._resolution_of[self.sender().objectName()])

    @Slot()
    def _on_edit(self) -> None:
        row = self.list.selected_row()
        if row is not None:
            self.opened.emit(row)


class _Detail(QScrollArea):
    """What a comment says, in full, to read."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("comment_detail")
        self.setAccessibleName("The chosen comment")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_TALL)
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 4, 0)
        self._grid.setHorizontalSpacing(GUTTER)
        self._grid.setVerticalSpacing(GAP)
        self._grid.setColumnStretch(1, 1)
        self.lines: dict[str, tuple[PlainLabel, PlainLabel]] = {}
        labels = ("Concerned", "Proposed", "Why", "By", "Answer")
        for number, label in enumerate(labels):
            caption, words = PlainLabel(label, "caption"), PlainLabel("", wraps=True)
            self._grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, number, 1)
            self.lines[label] = (caption, words)
        self._grid.setRowStretch(len(labels), 1)
        self.setWidget(inner)

    def show_comment(self, row: CommentRow) -> None:
        source = f"from {row.file_name}" if row.file_name else ""
        said = {
            "Concerned": row.concerned,
            "Proposed": row.proposed,
            "Why": row.rationale,
            "By": ", ".join(part for part in (row.author, row.agency, row.place, source) if part),
            "Answer": " · ".join(part for part in (row.answer, row.person) if part),
        }
        for label, text in said.items():
            for widget in self.lines[label]:
                widget.setVisible(bool(text))
            self.lines[label][1].setText(text)


def _asked(row: CommentRow) -> str:
    return " ".join((row.proposed or row.rationale).split())


def _chip(row: CommentRow) -> ChipLook:
    return ChipLook(*_CHIPS[row.resolution])


def _kind(row: CommentRow) -> ChipLook:
    return ChipLook(row.kind.label, _KINDS[row.kind.value])
