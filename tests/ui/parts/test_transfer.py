"""Records for the archive, from the settings: by mouse, with what can go wrong."""

import zipfile
from pathlib import Path

from pytestqt.qtbot import QtBot

from board_app.domain.meeting import MeetingState
from board_app.services.meetings import ChangeMeetingState
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.parts.test_list_export import save
from ui.pages.settings.page import SettingsPage
from ui.places import SETTINGS, Place
from ui.window import MainWindow


def _asked(qtbot: QtBot, window: MainWindow) -> None:
    window.go(Place(SETTINGS))
    page = window.page
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(4)
    acting.push(qtbot, page, "export_transfer")


def test_board_without_held_meetings_has_no_records(window: MainWindow, qtbot: QtBot) -> None:
    _asked(qtbot, window)
    dialog = acting.dialog_of(window.page)

    dialog.accept_button.click()

    assert "No meeting was held yet" in dialog.form.fields["year"].error.text()
    dialog.reject()


def test_records_of_a_year_are_written(
    window: MainWindow, desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    for state in (MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        desk.do(ChangeMeetingState(id=desk.meeting_id, version=desk.meeting().version, state=state))
    _asked(qtbot, window)
    dialog = acting.dialog_of(window.page)
    dialog.form.fields["schedule"].set_value("DAA-1")
    dialog.accept_button.click()

    done = save(qtbot, window, tmp_path / "records.zip")

    assert "5 records of 2015" in done.words.text()
    done.accept()
    with zipfile.ZipFile(tmp_path / "records.zip") as archive:
        assert "DAA-1" in archive.read("records/data/metadata.json").decode()
        assert "records/data/meetings/2015-07/2015-07-minutes.pdf" in archive.namelist()
