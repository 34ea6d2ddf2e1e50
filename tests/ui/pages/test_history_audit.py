"""The history as an audit: filters, how many, what goes out, and whether the chain holds."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board_app.domain.action import ActionItem
from board_app.services.archive import Archive
from board_app.services.history_rows import ChainPart
from tests.desk import Desk as Board
from tests.ui.acting import KEY, column, press, push, said
from tests.ui.conftest import MakePage
from ui.pages.history.page import HistoryPage
from ui.places import HISTORY, Place


@pytest.fixture
def page(desk: Board, make_page: MakePage) -> HistoryPage:
    """Give the page over changes of two persons on three days."""
    memo = desk.action("Memo")
    desk.clock.go(timedelta(days=1))
    desk.become("Gus Amari")
    desk.action("Paper")
    desk.item("Mali")
    desk.clock.go(timedelta(days=1))
    desk.become("Ann Reed")
    now = desk.record(ActionItem, memo.id)
    desk.do(Archive(table="action_item", id=now.id, version=now.version))
    return cast("HistoryPage", make_page(HistoryPage, Place(HISTORY)))


def count(page: HistoryPage) -> str:
    return page.card.count.text()


def test_person_and_kind_narrow_it(page: HistoryPage) -> None:
    page.filters.person.set_value("Gus Amari")
    page.filters.person.edited.emit()
    assert column(page.list, 1) == ["Gus Amari"] * 2
    assert count(page) == "2 changes"
    page.filters.kind.set_value("agenda_item")
    page.filters.kind.edited.emit()
    assert count(page) == "1 change"
    assert "Mali" in column(page.list, 3)[0]
    page.clear.trigger()
    assert page.filters.person.value() is None
    assert len(page.list.rows()) > 100


def test_days_are_those_of_the_board_and_both_count(page: HistoryPage, qtbot: QtBot) -> None:
    page.filters.start.set_value(date(2015, 7, 7))
    page.filters.end.set_value(date(2015, 7, 7))
    qtbot.waitUntil(lambda: count(page) == "2 changes")
    page.filters.end.set_value(date(2015, 7, 8))
    qtbot.waitUntil(lambda: count(page) == "3 changes")
    # What is no day yet filters nothing, and says nothing.
    page.filters.start.line.setText("som")
    qtbot.waitUntil(lambda: count(page) not in {"2 changes", "3 changes"})


def test_nothing_found_says_how_to_go_on(page: HistoryPage, qtbot: QtBot) -> None:
    page.filters.words.setText("zzz")
    qtbot.waitUntil(lambda: count(page) == "0 changes")
    assert page.list.empty_text.startswith("No change matches.")


def test_five_thousand_changes_have_their_place(
    desk: Board, make_page: MakePage, qtbot: QtBot
) -> None:
    first = desk.action("Memo")
    with desk.session.store.work(desk.session.actor, "Prepare") as work:
        for number in range(5000):
            work.add(first.revised(id=0, version=0, reference=f"B-2015-{number:05}"))
    page = cast("HistoryPage", make_page(HistoryPage, Place(HISTORY)))
    total = len(page.list.rows())
    assert total > 5000
    assert count(page) == f"{total:,} changes"
    press(qtbot, page.list, KEY.Key_End)
    qtbot.waitUntil(lambda: page.list.selected_row() is not None)
    assert page.list.selected_id() == 1
    push(qtbot, page, "check_chain")
    assert f"All {total:,} changes fit together" in page.chain.words.text()


def test_list_goes_out_as_it_is_filtered(page: HistoryPage, tmp_path: Path) -> None:
    page.filters.person.set_value("Gus Amari")
    target = tmp_path / "history.csv"
    wanted = page.wanted()
    page.context.outside.write_list(page.desk.session, "history", target, wanted)
    rows = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
    assert [row[2] for row in rows[1:]] == ["Gus Amari"] * 2


def test_chain_says_its_end_and_is_copied(page: HistoryPage, desk: Board, qtbot: QtBot) -> None:
    head = desk.session.reading.history.head()
    assert page.chain.words.text() == (
        f"The last change is number {head.number:,}, seal {head.seal[:12]}."
    )
    push(qtbot, page, "copy_seal")
    assert QApplication.clipboard().text() == f"{head.number} {head.seal}"
    push(qtbot, page, "check_chain")
    assert page.chain.words.text() == (
        f"All {head.number:,} changes fit together; the last is number {head.number:,}, "
        f"seal {head.seal[:12]}."
    )
    desk.item("Chad")
    page.reload()
    assert page.chain.words.text().startswith(f"The last change is number {head.number + 1:,}")


def test_change_that_does_not_fit_is_named_and_shown(
    page: HistoryPage, desk: Board, qtbot: QtBot
) -> None:
    number = desk.session.reading.history.head().number - 1
    # As somebody would who has the file, its passphrase and a plain program for databases.
    desk.engine.run("DROP TRIGGER audit_stays")
    desk.engine.run("UPDATE audit SET person = 'Nobody' WHERE id = :id", {"id": number})
    page.filters.person.set_value("Ann Reed")
    push(qtbot, page, "check_chain")
    assert f"change {number:,} does not fit" in page.chain.words.text()
    assert page.list.selected_id() == number
    assert page.panel.isVisible()
    assert "Nobody" in " ".join(said(page.panel))


def test_check_goes_on_in_parts_and_ends_where_the_history_does(desk: Board) -> None:
    history = desk.session.reading.history
    done, parts = ChainPart(), 0
    while (now := history.chain(done, limit=50)) != done:
        done, parts = now, parts + 1
    assert done == history.head()
    assert parts > 2
