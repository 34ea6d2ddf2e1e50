"""Records for the archive, from the settings: written beside the store, whole or not at all."""

import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from board_app import bootstrap
from board_app.domain.meeting import MeetingState
from board_app.services.agenda import AddItem
from board_app.services.changes import Outcome
from board_app.services.meetings import ChangeMeetingState
from board_app.services.papers.making import DraftPaper, MadePaper
from board_app.services.progress import Progress
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import CONTROL, KEY
from ui.page import Context
from ui.pages.settings.page import SettingsPage
from ui.parts.export import ExportedDialog
from ui.parts.transfer import TransferDialog
from ui.places import SETTINGS, Place
from ui.window import MainWindow


def asked(qtbot: QtBot, window: MainWindow) -> TransferDialog:
    window.go(Place(SETTINGS))
    page = window.page
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(4)
    acting.push(qtbot, page, "export_transfer")
    dialog = acting.dialog_of(page)
    assert isinstance(dialog, TransferDialog)
    return dialog


@pytest.fixture
def held(desk: Board) -> Board:
    """Give a board that held its first meeting."""
    for state in (MeetingState.IN_SESSION, MeetingState.ADJOURNED):
        desk.do(ChangeMeetingState(id=desk.meeting_id, version=desk.meeting().version, state=state))
    return desk


def test_board_without_held_meetings_has_no_records(window: MainWindow, qtbot: QtBot) -> None:
    dialog = asked(qtbot, window)

    acting.accept(qtbot, dialog)

    assert "No meeting was held yet" in acting.problem(dialog, "year")
    dialog.reject()


def test_records_of_a_year_are_written(
    window: MainWindow, held: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = asked(qtbot, window)
    assert dialog.form.fields["file_name"].value() == "records 2015.zip"
    acting.fill(qtbot, dialog, schedule="DAA-1")
    acting.press(qtbot, dialog, KEY.Key_B, CONTROL)
    (system,) = (one for one in dialog.findChildren(QFileDialog) if one.isVisible())
    line = acting.seen(system, QLineEdit, "fileNameEdit")
    line.setText(str(tmp_path / "records"))
    qtbot.keyClick(line, KEY.Key_Return)

    acting.accept(qtbot, dialog)

    (done,) = (one for one in window.findChildren(ExportedDialog) if one.isVisible())
    assert "5 records of 2015" in done.words.text()
    assert f"is in {tmp_path}." in done.words.text()
    done.accept()
    with zipfile.ZipFile(tmp_path / "records.zip") as archive:
        assert "DAA-1" in archive.read("records/data/metadata.json").decode()
        assert "records/data/meetings/2015-07/2015-07-minutes.pdf" in archive.namelist()


def test_name_that_is_offered_goes_with_the_year_and_one_that_was_typed_stays(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = TransferDialog(window.page, [2015, 2014])
    name, year = dialog.form.fields["file_name"], dialog.form.fields["year"]
    for wanted, shown in ((2014, "records 2014.zip"), (2015, "records 2015.zip")):
        year.set_value(wanted)
        year.editor.edited.emit()  # type: ignore[attr-defined]  # a choice
        assert name.value() == shown
    name.set_value("mine.zip")
    year.set_value(2014)
    year.editor.edited.emit()  # type: ignore[attr-defined]  # a choice
    assert name.value() == "mine.zip"
    dialog.reject()


@dataclass
class Gate:
    """Holds the making of papers up: `reached` is set before the second one."""

    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)
    papers: int = 0


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made, make = Gate(), bootstrap.make_paper

    def gated(draft: DraftPaper, progress: Progress | None = None) -> MadePaper:
        made.papers += 1
        if made.papers == 2:
            made.reached.set()
            assert made.opened.wait(60)
        return make(draft, progress)

    monkeypatch.setattr(bootstrap, "make_paper", gated)
    yield made
    made.opened.set()


@pytest.fixture
def working(
    threaded: Context, held: Board, gate: Gate, qtbot: QtBot, tmp_path: Path
) -> TransferDialog:
    """Give the dialog while it makes the second record of five, on threads of their own."""
    page = SettingsPage(threaded)
    qtbot.addWidget(page)
    page.show()
    dialog = TransferDialog(page, [2015])
    dialog.form.fields["folder"].set_value(str(tmp_path))
    dialog.open()
    acting.accept(qtbot, dialog)
    qtbot.waitUntil(gate.reached.is_set, timeout=60_000)
    return dialog


def target_of(dialog: TransferDialog) -> Path:
    fields = dialog.form.fields
    return Path(fields["folder"].value(), fields["file_name"].value())


def test_others_save_while_records_are_made(
    working: TransferDialog, threaded: Context, held: Board, gate: Gate, qtbot: QtBot
) -> None:
    saved: list[Outcome] = []
    wanted = AddItem(meeting_id=held.meeting_id, title="Meanwhile")
    threaded.desk.do(working, wanted, done=saved.append)
    qtbot.waitUntil(lambda: bool(saved), timeout=20_000)

    assert gate.papers == 2, "the record is still being made"
    qtbot.waitUntil(lambda: working.line.words.text() == "Record 2 of 5")
    assert 0 < working.line.bar.value() < working.line.bar.maximum()
    with qtbot.waitSignal(working.written, timeout=60_000):
        gate.opened.set()
    with zipfile.ZipFile(target_of(working)) as archive:
        assert archive.testzip() is None


def test_cancel_leaves_no_half_package(
    working: TransferDialog, gate: Gate, qtbot: QtBot, tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    qtbot.keyClick(working, KEY.Key_Escape)
    assert not working.cancel_action.isEnabled()
    gate.opened.set()
    qtbot.waitUntil(working.accept_action.isEnabled, timeout=60_000)

    assert working.isVisible(), "Esc ended the work, not the dialog"
    assert "Stopped. Nothing was written." in working.form.message.text()
    assert gate.papers == 2
    assert sorted(tmp_path.iterdir()) == before
    with qtbot.waitSignal(working.written, timeout=60_000):
        acting.accept(qtbot, working)
    assert target_of(working).exists()


def test_work_ends_with_the_board(
    working: TransferDialog, threaded: Context, gate: Gate, qtbot: QtBot
) -> None:
    threaded.desk.closing.emit()
    gate.opened.set()
    qtbot.waitUntil(working.accept_action.isEnabled, timeout=60_000)
    assert gate.papers == 2
    assert not target_of(working).exists()
    working.reject()


def test_bug_does_not_hold_the_dialog(
    window: MainWindow,
    held: Board,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = asked(qtbot, window)
    dialog.form.fields["folder"].set_value(str(tmp_path))
    told: list[Exception] = []
    window.page.desk.broken.disconnect()
    window.page.desk.broken.connect(dialog._on_desk_broken)
    window.page.desk.broken.connect(told.append)

    def broken(*_given: object, **_named: object) -> MadePaper:
        raise ZeroDivisionError

    monkeypatch.setattr(bootstrap, "make_paper", broken)
    acting.accept(qtbot, dialog)

    assert [type(one) for one in told] == [ZeroDivisionError]
    assert "went wrong" in dialog.form.message.text()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, KEY.Key_Escape)
