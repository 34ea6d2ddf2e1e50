"""A PNG of every page, for looking at and for the handbook."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from board_app.domain.errors import StorageUnavailable
from board_app.domain.person import Role
from board_app.services.outside import Outside
from board_app.services.session import Session
from ui.app import application, pages
from ui.desk import Desk
from ui.page import Context
from ui.places import ACTIONS, BIN, COUNTRY, MEETING, REVIEW, Navigator, Place
from ui.theme.service import theme as looks
from ui.window import ENTRIES, MainWindow
from ui.work import InlineRunner

_ROUNDS = 12


def take(
    outside: Outside,
    path: Path,
    passphrase: str,
    folder: Path,
    *,
    theme: str,
    size: tuple[int, int],
) -> list[Path]:
    """Open a board, show each page once and save what it looks like."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = application(outside)
    looks().show(theme, outside.memory.now.density)
    looks().dress()
    session = outside.open_board(path, passphrase)
    desk = Desk(session, InlineRunner())
    context = Context(desk, Navigator(), outside)
    _act_as_secretariat(desk, session)
    window = MainWindow(context, pages())
    window.resize(*size)
    window.show()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return [
            _save(window, folder / f"{name}-{theme}.png", made)
            for name, show in _stations(window, session)
            if show() is None
        ]
    finally:
        window.close()
        desk.close()


def _stations(window: MainWindow, session: Session) -> list[tuple[str, Callable[[], None]]]:
    def going(place: Place) -> Callable[[], None]:
        return lambda: window.go(place)

    stations = [(entry.page, going(Place(entry.page))) for entry in ENTRIES]
    reading = session.reading.meetings
    today = session.board().today
    held, ahead = reading.last_meeting(today), reading.next_meeting(today)
    if held is not None:
        # The item with a decision shows the most of what a meeting records.
        decided = session.reading.minutes.decisions(held.id)
        item_id = decided[0].item_id if decided else None
        stations.append(("meeting-held", going(Place(MEETING, held.id, item_id))))
    countries = session.reading.countries
    reviews = countries.reviews()
    if reviews:
        newest = reviews[0]
        stations.append(("country", going(Place(COUNTRY, newest.country_id))))
        stations.append(("review", going(Place(REVIEW, newest.id))))
        frozen = next((one for one in reviews if one.state.is_frozen), newest)
        stations.append(("review-adopted", going(Place(REVIEW, frozen.id))))
    stations.append(("bin", going(Place(BIN))))
    stations.append(("actions-board", lambda: _as_board(window)))
    if ahead is not None:
        stations.append(("meeting-ahead", going(Place(MEETING, ahead.id))))
    return stations


def _as_board(window: MainWindow) -> None:
    """Show the action items as cards, from the list that was shown before."""
    window.go(Place(ACTIONS))
    next(made for made in window.page.actions() if made.objectName() == "show_board").trigger()


def _act_as_secretariat(desk: Desk, session: Session) -> None:
    for person in session.reading.directory.people(session.board().today):
        if person.role is Role.SECRETARIAT:
            desk.become(person)
            return


def _save(window: QWidget, target: Path, made: QApplication) -> Path:
    # Each layout asks for the next one below it; a few rounds settle all of them.
    for _ in range(_ROUNDS):
        made.sendPostedEvents()
    if not window.grab().save(str(target)):
        raise StorageUnavailable(f"{target.name} can't be written. Is the folder there?")
    return target
