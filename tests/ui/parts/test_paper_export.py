"""The export of a paper: what is asked, what is refused, and never half a file."""

import errno
import hashlib
import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from board_app.domain.document import Document, Paragraph
from board_app.services import history
from board_app.services.agenda import AddItem
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import CONTROL, KEY
from tests.ui.papers import export_of, long_document, wish_for, words_of
from ui.kit.notice import Notice
from ui.page import Context
from ui.parts.export import ExportedDialog
from ui.parts.paper_export import PaperExport
from ui.parts.preview.dialog import PreviewDialog, open_preview
from ui.places import MEETING, Place
from ui.window import MainWindow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.fixture
def asked(window: MainWindow, desk: Board, folder: Path, qtbot: QtBot) -> PaperExport:
    """Give the export of the agenda, opened by keys, with a folder of its own."""
    window.page.context.export_folder = folder
    window.go(Place(MEETING, desk.meeting_id))
    return opened(window, qtbot)


def opened(window: MainWindow, qtbot: QtBot) -> PaperExport:
    window.activateWindow()
    QApplication.processEvents()
    qtbot.keyClick(window, KEY.Key_E, CONTROL | acting.SHIFT)
    (preview,) = (one for one in window.findChildren(PreviewDialog) if one.isVisible())
    qtbot.keyClick(preview.view, KEY.Key_Return)
    return export_of(preview)


def exported(window: MainWindow) -> list[ExportedDialog]:
    return [one for one in window.findChildren(ExportedDialog) if one.isVisible()]


def enter(qtbot: QtBot, dialog: PaperExport) -> None:
    qtbot.keyClick(dialog, KEY.Key_Return)
    QApplication.processEvents()


def test_enter_and_enter_write_the_file(
    asked: PaperExport, window: MainWindow, desk: Board, folder: Path, qtbot: QtBot
) -> None:
    assert QApplication.focusWidget() is asked.form.fields["file_name"].editor
    assert asked.facts.text() == "1 page."

    enter(qtbot, asked)

    target = folder / "2015-07 agenda.pdf"
    assert list(folder.iterdir()) == [target]
    assert "Agenda" in words_of(target)
    assert "Distribution" not in words_of(target)
    assert history.entries(desk.session, limit=1)[0].label != "Give out a paper"
    (done,) = exported(window)
    assert done.words.text() == f"{target.name} is in {folder}."
    assert not [one for one in window.findChildren(PreviewDialog) if one.isVisible()]
    done.accept()
    again = opened(window, qtbot)
    assert again.form.fields["folder"].value() == str(folder), "the last folder is offered"
    again.reject()


def test_esc_leads_back_and_nothing_is_written(
    asked: PaperExport, window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    qtbot.keyClick(asked, KEY.Key_Escape)

    assert list(folder.iterdir()) == []
    (preview,) = (one for one in window.findChildren(PreviewDialog) if one.isVisible())
    preview.reject()


def test_file_that_is_there_is_replaced_only_when_said_so(
    asked: PaperExport, folder: Path, qtbot: QtBot
) -> None:
    target = folder / "2015-07 agenda.pdf"
    target.write_text("the old one")

    enter(qtbot, asked)
    assert "already" in acting.problem(asked, "file_name")
    assert asked.accept_button.text() == "Replace"
    assert target.read_text() == "the old one"
    other = folder / "other.pdf"
    other.write_text("another one")
    asked.form.fields["file_name"].set_value("other")
    enter(qtbot, asked)
    assert "“other.pdf”" in acting.problem(asked, "file_name")
    assert other.read_text() == "another one", "the answer was given for one file alone"

    enter(qtbot, asked)

    assert other.read_bytes().startswith(b"%PDF")
    assert target.read_text() == "the old one"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("file_name", "  ", "Give the file a name"),
        ("file_name", ".pdf", "Give the file a name"),
        ("file_name", "sub", "is a folder"),
        ("file_name", "nul\x00", "not a name that a file can have"),
        ("folder", "", "in which folder"),
        ("folder", "/nowhere/at all", "no such folder"),
    ],
)
def test_name_and_folder_that_can_not_be_are_said_beside_them(  # noqa: PLR0917  (a table)
    field: str, value: str, said: str, asked: PaperExport, folder: Path, qtbot: QtBot
) -> None:
    (folder / "sub.pdf").mkdir()
    asked.form.fields[field].set_value(value)

    enter(qtbot, asked)

    assert said in acting.problem(asked, field)
    assert asked.isVisible()
    assert [one.name for one in folder.iterdir()] == ["sub.pdf"]


def test_whole_path_may_be_written_for_the_name(
    asked: PaperExport, tmp_path: Path, folder: Path, qtbot: QtBot
) -> None:
    asked.form.fields["file_name"].set_value(str(tmp_path / "July v1.2"))

    enter(qtbot, asked)

    assert (tmp_path / "July v1.2.pdf").read_bytes().startswith(b"%PDF")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.EACCES, "It may be open in another program, or the folder may be read-only"),
        (errno.EROFS, "can't be written"),
        (errno.ENOSPC, "is full"),
    ],
)
def test_failed_write_is_said_and_keeps_what_was_there(  # noqa: PLR0917  (as above)
    number: int,
    said: str,
    asked: PaperExport,
    window: MainWindow,
    folder: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = folder / "2015-07 agenda.pdf"
    target.write_text("the old one")
    enter(qtbot, asked)
    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", lambda _: _fail(number))
        enter(qtbot, asked)

    assert said in acting.problem(asked, "file_name")
    assert target.read_text() == "the old one"
    assert list(folder.iterdir()) == [target], "no half file is left"
    assert not exported(window)

    enter(qtbot, asked)

    assert target.read_bytes().startswith(b"%PDF"), "the answer can be given again"


def _fail(number: int) -> None:
    raise OSError(number, os.strerror(number))


def test_who_it_is_for_stands_on_the_first_page_and_in_the_history(
    asked: PaperExport, window: MainWindow, folder: Path, qtbot: QtBot, desk: Board
) -> None:
    fields = asked.form.fields
    assert not fields["agencies"].isVisible()
    _choose(asked, "agencies")
    enter(qtbot, asked)
    assert "at least one" in acting.problem(asked, "agencies")
    fields["agencies"].set_value(["State", "DoD/OSD"])

    enter(qtbot, asked)

    (done,) = exported(window)
    assert "It is for State and DoD/OSD." in done.words.text()
    words = words_of(folder / "2015-07 agenda.pdf")
    assert words.count("Distribution: State and DoD/OSD") == 1
    (entry,) = history.entries(desk.session, limit=1)
    assert entry.subject == "2015-07 agenda given to State and DoD/OSD"
    digest = hashlib.sha256((folder / "2015-07 agenda.pdf").read_bytes()).hexdigest()
    assert digest in entry.in_words


def _choose(asked: PaperExport, reader: str) -> None:
    asked.form.fields["reader"].set_value(reader)
    asked.form.fields["reader"].editor.edited.emit()  # type: ignore[attr-defined]  # a choice


def test_others_are_named_in_a_line_of_ones_own(
    asked: PaperExport, folder: Path, qtbot: QtBot
) -> None:
    _choose(asked, "others")
    enter(qtbot, asked)
    assert "whom" in acting.problem(asked, "others")
    asked.form.fields["others"].set_value("SECRET//NOFORN readers")
    enter(qtbot, asked)
    assert "classified marking" in acting.problem(asked, "others")
    assert list(folder.iterdir()) == []

    asked.form.fields["others"].set_value("Embassy Juba")
    enter(qtbot, asked)

    assert "Distribution: Embassy Juba" in words_of(folder / "2015-07 agenda.pdf")


def test_place_is_looked_for_with_the_systems_dialog(
    asked: PaperExport, tmp_path: Path, qtbot: QtBot
) -> None:
    acting.push(qtbot, asked, "browse")
    (dialog,) = (one for one in asked.findChildren(QFileDialog) if one.isVisible())
    line = acting.seen(dialog, QLineEdit, "fileNameEdit")
    assert line.text() == "2015-07 agenda.pdf"
    line.setText(str(tmp_path / "elsewhere.pdf"))
    qtbot.keyClick(line, KEY.Key_Return)
    QApplication.processEvents()

    assert asked.form.fields["file_name"].value() == "elsewhere.pdf"
    assert asked.form.fields["folder"].value() == str(tmp_path)
    enter(qtbot, asked)
    assert (tmp_path / "elsewhere.pdf").exists()


def test_marking_is_said_before_a_controlled_paper_leaves(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for banner, expected in (("CUI//NOFORN", 1), ("UNCLASSIFIED", 0)):
        document = long_document(2, banner=banner)
        preview = open_preview(window.page.context, window, wish_for(document, monkeypatch))
        qtbot.keyClick(preview.view, KEY.Key_Return)
        dialog = export_of(preview)

        assert banner in acting.said(dialog)
        notes = [one for one in dialog.findChildren(Notice) if one.isVisible()]
        assert len(notes) == expected
        assert "2 pages." in acting.said(dialog)
        dialog.reject()
        preview.reject()


def test_signs_that_can_not_be_printed_are_named(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document(
        title="Signs", blocks=(Paragraph("Two 漢 and 漢, one 字, a bell \x07."),), banner=""
    )
    preview = open_preview(window.page.context, window, wish_for(document, monkeypatch))
    said = "4 signs can't be printed and are shown as �: 漢 (U+6F22) 2 times"
    assert said in preview.head.facts.text()
    assert "字 (U+5B57)" in preview.head.facts.text()
    assert "U+0007" in preview.head.facts.text()
    qtbot.keyClick(preview.view, KEY.Key_Return)
    dialog = export_of(preview)
    assert said in dialog.facts.text()
    dialog.reject()
    preview.reject()


def test_cancel_half_way_leaves_no_file(
    threaded: Context,
    below: QWidget,
    folder: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    threaded.export_folder = folder
    preview = open_preview(threaded, below, wish_for(long_document(300), monkeypatch))
    qtbot.waitUntil(preview._body.isVisible, timeout=20_000)
    qtbot.keyClick(preview.view, KEY.Key_Return)
    dialog = export_of(preview)
    _choose(dialog, "secretariat")
    enter(qtbot, dialog)
    assert not dialog.accept_action.isEnabled()
    qtbot.waitUntil(lambda: dialog.line.bar.value() > 0, timeout=20_000)
    assert dialog.line.bar.isVisible()

    qtbot.keyClick(dialog, KEY.Key_Escape)

    qtbot.waitUntil(dialog.accept_action.isEnabled, timeout=20_000)
    assert dialog.isVisible(), "Esc ended the work, not the dialog"
    assert "Stopped. Nothing was written." in dialog.form.message.text()
    assert list(folder.iterdir()) == []

    with qtbot.waitSignal(dialog.written, timeout=30_000):
        enter(qtbot, dialog)
    assert "Distribution: Secretariat" in words_of(folder / "long.pdf")


def test_paper_above_what_is_chosen_is_refused_or_goes_without_it(
    window: MainWindow, desk: Board, folder: Path, qtbot: QtBot
) -> None:
    desk.do(AddItem(meeting_id=desk.meeting_id, title="Held within", marking=1))
    desk.do(AddItem(meeting_id=desk.meeting_id, title="For everybody"))
    window.page.context.export_folder = folder
    window.go(Place(MEETING, desk.meeting_id))
    dialog = opened(window, qtbot)
    dialog.release.level.set_value(0)

    enter(qtbot, dialog)

    assert dialog.isVisible()
    assert "Held within" in dialog.release.too_high.text()
    assert not list(folder.iterdir())

    dialog.release.variant.set_value(True)
    enter(qtbot, dialog)

    (done,) = exported(window)
    (target,) = folder.iterdir()
    assert "Held within" not in words_of(target)
    assert "For everybody" in words_of(target)
    assert "UNCLASSIFIED" in words_of(target)
    done.accept()


def test_pages_that_stay_the_same_are_not_printed_again(
    window: MainWindow, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = window.page.context
    context.export_folder = folder
    document = long_document(2, banner="CUI")
    preview = open_preview(context, window, wish_for(document, monkeypatch))
    qtbot.keyClick(preview.view, KEY.Key_Return)
    dialog = export_of(preview)
    monkeypatch.setattr(context.outside, "make_paper", lambda *_: pytest.fail("printed again"))
    for reader in ("secretariat", "board"):
        _choose(dialog, reader)
    dialog.release.level.set_value(1)
    enter(qtbot, dialog)
    assert preview._made is not None
    assert (folder / "long.pdf").read_bytes() == preview._made.pdf
    exported(window)[0].accept()


def test_open_paper_is_not_asked_how_far_it_may_go(asked: PaperExport) -> None:
    assert not asked.release.isVisible()
