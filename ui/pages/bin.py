"""The bin: what was archived comes back from here, or is deleted for good."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.errors import NotPossible
from board_app.domain.words import count, day
from board_app.services.bin import (
    DAYS_KEPT,
    KEPT_IN_HISTORY,
    BinEntry,
    Plan,
    bin_entries,
    longest_here,
    plan,
)
from ui.commands import action, list_action
from ui.kit.buttons import ActionButton
from ui.kit.card import Card
from ui.kit.dialogs import Confirm
from ui.kit.fields import LineField
from ui.kit.looks import ChipLook
from ui.kit.notice import Notice
from ui.kit.page_head import PageHead, page_layout
from ui.kit.rows import Column, RowList
from ui.page import Context, Page
from ui.places import BIN, HISTORY, Place

_NAMED = 3  # so many of what stays are said with their reason
_EMPTY = "The bin is empty. What is archived on any page comes here."
_NONE = "Nothing in the bin has these words. Clear the line above to see all."


class BinPage(Page):
    """The latest first. Nothing goes by itself, however long it is here."""

    name = BIN
    tables = frozenset({"*"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._things: list[BinEntry] = []
        self._build()
        self._make_actions()
        self.words.textChanged.connect(self._on_words_changed)
        self.list.row_activated.connect(self._on_list_row_activated)
        self.list.row_selected.connect(self._on_list_row_selected)

    @override
    def reload(self) -> None:
        self.desk.ask(self, bin_entries, self._show_things)

    @override
    def focus_main(self) -> None:
        self.list.setFocus()

    @override
    def commands(self) -> list[QAction]:
        return [*self.actions(), *self.list.actions()]

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead("Bin")
        self.old = Notice("info", "")
        self.old.hide()
        self.words = LineField("Find by words, kind or person")
        self.words.setObjectName("bin_words")
        self.words.setAccessibleName("Find by words, kind or person")
        self.words.setMaximumWidth(420)
        self.list = RowList(
            (
                Column("Kind", lambda row: row.kind, width=140, look="muted"),
                Column("What", lambda row: row.subject),
                Column("By", lambda row: row.person, width=170, look="muted", drops_below=760),
                Column("Archived", self._when, width=120, align="right", look="date"),
                Column("Left", _left, width=104, align="right", look="muted", chip=_over),
            ),
            name="bin_list",
        )
        self.list.empty_text = _EMPTY
        self.card = Card("Archived", name="bin", grows=True)
        self.row = QHBoxLayout()
        self.row.addWidget(self.words, 2)
        self.row.addStretch(1)
        self.card.body.addLayout(self.row)
        self.card.add(self.list, 1)
        layout.addWidget(self.head)
        layout.addWidget(self.old)
        layout.addWidget(self.card, 1)

    def _make_actions(self) -> None:
        self.empty = action(
            self, "empty_bin", f"Empty what is older than {DAYS_KEPT} days…", self._on_empty
        )
        self.restore = list_action(self.list, "restore_thing", "Restore", self._on_restore, "R")
        self.purge = list_action(
            self.list, "purge_thing", "Delete for good…", self._on_purge, "Del"
        )
        self.secretariat_only((self.empty, self.restore, self.purge))
        self.head.add_button(ActionButton(self.empty))
        for made in (self.restore, self.purge):
            self.row.addWidget(ActionButton(made, shows_keys=True))

    def _show_things(self, found: list[BinEntry]) -> None:
        self._things = found
        old = len(longest_here(found))
        self.head.show_words("Bin", "What was archived stays here until somebody deletes it")
        has = "has" if old == 1 else "have"
        self.old.set_text(f"{count(old, 'thing')} {has} been here longer than {DAYS_KEPT} days.")
        self.old.setVisible(old > 0)
        self.empty.setEnabled(old > 0)
        self._show_rows()

    def _show_rows(self) -> None:
        words = self.words.text().casefold().split()
        rows = [one for one in self._things if _has(one, words)]
        self.list.empty_text = _NONE if self._things else _EMPTY
        self.list.set_rows(rows)
        self.card.set_count(count(len(rows), "thing"))
        self._on_list_row_selected(self.list.selected_row())

    def _when(self, row: BinEntry) -> str:
        return day(row.archived_on, self.desk.board.today)

    def _ask(self, title: str, found: Plan) -> None:
        """Say what goes and what stays, and let the person decide."""
        if not found.things:
            self.desk.refused.emit(NotPossible(_why(found.stays)))
            return
        said = [f"With it goes {found.below}." if found.below else ""]
        if len(found.things) > 1:
            also = f", and with them {found.below}" if found.below else ""
            said = [f"{count(len(found.things), 'thing')} will be deleted{also}."]
        if found.stays:
            said.append(f"{count(len(found.stays), 'thing')} will stay. {_why(found.stays)}")
        said.append(KEPT_IN_HISTORY)
        question = Confirm(
            title, " ".join(part for part in said if part), "Delete for good", parent=self
        )
        question.confirmed.connect(lambda: self.desk.do(self, found.command))
        question.open()

    @Slot(str)
    def _on_words_changed(self, _: str) -> None:
        self._show_rows()

    @Slot(object)
    def _on_list_row_selected(self, row: BinEntry | None) -> None:
        self.restore.setEnabled(row is not None)
        self.purge.setEnabled(row is not None)

    @Slot(object)
    def _on_list_row_activated(self, row: BinEntry) -> None:
        """Show its history, where both sides of its last changes can be read."""
        self.context.navigator.go(Place(HISTORY, row.id))

    @Slot()
    def _on_restore(self) -> None:
        row = self.list.selected_row()
        if row is not None:
            self.desk.do(self, row.restore())

    @Slot()
    def _on_purge(self) -> None:
        row = self.list.selected_row()
        if row is not None:
            title = f"Delete for good: {row.kind.lower()} “{row.subject}”?"
            self.desk.ask(
                self, lambda session: plan(session, [row]), lambda found: self._ask(title, found)
            )

    @Slot()
    def _on_empty(self) -> None:
        title = f"Delete for good what is older than {DAYS_KEPT} days?"
        self.desk.ask(
            self,
            # As it is now: others may have restored some of it meanwhile.
            lambda session: plan(session, longest_here(bin_entries(session)), takes_along=False),
            lambda found: self._ask(title, found),
        )


def _has(thing: BinEntry, words: Sequence[str]) -> bool:
    said = f"{thing.kind} {thing.subject} {thing.person}".casefold()
    return all(word in said for word in words)


def _left(row: BinEntry) -> str:
    return "" if row.is_over else count(row.days_left, "day")


def _over(row: BinEntry) -> ChipLook | None:
    return ChipLook(f"over {DAYS_KEPT} days", "muted") if row.is_over else None


def _why(stays: Sequence[str]) -> str:
    """Return why things stay; of many only the first are said."""
    more = len(stays) - _NAMED
    return " ".join([*stays[:_NAMED], *([f"And {more:,} more."] if more > 0 else [])])
