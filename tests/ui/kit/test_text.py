"""What people typed is shown as it is: markup, ampersands and odd signs included."""

import ast
import json
from datetime import date
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from board_app.services.actions import AssignAction
from board_app.services.agenda import AddItem
from board_app.services.board import ReviseBoard
from board_app.services.decisions import RecordDecision
from board_app.services.directory import AddPerson, RenameSeat
from board_app.services.minutes import AddNote
from tests.desk import Desk as Board
from ui.kit.card import Card
from ui.kit.choice_field import ChoiceField, MultiChoice
from ui.kit.dialogs import Confirm, FormDialog
from ui.kit.fields import Field, Form, LineField
from ui.kit.page_head import PageHead
from ui.kit.palette import Entry
from ui.kit.rows import Column, RowList
from ui.kit.side_panel import SidePanel
from ui.kit.status import StatusBar
from ui.kit.text import PlainLabel, escaped_tooltip
from ui.kit.toast import Toast
from ui.places import (
    ACTIONS,
    DIRECTORY,
    HISTORY,
    MEETING,
    MEETINGS,
    SETTINGS,
    THIS_MONTH,
    Place,
)
from ui.window import MainWindow

UI = Path(__file__).resolve().parents[3] / "ui"
CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "blns.json"
STRINGS: list[str] = [one for one in json.loads(CORPUS.read_text("utf-8")) if "\x00" not in one]
MARKUP = "<b>bold</b> R&D <img src='x'> &amp; [*]"

pytestmark = pytest.mark.usefixtures("program")


class Line(NamedTuple):
    id: int
    text: str


def as_qt(text: str) -> str:
    """Return a text as it comes back from Qt, which takes a leading mark of byte order away."""
    return text.removeprefix("\ufeff").removeprefix("\ufffe")


def plain(text: str) -> str:
    """Return what a tooltip shows, read as Qt reads it."""
    document = QTextDocument()
    document.setHtml(text)
    return document.toPlainText()


def test_corpus_has_markup_in_it() -> None:
    assert len(STRINGS) > 500
    assert sum("<" in one for one in STRINGS) > 50


def test_label_shows_every_string_as_it_is(qtbot: QtBot) -> None:
    label = PlainLabel()
    qtbot.addWidget(label)
    for text in STRINGS:
        label.setText(text)
        assert label.text() == as_qt(text)
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_shortened_label_shows_the_whole_in_its_tooltip(qtbot: QtBot) -> None:
    label = PlainLabel(elides=True)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    text = MARKUP * 4
    label.setText(text)
    assert label.text() != text
    assert plain(label.toolTip()) == text
    assert label.accessibleName() == text
    label.setText("Short")
    assert (label.text(), label.toolTip()) == ("Short", "")


def test_tooltip_shows_every_string_as_it_is() -> None:
    assert escaped_tooltip("") == ""
    for text in STRINGS:
        tip = escaped_tooltip(text)
        if text:
            inside = tip.removeprefix("<p style='white-space: pre-wrap'>").removesuffix("</p>")
            assert "<" not in inside
            assert ">" not in inside
            assert unescape(inside) == text or "&#" in text
    assert plain(escaped_tooltip(MARKUP)) == MARKUP


def test_list_shows_every_string_as_it_is(qtbot: QtBot) -> None:
    rows = RowList((Column("Text", lambda row: row.text),), name="strings")
    qtbot.addWidget(rows)
    rows.resize(400, 300)
    rows.show()
    rows.set_rows([Line(number, text) for number, text in enumerate(STRINGS)])
    model = rows.model()
    role = Qt.ItemDataRole
    for number, text in enumerate(STRINGS):
        index = model.index(number, 0)
        assert index.data() == as_qt(text)
        assert index.data(role.ToolTipRole) == as_qt(escaped_tooltip(text))
    for number in range(0, len(STRINGS), 8):
        rows.scrollTo(model.index(number, 0))
        rows.grab()  # draws them


def labels_of(widget: QWidget) -> list[QLabel]:
    return widget.findChildren(QLabel)


def test_no_label_of_the_kit_reads_markup(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    home.resize(900, 600)
    panel = SidePanel(home)
    panel.open_with(MARKUP, MARKUP, PlainLabel(MARKUP, wraps=True))
    head = PageHead(MARKUP)
    head.show_words(MARKUP, MARKUP)
    form = Form()
    form.add(Field("Label", LineField(), name="one", help=MARKUP)).show_error(MARKUP)
    form.show_message(MARKUP)
    made: list[QWidget] = [
        panel,
        head,
        Card(MARKUP, name="card"),
        FormDialog(MARKUP, form, accept="Save", parent=home),
        Confirm(MARKUP, MARKUP, "Yes", parent=home),
        Toast(MARKUP, "Undo", None, home),
    ]
    for one in made:
        found = labels_of(one)
        assert found
        for label in found:
            assert label.textFormat() is Qt.TextFormat.PlainText, one
        assert any(getattr(label, "_whole", "") == MARKUP for label in found), one
        if one.parent() is None:
            qtbot.addWidget(one)


def words_on(button: QAbstractButton) -> str:
    """Return the words as a button draws them: a single ampersand underlines what follows."""
    return button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")


def test_ampersands_in_names_are_drawn(qtbot: QtBot) -> None:
    several = MultiChoice([(1, "R&D"), (2, "A && B")])
    status = StatusBar()
    status.show_person("Ann & Ben · Secretariat")
    for one in (several, status):
        qtbot.addWidget(one)
    boxes = [words_on(box) for box in several.findChildren(QAbstractButton)]
    assert boxes == ["R&D", "A && B"]
    assert words_on(status.person) == "Ann & Ben · Secretariat"


def test_choices_show_names_as_they_are(qtbot: QtBot) -> None:
    choice = ChoiceField([(1, MARKUP, "R&D"), (2, "Other")])
    qtbot.addWidget(choice)
    assert choice.itemText(0) == f"{MARKUP} · R&D"
    choice.set_value(1)
    assert choice.value() == 1


def test_palette_line_says_why_it_is_off() -> None:
    assert Entry("key", "x", MARKUP, "Command").behind == "Command"
    assert Entry("key", "x", MARKUP, "Command", disabled_reason="none yet").behind == "(none yet)"


def calls_in(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_only_the_kit_makes_labels_and_nobody_asks_with_message_boxes() -> None:
    for path in UI.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "QMessageBox" not in text, path
        in_kit = path.parent.name == "kit"
        names = {name_of(call) for call in calls_in(path)}
        assert "QLabel" not in names or (in_kit and path.name == "text.py"), path
        banned = {"setHtml", "insertHtml", "setMarkdown", "QTextBrowser", "QTextEdit"}
        assert not names & banned, path


def test_every_tooltip_is_escaped_or_our_own_words() -> None:
    found = 0
    for path in UI.rglob("*.py"):
        for call in calls_in(path):
            if name_of(call) not in {"setToolTip", "setStatusTip", "setWhatsThis"}:
                continue
            found += 1
            given = call.args[0]
            options = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
            for one in options:
                is_own = isinstance(one, ast.Constant)
                is_safe = isinstance(one, ast.Call) and name_of(one) == "escaped_tooltip"
                assert is_own or is_safe, f"{path}:{one.lineno}"
    assert found > 3


def test_program_takes_no_text_format_but_plain() -> None:
    for path in UI.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for word in ("RichText", "AutoText", "MarkdownText"):
            assert word not in text, path


def test_whole_window_shows_hostile_names_as_they_are(
    window: MainWindow, desk: Board, qtbot: QtBot
) -> None:
    """The board, an agency, a person, a meeting, an item and an action item are called so."""
    state = desk.agencies["state"]
    item = desk.do(AddItem(meeting_id=desk.meeting_id, title=MARKUP, purpose=MARKUP))
    desk.do(AddNote(meeting_id=desk.meeting_id, item_id=item, text=MARKUP))
    desk.do(RecordDecision(meeting_id=desk.meeting_id, item_id=item, text=MARKUP))
    made = desk.do(
        AssignAction(
            title=MARKUP,
            lead_id=state,
            deliverable=MARKUP,
            due_on=date(2015, 7, 1),
            meeting_id=desk.meeting_id,
            item_id=item,
        )
    )
    today = date(2015, 7, 6)
    desk.do(RenameSeat(agency_id=state, name=MARKUP, abbreviation="R&D", valid_from=today))
    person = desk.do(AddPerson(name=MARKUP, agency_id=state, title=MARKUP))
    board = desk.session.board()
    rules = {name: getattr(board, name) for name in ReviseBoard.model_fields}
    window._desk.do(window, ReviseBoard(**{**rules, "name": MARKUP, "place": MARKUP}))
    for place in (
        Place(THIS_MONTH),
        Place(MEETINGS),
        Place(MEETING, desk.meeting_id, item),
        Place(ACTIONS, made),
        Place(DIRECTORY, person),
        Place(DIRECTORY, state),
        Place(HISTORY),
        Place(SETTINGS),
    ):
        window.go(place)
        QApplication.processEvents()
        wrong = [
            label.text()
            for label in window.findChildren(QLabel)
            if label.textFormat() is not Qt.TextFormat.PlainText and label.isVisible()
        ]
        assert wrong == []
        for button in window.findChildren(QAbstractButton):
            assert "<b>" not in button.text()
            if button.isVisible() and "R" in words_on(button):
                assert "RD" not in words_on(button)
    shown = {getattr(one, "_whole", "") for one in window.findChildren(PlainLabel)}
    assert any(text.startswith(MARKUP) for text in shown)
    assert window.page.name == SETTINGS
