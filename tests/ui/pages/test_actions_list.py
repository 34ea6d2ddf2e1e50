"""The list of action items: filters, words, and pages that come as they are needed."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from typing_extensions import override

from board_app.domain.action import ActionItem, ActionStatus
from board_app.domain.base import RecordId
from board_app.services.actions import ReviseAction
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import KEY, accept, column, dialog_of, fill, pick, press
from tests.ui.conftest import MakePage
from ui.page import Context
from ui.pages.actions.page import ActionsPage
from ui.places import ACTIONS, Place
from ui.work import InlineRunner

TODAY = date(2015, 7, 6)
LATE, SOON, FAR = TODAY - timedelta(days=4), date(2015, 7, 10), date(2015, 9, 1)


@pytest.fixture
def items(desk: Board) -> dict[str, ActionItem]:
    """Give one item of each kind by its title."""
    state, dod = desk.agencies["state"], desk.agencies["dod"]
    made = (
        desk.action("Options memo", lead_id=state, due_on=SOON),
        desk.action("Airlift memo", lead_id=dod, due_on=LATE),
        desk.action("Radio plan", lead_id=dod, due_on=FAR, supporting=[state]),
        desk.action("Hotline", lead_id=state),
        desk.action("Unowned", due_on=FAR),
    )
    return {one.title: one for one in made}


@pytest.fixture
def page(items: dict[str, ActionItem], make_page: MakePage) -> ActionsPage:
    return cast("ActionsPage", make_page(ActionsPage, Place(ACTIONS)))


def titles(page: ActionsPage) -> list[str]:
    return column(page.list, 1)


def choose(page: ActionsPage, item: ActionItem) -> None:
    page.list.setFocus()
    assert page.list.select_id(item.id)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("late", {"Airlift memo"}),
        ("all", {"Airlift memo", "Options memo", "Radio plan", "Hotline", "Unowned"}),
        ("no longer open", {"Radio plan", "Hotline"}),
        (ActionStatus.CLOSED.value, {"Radio plan"}),
    ],
)
def test_lists_can_be_narrowed(
    page: ActionsPage,
    items: dict[str, ActionItem],
    shown: str,
    expected: set[str],
    qtbot: QtBot,
) -> None:
    choose(page, items["Radio plan"])
    press(qtbot, page.list, KEY.Key_F)
    dialog = dialog_of(page)
    pick(dialog, status=ActionStatus.CLOSED.value)
    fill(qtbot, dialog, text="Done", evidence="The plan is printed")
    accept(qtbot, dialog)
    choose(page, items["Hotline"])
    press(qtbot, page.list, KEY.Key_F)
    pick(dialog_of(page), status=ActionStatus.CANCELLED.value)
    fill(qtbot, dialog_of(page), reason="Not needed")
    accept(qtbot, dialog_of(page))
    assert not acting.has_dialog(page), acting.said(page)

    page.filters.shown.set_value(shown)
    page.filters.shown.edited.emit()

    assert set(titles(page)) == expected


def test_agency_filter_takes_leads_and_supporters(page: ActionsPage, desk: Board) -> None:
    page.filters.agency.set_value(desk.agencies["state"])
    page.filters.agency.edited.emit()
    assert set(titles(page)) == {"Options memo", "Radio plan", "Hotline"}


def test_words_are_found_once_typing_rests(page: ActionsPage, qtbot: QtBot) -> None:
    page.filters.words.setFocus()
    qtbot.keyClicks(page.filters.words, "memo")
    qtbot.waitUntil(lambda: set(titles(page)) == {"Airlift memo", "Options memo"})
    qtbot.keyClicks(page.filters.words, "randum of nobody")
    qtbot.waitUntil(lambda: titles(page) == [])
    assert page.list.empty_text.startswith("No action item matches.")


def many(desk: Board, number: int) -> list[RecordId]:
    return [desk.action(f"Item {at}", due_on=FAR).id for at in range(number)]


def test_a_long_list_has_its_true_length_and_comes_as_it_is_seen(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    made = many(desk, 430)
    page = cast("ActionsPage", make_page(ActionsPage, Place(ACTIONS)))
    assert page.card.count.text() == "430 items"
    assert len(page.list.rows()) == 430
    assert page.list.row_at(0) is not None
    assert page.list.row_at(429) is None, "nobody looked there yet"

    press(qtbot, page.list, KEY.Key_End)
    assert page.list.selected_id() == made[-1]
    qtbot.waitUntil(lambda: page.list.row_at(429) is not None)
    assert titles(page)[429] == "Item 429"
    assert page.list.row_at(210) is None, "what was passed over is not read"


def test_a_change_keeps_place_and_selection_and_shows_itself(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    made = many(desk, 430)
    page = cast("ActionsPage", make_page(ActionsPage, Place(ACTIONS)))
    press(qtbot, page.list, KEY.Key_End)
    qtbot.waitUntil(lambda: page.list.row_at(429) is not None)
    top = page.list.verticalScrollBar().value()
    item = desk.record(ActionItem, made[-1])
    desk.do(ReviseAction(id=item.id, version=item.version, title="Other words", due_on=FAR))
    desk.action("One more", due_on=FAR)
    page.reload()

    assert len(page.list.rows()) == 431
    assert page.list.verticalScrollBar().value() == top
    assert page.list.selected_id() == made[-1]
    assert titles(page)[429] == "Other words", "what is seen is fresh at once"


def test_panel_opens_once_its_row_has_come(desk: Board, make_page: MakePage, qtbot: QtBot) -> None:
    many(desk, 430)
    page = cast("ActionsPage", make_page(ActionsPage, Place(ACTIONS)))
    press(qtbot, page.list, KEY.Key_End)
    press(qtbot, page.list, KEY.Key_Return)
    qtbot.waitUntil(lambda: page.list.row_at(429) is not None)
    press(qtbot, page.list, KEY.Key_Return)
    assert page.panel.title.text() == "Item 429"


class LateRunner(InlineRunner):
    """Answers only when it is told to, like a busy store."""

    def __init__(self) -> None:
        super().__init__()
        self.held: list[Callable[[], None]] | None = None

    @override
    def submit(self, owner: QObject, work: Any, **rest: Any) -> None:
        run = partial(super().submit, owner, work, **rest)
        if self.held is None:
            run()
        else:
            self.held.append(run)


def test_rows_for_an_older_filter_are_dropped(
    desk: Board, make_page: MakePage, qtbot: QtBot, context: Context
) -> None:
    many(desk, 430)
    only = desk.action("Only this", lead_id=desk.agencies["doj"], due_on=FAR)
    runner = LateRunner()
    context.desk._runner = runner
    page = cast("ActionsPage", make_page(ActionsPage, Place(ACTIONS)))
    runner.held = []
    press(qtbot, page.list, KEY.Key_End)
    qtbot.waitUntil(lambda: bool(runner.held))  # the last page was asked for

    page.filters.agency.set_value(desk.agencies["doj"])
    page.filters.agency.edited.emit()
    held, runner.held = runner.held, None
    for run in reversed(held):
        run()

    assert len(held) == 3
    assert [row.id for row in page.list.rows()] == [only.id]
    assert page.card.count.text() == "1 item"
