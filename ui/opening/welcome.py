"""The first window: open a board, make one, or look around in the sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.errors import Invalid
from board_app.services.served import is_address, place_of
from ui.commands import action
from ui.kit.buttons import PLAIN, PRIMARY, ActionButton
from ui.kit.card import Card
from ui.kit.notice import Notice
from ui.kit.rows import Column, RowList
from ui.kit.text import PlainLabel
from ui.theme.tokens import MARGIN

_WIDTH = 720


@dataclass(frozen=True)
class RecentBoard:
    """A board that was open on this machine; `id` is its path or its server's address."""

    id: str
    name: str
    folder: str


def recent_boards(paths: Sequence[str]) -> list[RecentBoard]:
    return [_recent(entry) for entry in paths]


def _recent(entry: str) -> RecentBoard:
    if not is_address(entry):
        return RecentBoard(entry, Path(entry).name, str(Path(entry).parent))
    try:
        place = place_of(entry)
    except Invalid:
        return RecentBoard(entry, entry, "")
    return RecentBoard(entry, place.database, f"{place.host}, as {place.user}")


class Welcome(QWidget):
    """Four ways in and the recent boards; says what went wrong with the last try."""

    sample_asked = Signal()
    new_asked = Signal()
    choose_asked = Signal()
    exported_asked = Signal()
    server_asked = Signal()
    open_asked = Signal(object)  # path as text

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Upstream")
        self.resize(1024, 680)
        self.notice = Notice("danger", "")
        self.notice.hide()
        self._make_actions()
        self.recent = RowList(
            (
                Column("Board", lambda row: row.name, look="strong", width=240),
                Column("Kept in", lambda row: row.folder, look="muted"),
            ),
            name="recent_boards",
            fits=True,
        )
        self.recent.empty_text = "Boards that you open stand here afterwards."
        self.recent.row_activated.connect(self._on_recent_row_activated)
        self._build()

    def _make_actions(self) -> None:
        self.new_action = action(self, "new_board", "New board", self.new_asked.emit, keys="Ctrl+N")
        self.open_action = action(
            self, "open_board", "Open a board file", self.choose_asked.emit, keys="Ctrl+O"
        )
        self.sample_action = action(
            self,
            "sample_board",
            "Look around in the sample board",
            self.sample_asked.emit,
            keys="Ctrl+L",
        )
        self.exported_action = action(
            self,
            "board_from_export",
            "New board from an exported file",
            self.exported_asked.emit,
            keys="Ctrl+I",
        )
        self.server_action = action(
            self,
            "open_served",
            "Open a board on a server",
            self.server_asked.emit,
            keys="Ctrl+Shift+O",
        )

    def show_recent(self, paths: Sequence[str]) -> None:
        self.recent.set_rows(recent_boards(paths))

    def say(self, message: str) -> None:
        """Say why a board did not open; an empty message takes the notice away."""
        self.notice.set_text(message)
        self.notice.setVisible(bool(message))

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(MARGIN)
        column.addSpacing(48)
        column.addWidget(PlainLabel("Upstream", "title"))
        column.addWidget(
            PlainLabel(
                "The desk of a prevention board: from the agenda to the decision to the finished "
                "task. Everything stays in one encrypted file on this computer, or on your own "
                "server.",
                "facts",
                wraps=True,
            )
        )
        column.addWidget(self.notice)
        ways = QHBoxLayout()
        ways.addWidget(ActionButton(self.new_action, PRIMARY, shows_keys=True))
        ways.addWidget(ActionButton(self.open_action, shows_keys=True))
        ways.addWidget(ActionButton(self.sample_action, shows_keys=True))
        ways.addStretch(1)
        column.addLayout(ways)
        others = QHBoxLayout()
        for made in (self.server_action, self.exported_action):
            others.addWidget(ActionButton(made, PLAIN, shows_keys=True))
        others.addStretch(1)
        column.addLayout(others)
        card = Card("Recent boards", name="recent")
        card.add(self.recent)
        column.addWidget(card)
        column.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        inner.setLayout(column)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(inner, 8)
        outer.addStretch(1)

    @Slot(object)
    def _on_recent_row_activated(self, row: RecentBoard) -> None:
        self.open_asked.emit(row.id)

    @override
    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        if visible and self.recent.rows():
            self.recent.setFocus()
