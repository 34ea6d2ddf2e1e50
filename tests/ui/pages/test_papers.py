"""The papers of an agenda item, by mouse, by keyboard and by files from the desktop."""

import time
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from board_app.domain.agency import Agency
from board_app.domain.base import RecordId
from board_app.domain.paper_words import Media
from board_app.services import agenda
from board_app.services.archive import Archive
from board_app.services.attachment_rows import AttachmentRow
from board_app.services.attachments import Attach, ReviseAttachment
from board_app.services.bin import bin_entries
from board_app.services.meetings import PublishAgenda
from tests.desk import Desk as Board
from tests.exchange import hostile_papers as hostile
from tests.papers import PDF, pdf, pdf_saying
from tests.ui.acting import (
    ALT,
    KEY,
    accept,
    cells,
    column,
    dialog_of,
    has_dialog,
    pick,
    press,
    push,
    said,
    seen,
)
from tests.ui.conftest import MakePage
from ui.kit.file_drop import FileDrop
from ui.kit.notice import Notice
from ui.pages.meeting.lines import SUMMARY_ID
from ui.pages.meeting.page import MeetingPage
from ui.pages.meeting.paper_form import file_name_of
from ui.pages.meeting.papers_pane import PapersPane
from ui.parts.export import ExportedDialog
from ui.places import MEETING, Place
from ui.work import ThreadRunner


@pytest.fixture
def items(desk: Board) -> list[RecordId]:
    made = [agenda.AddItem(meeting_id=desk.meeting_id, title=title) for title in ("Mali", "Chad")]
    return [desk.do(one) for one in made]


@pytest.fixture
def page(items: list[RecordId], desk: Board, make_page: MakePage) -> MeetingPage:
    return cast("MeetingPage", make_page(MeetingPage, Place(MEETING, desk.meeting_id, items[0])))


def papers(desk: Board, item: RecordId) -> list[AttachmentRow]:
    return desk.session.reading.attachments.of_item(item)


def file(folder: Path, content: bytes, name: str = "Country paper.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def attached(desk: Board, page: MeetingPage, item: RecordId, *names: str) -> None:
    for name in names:
        desk.do(Attach(item_id=item, file_name=name, content=PDF, pages=12))
    page.reload()


def drop(target: QWidget, point: QPoint, *paths: Path) -> bool:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    # Qt drops where it was dragged in.
    coming = QDragEnterEvent(point, copy, held, left, none)
    QApplication.sendEvent(target, coming)
    event = QDropEvent(QPointF(point), copy, held, left, none)
    QApplication.sendEvent(target, event)
    QApplication.processEvents()
    return coming.isAccepted()


def test_paper_is_chosen_checked_described_and_attached(
    page: MeetingPage, items: list[RecordId], desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    path = file(tmp_path, hostile.made(hostile.opens_with_script))
    push(qtbot, page, "attach_paper")
    chooser = page.findChild(QFileDialog, "file_dialog")
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.reject()
    dialog = dialog_of(page)
    assert papers(desk, items[0]) == []
    notice = seen(dialog, Notice, "notice")
    assert notice.words.text() == "2 pages, checked. The board book leaves out 4 scripts."
    pick(dialog, marking=0, withheld=[desk.agencies["state"]])
    accept(qtbot, dialog)

    (row,) = papers(desk, items[0])
    assert (row.title, row.pages, row.fault) == ("Country paper", 2, "")
    assert row.withheld_ids == (desk.agencies["state"],)
    assert desk.session.reading.attachments.content(row.sha256) == path.read_bytes()
    assert cells(page.papers.list) == [("A", "Country paper", "2 pages")]
    assert page.papers.count.text() == "1"
    line = next(row for row in cells(page.agenda.list) if row[1].startswith("Mali"))
    assert line[1] == "Mali, 1 paper"


def test_person_is_told_that_it_will_be_replaced(
    page: MeetingPage, items: list[RecordId], desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    page.papers.attach(items[0], [file(tmp_path, hostile.locked(user="secret", owner="x"))])
    notice = seen(dialog_of(page), Notice, "notice")
    assert notice.words.text().startswith("The board book will have a page in its place")
    assert "locked with a password" in notice.words.text()
    accept(qtbot, dialog_of(page))
    page.papers.list.select_id(papers(desk, items[0])[0].id)
    assert cells(page.papers.list)[0][1].startswith("Not shown in the board book.")
    fault = page.papers.fault
    assert fault.isVisible()
    assert fault._whole.startswith("Not shown in the board book. It is locked")


def test_what_is_no_paper_is_refused_at_once(
    page: MeetingPage, items: list[RecordId], desk: Board, tmp_path: Path
) -> None:
    for name, content, words in (
        ("Note.docx", b"PK\x03\x04", "Save it as PDF first"),
        ("Empty.pdf", b"", "is empty"),
        ("Note.txt", b"hello", "neither a PDF nor"),
    ):
        page.papers.attach(items[0], [file(tmp_path, content, name)])
        assert not has_dialog(page)
        assert any(words in text for text in said(page.papers))
    assert papers(desk, items[0]) == []
    page.papers.attach(items[0], [tmp_path / "gone.pdf"])
    assert any("no file gone.pdf" in text for text in said(page.papers))


def test_marking_of_the_pages_is_proposed(
    page: MeetingPage, items: list[RecordId], desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    page.papers.attach(items[0], [file(tmp_path, pdf_saying("Words", "CUI//NOFORN\nWords"))])
    dialog = dialog_of(page)
    assert any("Its pages say CUI//NOFORN (page 2)" in text for text in said(dialog))
    accept(qtbot, dialog)
    (row,) = papers(desk, items[0])
    assert (row.marking, row.handling) == (1, "NOFORN")


def test_classified_paper_is_refused_by_its_page_alone(
    page: MeetingPage, items: list[RecordId], desk: Board, tmp_path: Path
) -> None:
    page.papers.attach(items[0], [file(tmp_path, pdf_saying("Words", "SECRET//NOFORN"))])
    assert not has_dialog(page)
    assert any("page 2 has a classified marking" in text for text in said(page.papers))
    assert not any("SECRET" in text for text in said(page.papers))
    assert papers(desk, items[0]) == []


def test_files_dropped_on_an_item_are_attached_there_one_by_one(
    page: MeetingPage, items: list[RecordId], desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = [file(tmp_path, pdf(), name) for name in ("First.pdf", "Second.pdf")]
    rows = page.agenda.list
    number = [line.id for line in rows.rows()].index(items[1])
    point = rows.visualRect(rows.model().index(number, 1)).center()
    assert drop(rows.viewport(), point, *paths)
    assert rows._delegate.hovered == number, "the item below the file is lit"
    for name in ("First.pdf", "Second.pdf"):
        assert dialog_of(page).windowTitle() == f"Attach {name}"
        accept(qtbot, dialog_of(page))
        QApplication.processEvents()
    assert [row.title for row in papers(desk, items[1])] == ["First", "Second"]
    assert papers(desk, items[0]) == []
    chosen = page.agenda.chosen()
    assert chosen is not None
    assert chosen.id == items[1]


def test_files_dropped_on_the_papers_go_to_the_item_that_is_shown(
    page: MeetingPage, items: list[RecordId], desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    assert drop(page.papers, QPoint(5, 5), file(tmp_path, pdf()))
    accept(qtbot, dialog_of(page))
    assert len(papers(desk, items[0])) == 1
    page.agenda.list.select_id(SUMMARY_ID)
    assert not page.papers.isVisible()


def test_what_is_no_file_falls_through(page: MeetingPage) -> None:
    assert len(page.agenda.list.viewport().findChildren(FileDrop)) == 1
    assert not drop(page.papers, QPoint(5, 5))


def test_papers_move_with_alt_and_arrows_and_go_into_the_bin(
    page: MeetingPage, items: list[RecordId], desk: Board, qtbot: QtBot
) -> None:
    attached(desk, page, items[0], "a.pdf", "b.pdf")
    page.papers.list.select_id(papers(desk, items[0])[1].id)
    press(qtbot, page.papers.list, KEY.Key_Up, ALT)
    assert column(page.papers.list, 1) == ["b", "a"]
    assert column(page.papers.list, 0) == ["A", "B"]
    press(qtbot, page.papers.list, KEY.Key_Delete)
    assert column(page.papers.list, 1) == ["a"]
    assert [entry.kind for entry in bin_entries(desk.session)] == ["Paper"]
    page.desk.undo()
    assert column(page.papers.list, 1) == ["b", "a"]


def test_paper_is_changed_in_its_form(
    page: MeetingPage, items: list[RecordId], desk: Board, qtbot: QtBot
) -> None:
    meeting = desk.meeting()
    desk.do(PublishAgenda(id=meeting.id, version=meeting.version))
    attached(desk, page, items[0], "a.pdf")
    assert column(page.papers.list, 2) == ["12 pages · supplement"]
    page.papers.list.select_id(papers(desk, items[0])[0].id)
    press(qtbot, page.papers.list, KEY.Key_E)
    dialog = dialog_of(page)
    assert dialog.windowTitle() == "Tab A"
    pick(dialog, part="book", withheld=[desk.agencies["dod"]], title="Alpha")
    accept(qtbot, dialog)
    (row,) = papers(desk, items[0])
    assert (row.title, row.is_late, row.withheld_ids) == ("Alpha", False, (desk.agencies["dod"],))
    about = page.papers.about._whole
    assert about.startswith("Tab A a.pdf · 12 pages · UNCLASSIFIED · 1 KB · attached by Ann Reed")
    assert "withheld from DoD" in about


def test_paper_stays_withheld_from_an_agency_in_the_bin(
    page: MeetingPage, items: list[RecordId], desk: Board, qtbot: QtBot
) -> None:
    attached(desk, page, items[0], "a.pdf")
    (row,) = papers(desk, items[0])
    gone = desk.agencies["dod"]
    desk.do(ReviseAttachment(id=row.id, version=row.version, title=row.title, withheld=(gone,)))
    desk.do(Archive(table="agency", id=gone, version=desk.record(Agency, gone).version))
    page.reload()
    page.papers.list.select_id(row.id)
    press(qtbot, page.papers.list, KEY.Key_E)
    dialog = dialog_of(page)
    pick(dialog, title="Alpha")
    accept(qtbot, dialog)
    (row,) = papers(desk, items[0])
    assert (row.title, row.withheld_ids) == ("Alpha", (gone,))


def test_copy_is_saved_as_it_was_attached(
    page: MeetingPage, items: list[RecordId], desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    attached(desk, page, items[0], "a.pdf")
    desk.become("Ben Okoro")
    page.desk.actor_changed.emit(desk.session.actor)
    page.papers.list.select_id(papers(desk, items[0])[0].id)
    press(qtbot, page.papers.list, KEY.Key_S)
    chooser = page.findChild(QFileDialog, "file_dialog")
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "copy"))
    chooser.reject()
    assert (tmp_path / "copy.pdf").read_bytes() == PDF
    done = page.findChild(ExportedDialog)
    assert done is not None
    assert "not encrypted" in done.words.text()
    done.accept()


def test_representative_attaches_and_changes_nothing(
    page: MeetingPage, items: list[RecordId], desk: Board, tmp_path: Path
) -> None:
    attached(desk, page, items[0], "a.pdf")
    desk.become("Ben Okoro")
    page.desk.actor_changed.emit(desk.session.actor)
    page.papers.list.select_id(papers(desk, items[0])[0].id)
    for made in (page.papers.attach_action, page.papers.edit_action, page.papers.remove_action):
        assert not made.isEnabled(), made.objectName()
    assert page.papers.save_action.isEnabled()
    assert drop(page.papers, QPoint(5, 5), file(tmp_path, pdf()))
    assert not has_dialog(page)
    assert any("attached by the secretariat" in text for text in said(page.papers))


def test_check_runs_beside_the_store_and_can_be_ended(
    page: MeetingPage, items: list[RecordId], desk: Board, qtbot: QtBot, tmp_path: Path
) -> None:
    runner = ThreadRunner()
    page.desk._runner = runner
    heavy = file(tmp_path, hostile.much_work())
    page.papers.attach(items[0], [heavy])
    assert page.papers.strip.isVisible()
    assert page.papers.strip.words.text() == "Checking Country paper.pdf"
    with qtbot.waitSignal(page.desk.changed, timeout=10_000):
        page.desk.do(page, agenda.AddItem(meeting_id=desk.meeting_id, title="Meanwhile"))
    assert page.papers.strip.isVisible(), "saving does not wait for the check"
    page.papers.cancel_action.trigger()
    qtbot.waitUntil(lambda: not page.papers.strip.isVisible(), timeout=10_000)
    assert not has_dialog(page)
    assert papers(desk, items[0]) == []

    page.papers.attach(items[0], [heavy])
    began = time.monotonic()
    beside = page.desk._beside
    assert isinstance(beside, ThreadRunner)
    page.desk.closing.emit()
    beside.stop()
    assert time.monotonic() - began < 10, "who closes the board does not wait for the check"
    runner.settle()
    runner.stop()


def test_names_of_copies_fit_every_disk() -> None:
    class Row:
        def __init__(self, name: str) -> None:
            self.file_name = name
            self.media = Media.PDF

    for name, wanted in (
        ("a/b:c?.PDF", "a_b_c_.pdf"),
        (" . .pdf", "Paper.pdf"),
        ("run.exe", "run.pdf"),
        ("x\x07y.pdf", "x_y.pdf"),
    ):
        assert file_name_of(cast("AttachmentRow", Row(name))) == wanted


def test_pane_is_a_card_with_an_accessible_name(page: MeetingPage) -> None:
    assert isinstance(page.papers, PapersPane)
    assert page.papers.accessibleName() == "Papers"
    assert page.papers.list.accessibleName() == "Papers list"
