"""Help: the main job in ten lines, keys, words, the marking banner, what a crash leaves."""

import json
from functools import cache

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

import resources
from board_app.domain.base import Value
from ui.commands import action
from ui.kit.buttons import ActionButton
from ui.kit.card import Card
from ui.kit.dialogs import PlainDialog
from ui.kit.page_head import PageHead, page_layout
from ui.kit.text import PlainLabel
from ui.page import Context, Page
from ui.places import HELP
from ui.theme.tokens import FOLD_WIDTH, GAP, GUTTER, NAV_WIDTH

_LICENCES = (
    ("texts", "licences.txt"),
    ("fonts", "public-sans", "OFL.txt"),
    ("fonts", "noto", "OFL.txt"),
    ("icons", "LICENSE"),
)
_DIALOG = (680, 480)


class Key(Value):
    """One shortcut: the object name of its action, the keys, what they do."""

    action: str
    keys: str
    does: str

    @property
    def shown(self) -> str:
        """Return the keys as this machine writes them."""
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)


class KeyGroup(Value):
    """The shortcuts of one page."""

    where: str
    keys: tuple[Key, ...]


class Topic(Value):
    """A title with its sentences."""

    title: str
    lines: tuple[str, ...]


class HelpText(Value):
    """All that the page says."""

    version: str
    job: tuple[str, ...]
    typing: tuple[tuple[str, str], ...]
    keys: tuple[KeyGroup, ...]
    words: tuple[tuple[str, str], ...]
    texts: tuple[Topic, ...]


@cache
def help_text() -> HelpText:
    """Return the shipped text of the page."""
    return HelpText(**json.loads(resources.read_text("texts", "help.json")))


def licence_text() -> str:
    """Return the licences of what ships, one after another."""
    return "\n\n".join(resources.read_text(*parts).strip() for parts in _LICENCES)


class HelpPage(Page):
    """Everything a person may ask on the first day, on one page that scrolls."""

    name = HELP

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.text = help_text()
        self.licences_action = action(
            self, "show_licences", "Show licences", self._on_licences, keys="Ctrl+L"
        )
        self.dialog: PlainDialog | None = None
        self._build()

    @override
    def focus_main(self) -> None:
        self.area.setFocus()

    def _build(self) -> None:
        layout = page_layout(self)
        self.head = PageHead()
        self.head.show_words("Help", f"Upstream {self.text.version} · MIT licence")
        self.head.add_button(ActionButton(self.licences_action, shows_keys=True))
        layout.addWidget(self.head)
        self.area = QScrollArea()
        self.area.setObjectName("help_text")
        self.area.setAccessibleName("Help")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        inside = QWidget()
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self.columns.setContentsMargins(0, 0, GAP, 0)
        self.columns.setSpacing(GUTTER)
        self.columns.addLayout(_column(self._left()), 1)
        self.columns.addLayout(_column(self._right()), 1)
        self.area.setWidget(inside)
        layout.addWidget(self.area, 1)

    def _left(self) -> list[Card]:
        job = Card("The month in ten lines", name="job")
        pairs = [(str(number), line) for number, line in enumerate(self.text.job, start=1)]
        job.body.addLayout(_pairs(pairs, "facts"))
        return [job, *(_topic_card(topic) for topic in self.text.texts), self._words_card()]

    def _right(self) -> list[Card]:
        typing = Card("While typing minutes", name="typing")
        typing.body.addLayout(_pairs(self.text.typing, "strong"))
        return [_keys_card(group) for group in self.text.keys] + [typing]

    def _words_card(self) -> Card:
        card = Card("Words", name="words")
        for word, meaning in self.text.words:
            card.add(_wrapped(word, "strong"))
            card.add(_wrapped(f"{meaning[:1].upper()}{meaning[1:]}.", "facts"))
        return card

    @Slot()
    def _on_licences(self) -> None:
        self.dialog = PlainDialog("Licences", self)
        self.dialog.setObjectName("licences")
        text = QPlainTextEdit(licence_text())
        text.setObjectName("licence_text")
        text.setAccessibleName("Licences")
        text.setReadOnly(True)
        text.setMinimumSize(*_DIALOG)
        self.dialog.body.addWidget(text)
        self.dialog.open()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() + NAV_WIDTH >= FOLD_WIDTH
        direction = QBoxLayout.Direction
        self.columns.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)


def _column(cards: list[Card]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(GUTTER)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column


def _topic_card(topic: Topic) -> Card:
    card = Card(topic.title, name=topic.title)
    for line in topic.lines:
        card.add(_wrapped(line, "facts"))
    return card


def _keys_card(group: KeyGroup) -> Card:
    card = Card(f"Keys: {group.where.lower()}", name=f"keys_{group.where}")
    card.body.addLayout(_pairs([(key.shown, key.does) for key in group.keys], "strong"))
    return card


def _pairs(pairs: list[tuple[str, str]] | tuple[tuple[str, str], ...], role: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GUTTER)
    grid.setVerticalSpacing(GAP)
    grid.setColumnStretch(1, 1)
    for row, (first, second) in enumerate(pairs):
        grid.addWidget(PlainLabel(first, role), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_wrapped(second, ""), row, 1)
    return grid


def _wrapped(text: str, role: str) -> PlainLabel:
    return PlainLabel(text, role, wraps=True)
