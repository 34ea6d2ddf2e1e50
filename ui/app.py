"""The application: its look, its pages, and the first window."""

import gc
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from board_app.services.outside import Outside
from board_app.services.served import ServedPlace
from ui.opening.doors import Doors
from ui.page import Context, Page
from ui.places import (
    ACTIONS,
    BIN,
    CLEARANCE,
    COUNTRIES,
    COUNTRY,
    DIRECTORY,
    HELP,
    HISTORY,
    INTAKE,
    MEETING,
    MEETINGS,
    REVIEW,
    SEARCH,
    SETTINGS,
    THIS_MONTH,
)
from ui.theme.service import Theme
from ui.window import Pages
from ui.work import ThreadRunner

_SETTLED_MS = 1000  # the first page has been painted by then


def application(outside: Outside) -> QApplication:
    """Return the application in the looks this person likes."""
    made = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(made, QApplication)  # noqa: S101  (nothing else makes one)
    made.setApplicationName("Upstream")
    made.setApplicationDisplayName("Upstream")
    made.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    memory = outside.memory.now
    look = made.findChild(Theme) or Theme(made, is_dressed=False)
    look.show(memory.theme, memory.density)
    return made


def run(outside: Outside, path: Path | ServedPlace | None, passphrase: str | None) -> int:
    """Show the window until it is closed; returns the exit code."""
    made = application(outside)
    doors = Doors(outside, pages(), ThreadRunner)
    QTimer.singleShot(_SETTLED_MS, _collect_again)
    try:
        return made.exec() if doors.begin(path, passphrase) else 0
    finally:
        doors.stop()


def _collect_again() -> None:
    """Let Python's collector do its rounds; what was loaded at the start stays anyway."""
    gc.freeze()
    gc.enable()


def pages() -> Pages:
    """Return the makers of all pages; a page's code is loaded on its first visit."""
    return {
        THIS_MONTH: _this_month,
        MEETINGS: _meetings,
        MEETING: _meeting,
        CLEARANCE: _clearance,
        ACTIONS: _actions,
        SEARCH: _search,
        COUNTRIES: _countries,
        COUNTRY: _country,
        REVIEW: _review,
        DIRECTORY: _directory,
        HISTORY: _history,
        BIN: _bin,
        INTAKE: _intake,
        SETTINGS: _settings,
        HELP: _help,
    }


# Each page is imported when it is first shown: the first window is there that much sooner.
def _this_month(context: Context) -> Page:
    from ui.pages.this_month.page import ThisMonthPage  # noqa: PLC0415

    return ThisMonthPage(context)


def _meetings(context: Context) -> Page:
    from ui.pages.meetings.page import MeetingsPage  # noqa: PLC0415

    return MeetingsPage(context)


def _clearance(context: Context) -> Page:
    from ui.pages.clearance.page import ClearancePage  # noqa: PLC0415

    return ClearancePage(context)


def _meeting(context: Context) -> Page:
    from ui.pages.meeting.page import MeetingPage  # noqa: PLC0415

    return MeetingPage(context)


def _actions(context: Context) -> Page:
    from ui.pages.actions.page import ActionsPage  # noqa: PLC0415

    return ActionsPage(context)


def _search(context: Context) -> Page:
    from ui.pages.search.page import SearchEverything  # noqa: PLC0415

    return SearchEverything(context)


def _countries(context: Context) -> Page:
    from ui.pages.countries.page import CountriesPage  # noqa: PLC0415

    return CountriesPage(context)


def _country(context: Context) -> Page:
    from ui.pages.country.page import CountryPage  # noqa: PLC0415

    return CountryPage(context)


def _review(context: Context) -> Page:
    from ui.pages.review.page import ReviewPage  # noqa: PLC0415

    return ReviewPage(context)


def _directory(context: Context) -> Page:
    from ui.pages.directory.page import DirectoryPage  # noqa: PLC0415

    return DirectoryPage(context)


def _history(context: Context) -> Page:
    from ui.pages.history.page import HistoryPage  # noqa: PLC0415

    return HistoryPage(context)


def _bin(context: Context) -> Page:
    from ui.pages.bin import BinPage  # noqa: PLC0415

    return BinPage(context)


def _intake(context: Context) -> Page:
    from ui.pages.intake.page import IntakePage  # noqa: PLC0415

    return IntakePage(context)


def _settings(context: Context) -> Page:
    from ui.pages.settings.page import SettingsPage  # noqa: PLC0415

    return SettingsPage(context)


def _help(context: Context) -> Page:
    from ui.pages.help import HelpPage  # noqa: PLC0415

    return HelpPage(context)
