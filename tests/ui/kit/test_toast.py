"""Short messages: at most two, with Undo, gone by themselves."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.toast import SHOWN_MS, ToastHost

pytestmark = pytest.mark.usefixtures("program")


@pytest.fixture
def host(qtbot: QtBot) -> Iterator[ToastHost]:
    window = QMainWindow()
    qtbot.addWidget(window)
    anchor = QWidget()
    window.setCentralWidget(anchor)
    window.resize(900, 600)
    with qtbot.waitExposed(window):
        window.show()
    made = ToastHost(window, anchor)
    yield made
    window.close()


def texts(host: ToastHost) -> list[str]:
    return [one.words.text() for one in host.shown()]


def test_newest_two_are_kept(host: ToastHost) -> None:
    for number in range(4):
        host.show_toast(f"Message {number}")
    assert texts(host) == ["Message 2", "Message 3"]


def test_they_stand_over_each_other_inside_the_page(host: ToastHost) -> None:
    host.show_toast("Older")
    host.show_toast("Newer " * 40)
    older, newer = host.shown()
    assert older.geometry().bottom() < newer.geometry().top()
    assert newer.geometry().bottom() < 600
    assert newer.width() <= 640
    host._anchor.window().resize(900, 500)
    assert newer.geometry().bottom() < 500


def test_button_does_its_thing_once_and_takes_the_message_away(
    host: ToastHost, qtbot: QtBot
) -> None:
    done: list[None] = []
    host.show_toast("Archived", action="Undo", on_action=lambda: done.append(None))
    (toast,) = host.shown()
    assert toast.button.isVisible()
    qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert done == [None]
    assert host.shown() == []


def test_only_the_newest_message_offers_undo(host: ToastHost) -> None:
    host.show_toast("Decision", action="Undo", on_action=_nothing)
    host.show_toast("Action item", action="Undo", on_action=_nothing)

    older, newer = host.shown()
    assert not older.button.isVisible(), "it would undo the action item"
    assert newer.button.isVisible()


def _nothing() -> None:
    """The button is not pressed."""


def test_message_without_an_action_has_no_button(host: ToastHost) -> None:
    host.show_toast("Not possible")
    (toast,) = host.shown()
    assert not toast.button.isVisible()
    names = [one.accessibleName() for one in toast.findChildren(QPushButton) if one.isVisible()]
    assert names == ["Close message"]


def test_it_goes_by_itself(host: ToastHost) -> None:
    host.show_toast("Saved")
    (toast,) = host.shown()
    assert toast.timer.isActive()
    assert toast.timer.interval() == SHOWN_MS == 8000
    toast.timer.timeout.emit()
    assert host.shown() == []


def test_it_can_be_closed(host: ToastHost, qtbot: QtBot) -> None:
    host.show_toast("Saved")
    (toast,) = host.shown()
    qtbot.mouseClick(toast.closer, Qt.MouseButton.LeftButton)
    assert host.shown() == []
