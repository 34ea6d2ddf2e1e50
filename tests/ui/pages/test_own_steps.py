"""One's own last steps on the history page: several taken back at once."""

from typing import cast

from pytestqt.qtbot import QtBot

from board_app.domain.agenda import AgendaItem
from board_app.services.agenda import ReviseItem
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, column, press, push
from tests.ui.conftest import MakePage
from ui.pages.history.page import HistoryPage
from ui.pages.history.steps import OwnSteps
from ui.places import HISTORY, Place


def opened(make_page: MakePage, qtbot: QtBot) -> tuple[HistoryPage, OwnSteps]:
    page = cast("HistoryPage", make_page(HistoryPage, Place(HISTORY)))
    push(qtbot, page, "own_steps")
    (steps,) = page.panel.findChildren(OwnSteps)
    return page, steps


def revise(desk: Board, item: AgendaItem, title: str) -> None:
    seen = desk.record(AgendaItem, item.id)
    desk.do(ReviseItem(id=item.id, version=seen.version, title=title, kind=item.kind, minutes=10))


def test_nothing_of_ones_own_says_so(desk: Board, make_page: MakePage, qtbot: QtBot) -> None:
    desk.engine.run("DELETE FROM undo_step")
    _, steps = opened(make_page, qtbot)
    assert not steps.list.rows()
    assert steps.list.empty_text == "There is nothing of yours to take back."
    assert not steps.take.isEnabled()


def test_all_down_to_the_chosen_one_are_taken_back(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    desk.engine.run("DELETE FROM undo_step")
    item = desk.item("0")
    for title in "123":
        revise(desk, item, title)
    page, steps = opened(make_page, qtbot)
    said = column(steps.list, 0)
    assert [one.partition(":")[0] for one in said] == [
        *["Change agenda item"] * 3,
        "Add agenda item",
    ]
    assert said[0].endswith("3"), "it says what was changed"
    steps.list.select_id(steps.list.rows()[1].id)
    assert steps.take.text() == "Take back 2 steps"
    told: list[str] = []
    page.desk.changed.connect(lambda changed: told.append(changed.label))
    press(qtbot, steps.list, KEY.Key_Return)
    assert desk.record(AgendaItem, item.id).title == "3", "the button says how many first"
    press(qtbot, steps.button, KEY.Key_Space)
    assert desk.record(AgendaItem, item.id).title == "1"
    assert told == ["Took back 2 steps"]
    assert len(steps.list.rows()) == 2
    assert page.desk.undo_now.redo == "Change agenda item"
    for _ in range(2):
        page.desk.redo()
    assert desk.record(AgendaItem, item.id).title == "3"


def test_it_stops_calmly_at_one_that_somebody_overtook(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    desk.engine.run("DELETE FROM undo_step")
    free, taken, last = desk.item("Free"), desk.item("Taken"), desk.item("Last")
    revise(desk, free, "Freed")
    revise(desk, taken, "Mine")
    revise(desk, last, "New")
    desk.become("Gus Amari")
    revise(desk, taken, "Theirs")
    desk.become("Ann Reed")
    page, steps = opened(make_page, qtbot)
    refused = acting.refusals(page)
    steps.list.select_id(steps.list.rows()[2].id)
    assert steps.take.text() == "Take back 3 steps"
    push(qtbot, page, "take_back_to")
    assert desk.record(AgendaItem, last.id).title == "Last"
    assert desk.record(AgendaItem, taken.id).title == "Theirs"
    assert desk.record(AgendaItem, free.id).title == "Freed", "it stopped before"
    assert "can't be taken back" in refused[0]
    assert len(steps.list.rows()) == 5
