"""Lists: selected by id, moved by asking, drawn only where they are seen."""

from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.rows import ChipLook, Column, RowList, Tail
from ui.theme.service import theme

pytestmark = pytest.mark.usefixtures("program")
KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


class Line(NamedTuple):
    id: int
    text: str


def lines(count: int) -> list[Line]:
    return [Line(number, f"Line {number}") for number in range(count)]


@pytest.fixture
def rows(qtbot: QtBot) -> RowList:
    made = RowList((Column("Text", lambda row: row.text),), name="lines", movable=True)
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    QApplication.processEvents()
    return made


def test_selection_follows_the_id_and_not_the_row(rows: RowList) -> None:
    rows.set_rows(lines(5))
    rows.select_id(3)
    rows.set_rows([Line(9, "New"), *reversed(lines(5))])
    assert rows.selected_id() == 3
    assert rows.currentIndex().row() == 2

    rows.clearFocus()
    rows.set_rows(lines(2))
    assert rows.selected_id() is None
    assert not rows.select_id(3)


def test_row_that_comes_into_the_place_is_selected_while_the_list_has_the_focus(
    rows: RowList, qtbot: QtBot
) -> None:
    """Else a key after Del would begin at the top again."""
    rows.setFocus()
    rows.set_rows(lines(5))
    assert rows.selected_id() == 0, "rows may come after the focus"
    rows.select_id(3)
    rows.set_rows([row for row in lines(5) if row.id != 3])
    assert rows.selected_id() == 4
    rows.set_rows(lines(2))
    assert rows.selected_id() == 1


def test_change_of_the_selected_row_is_told_once(rows: RowList) -> None:
    rows.set_rows(lines(3))
    rows.select_id(1)
    told: list[object] = []
    rows.row_selected.connect(told.append)
    rows.set_rows(lines(3))
    assert told == [], "nothing changed"
    rows.set_rows([Line(0, "Line 0"), Line(1, "Other words")])
    assert told == [Line(1, "Other words")]
    rows.set_rows([])
    assert told[1:] == [None]


def test_focus_selects_the_first_row(rows: RowList) -> None:
    rows.clearFocus()
    rows.set_rows(lines(3))
    assert rows.selected_id() is None
    rows.setFocus()
    assert rows.selected_id() == 0


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([KEY.Key_Down], 1),
        ([KEY.Key_J, KEY.Key_J], 2),
        ([KEY.Key_J, KEY.Key_K, KEY.Key_K], 0),
        ([KEY.Key_End], 4),
        ([KEY.Key_End, KEY.Key_J], 4),
        ([KEY.Key_End, KEY.Key_Home], 0),
    ],
)
def test_keys_move_the_selection(
    rows: RowList, qtbot: QtBot, keys: list[Qt.Key], expected: int
) -> None:
    rows.set_rows(lines(5))
    rows.setFocus()
    for key in keys:
        qtbot.keyClick(rows, key)
    assert rows.selected_id() == expected


def test_keys_of_an_empty_list_do_nothing(rows: RowList, qtbot: QtBot) -> None:
    rows.setFocus()
    for key in (KEY.Key_J, KEY.Key_K, KEY.Key_Home, KEY.Key_End, KEY.Key_Return, KEY.Key_Down):
        qtbot.keyClick(rows, key)
    assert rows.selected_row() is None


def test_enter_and_double_click_activate(rows: RowList, qtbot: QtBot) -> None:
    rows.set_rows(lines(3))
    rows.setFocus()
    told: list[Line] = []
    rows.row_activated.connect(told.append)
    qtbot.keyClick(rows, KEY.Key_Return)
    place = rows.visualRect(rows.model().index(2, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [one.id for one in told] == [0, 2]


def test_alt_arrows_only_ask_for_a_move(rows: RowList, qtbot: QtBot) -> None:
    rows.set_rows(lines(3))
    rows.select_id(1)
    told: list[tuple[int, int]] = []
    rows.row_moved.connect(told.append)
    rows.setFocus()
    qtbot.keyClick(rows, KEY.Key_Up, ALT)
    qtbot.keyClick(rows, KEY.Key_Down, ALT)
    assert told == [(1, 0), (1, 2)]
    assert [row.id for row in rows.rows()] == [0, 1, 2], "the store moves it, not the list"
    rows.select_id(0)
    qtbot.keyClick(rows, KEY.Key_Up, ALT)
    assert len(told) == 2, "the first can't go higher"


def test_only_rows_that_are_seen_are_asked_for_their_text(qtbot: QtBot) -> None:
    asked: list[int] = []

    def text(row: Line) -> str:
        asked.append(row.id)
        return row.text

    made = RowList((Column("Text", text),), name="many")
    qtbot.addWidget(made)
    made.resize(400, 340)
    with qtbot.waitExposed(made):
        made.show()
    made.set_rows(lines(5000))
    made.viewport().repaint()
    QApplication.processEvents()

    seen = made.viewport().height() // theme().density.row + 2
    assert 0 < len(set(asked)) <= seen
    assert max(asked) <= seen
    asked.clear()
    made.verticalScrollBar().setValue(made.verticalScrollBar().maximum())
    made.viewport().repaint()
    QApplication.processEvents()
    assert min(asked) > 4900


def test_selection_far_down_is_in_view_and_stays(rows: RowList) -> None:
    rows.set_rows(lines(5000))
    rows.select_id(4321)
    index = rows.model().index(4321, 0)
    assert rows.viewport().rect().intersects(rows.visualRect(index))
    at = rows.verticalScrollBar().value()
    rows.set_rows([*lines(5000), Line(9999, "New")])
    assert rows.selected_id() == 4321
    assert rows.verticalScrollBar().value() == at


def test_more_is_asked_for_near_the_end_only(rows: RowList) -> None:
    asked: list[None] = []
    rows.more_asked.connect(lambda: asked.append(None))
    rows.set_rows(lines(500))
    rows.verticalScrollBar().setValue(100)
    assert asked == []
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum())
    assert asked


def test_list_that_fits_is_as_tall_as_its_rows(qtbot: QtBot) -> None:
    made = RowList((Column("Text", lambda row: row.text),), name="few", fits=True)
    qtbot.addWidget(made)
    made.empty_text = "Nothing yet."
    made.set_rows([])
    row = theme().density.row
    assert made.height() == row, "room for the sentence"
    made.set_rows(lines(3))
    assert made.height() == 3 * row + made.horizontalHeader().height()
    theme().show("light", "compact")
    try:
        assert made.height() == 3 * 26 + made.horizontalHeader().height()
    finally:
        theme().show("light", "comfortable")


def test_sentence_is_drawn_where_nothing_is(rows: RowList) -> None:
    rows.set_rows([])
    bare = rows.viewport().grab().toImage()
    rows.empty_text = "Nothing is late."
    said = rows.viewport().grab().toImage()
    assert said != bare
    rows.set_rows(lines(1))
    assert not rows.horizontalHeader().isHidden()


def test_narrow_list_drops_the_columns_that_may_go(qtbot: QtBot) -> None:
    made = RowList(
        (
            Column("Text", lambda row: row.text),
            Column("More", lambda _: "more", width=90, drops_below=300),
        ),
        name="two",
    )
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    assert not made.isColumnHidden(1)
    made.resize(250, 200)
    assert made.isColumnHidden(1)
    assert made.minimumSizeHint().width() < 150, "what may go needs no room"


def test_chip_is_spoken_with_the_cell(qtbot: QtBot) -> None:
    made = RowList(
        (Column("Due", lambda _: "1 Jul", chip=lambda _: ChipLook("4 d late", "danger")),),
        name="chips",
    )
    qtbot.addWidget(made)
    made.set_rows(lines(1))
    index = made.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "4 d late 1 Jul"


def test_tail_takes_room_where_there_is_one(qtbot: QtBot) -> None:
    def papers(row: Line) -> Tail | None:
        return Tail("paperclip", "2", "2 papers") if row.id else None

    made = RowList((Column("Text", lambda row: row.text, tail=papers),), name="tails")
    qtbot.addWidget(made)
    made.resize(120, 120)
    long = "A title that is longer than its cell"
    made.set_rows([Line(0, long), Line(1, long)])
    said = [made.model().index(y, 0).data(Qt.ItemDataRole.AccessibleTextRole) for y in (0, 1)]
    assert said == [long, f"{long}, 2 papers"]

    with qtbot.waitExposed(made):
        made.show()
    made.grab()
    looks = made._delegate._looks
    assert looks is not None
    widths = sorted(width for text, width, _ in looks.cut if text == long)
    assert widths[0] < widths[-1] - 16, "the row without papers keeps its room"


def test_tab_leaves_the_list(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    row = QHBoxLayout(home)
    made = RowList((Column("Text", lambda one: one.text),), name="lines")
    button = QPushButton("After")
    row.addWidget(made)
    row.addWidget(button)
    with qtbot.waitExposed(home):
        home.show()
    home.activateWindow()
    made.set_rows(lines(3))
    made.setFocus()
    qtbot.keyClick(made, KEY.Key_Tab)
    assert QApplication.focusWidget() is button


def test_click_beside_the_rows_keeps_the_selection(rows: RowList, qtbot: QtBot) -> None:
    rows.set_rows(lines(2))
    rows.select_id(1)
    below = QPoint(20, rows.viewport().height() - 5)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert rows.selected_id() == 1
