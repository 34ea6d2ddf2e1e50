"""The preview: seen, scrolled, searched, zoomed and closed, by mouse and by keys."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from board_app.domain.document import Document
from board_app.services.outside import PaperPages
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.papers.making import DraftPaper, MadePaper
from board_app.services.progress import Progress
from tests.desk import Desk as Board
from tests.ui import acting
from tests.ui.acting import CONTROL, KEY, LEFT, SHIFT, press
from tests.ui.papers import NEEDLE, export_of, long_document, wish_for
from ui.page import Context
from ui.parts.paper_export import PaperExport
from ui.parts.preview.dialog import PreviewDialog, open_preview
from ui.parts.preview.view import PageView
from ui.places import MEETING, Place
from ui.theme.service import theme
from ui.window import MainWindow

Show = Callable[..., PreviewDialog]
_NEEDLES = (3, 150, 299)


@pytest.fixture
def show(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Show:
    """Give a way to preview any document."""

    def preview(document: Document) -> PreviewDialog:
        wish = wish_for(document, monkeypatch)
        made = open_preview(window.page.context, window, wish)
        QApplication.processEvents()
        return made

    return preview


@pytest.fixture
def long(show: Show) -> PreviewDialog:
    """Give the preview of 300 pages, with something to be found on three of them."""
    return show(long_document(300, needles=_NEEDLES))


def page_told(preview: PreviewDialog) -> str:
    return f"{preview.bar.page.text()} {preview.bar.of.text()}"


def is_open(preview: PreviewDialog) -> bool:
    return isValid(preview) and preview.isVisible()


def test_keys_of_the_page_show_the_paper(window: MainWindow, desk: Board, qtbot: QtBot) -> None:
    window.go(Place(MEETING, desk.meeting_id))
    press(qtbot, window, KEY.Key_E, CONTROL | SHIFT)

    (preview,) = window.findChildren(PreviewDialog)
    assert preview.head.title.text().startswith("Agenda of the ")
    assert preview.head.facts.text() == "1 page"
    assert preview.banner.text() == "UNCLASSIFIED"
    assert preview.view.is_drawn(0)
    assert preview.view.hasFocus()
    assert preview.side.small.picture(0) is not None
    image = preview.view.viewport().grab().toImage()
    inks = {
        image.pixelColor(x, y).lightness() for x in range(0, image.width(), 3) for y in (90, 120)
    }
    assert max(inks) == 255
    press(qtbot, preview.view, KEY.Key_Escape)
    assert not is_open(preview)


def test_three_hundred_pages_are_walked_by_keys(long: PreviewDialog, qtbot: QtBot) -> None:
    view = long.view
    assert page_told(long) == "1 of 300"
    press(qtbot, view, KEY.Key_PageDown)
    press(qtbot, view, KEY.Key_PageDown)
    assert page_told(long) == "3 of 300"
    press(qtbot, view, KEY.Key_PageUp)
    assert page_told(long) == "2 of 300"
    press(qtbot, view, KEY.Key_End)
    assert page_told(long) == "300 of 300"
    assert view.is_drawn(299)
    press(qtbot, view, KEY.Key_PageUp)
    assert page_told(long) == "300 of 300", "first to its top"
    press(qtbot, view, KEY.Key_PageUp)
    assert page_told(long) == "299 of 300"
    press(qtbot, view, KEY.Key_Home)
    assert page_told(long) == "1 of 300"
    press(qtbot, view, KEY.Key_Space)
    press(qtbot, view, KEY.Key_Space)
    press(qtbot, view, KEY.Key_Space)
    assert page_told(long) == "2 of 300"
    assert not view.is_drawn(150), "what nobody saw was not drawn"


def test_page_is_gone_to_by_its_number(long: PreviewDialog, qtbot: QtBot) -> None:
    press(qtbot, long.view, KEY.Key_G, CONTROL)
    line = long.bar.page
    assert line.hasFocus()
    qtbot.keyClicks(line, "250")
    press(qtbot, line, KEY.Key_Return)

    assert long.view.page == 249
    assert long.view.is_drawn(249)
    assert long.view.hasFocus()
    assert long.side.small.currentIndex().row() == 249, "the small pages follow"
    assert long.side.small.picture(249) is not None
    assert not long.findChildren(PaperExport), "Enter was meant for the number"

    press(qtbot, long.view, KEY.Key_G, CONTROL)
    qtbot.keyClicks(line, "999")
    press(qtbot, line, KEY.Key_Return)
    assert page_told(long) == "250 of 300"


def test_small_pages_and_contents_lead_to_a_page(long: PreviewDialog, qtbot: QtBot) -> None:
    small = long.side.small
    place = small.visualRect(small.model().index(1, 0)).center()
    qtbot.mouseClick(small.viewport(), LEFT, pos=place)
    assert long.view.page == 1
    press(qtbot, small, KEY.Key_Down)
    assert long.view.page == 2

    qtbot.mouseClick(acting.seen(long, QPushButton, "show_contents"), LEFT)
    contents = long.side.contents
    assert contents.isVisible()
    assert contents.item(41).text() == "Chapter 42"
    contents.setCurrentRow(41)
    assert long.view.page == 41
    press(qtbot, contents, KEY.Key_Return)
    assert not long.findChildren(PaperExport)

    press(qtbot, long.view, KEY.Key_F4)
    assert not long.side.isVisible()
    press(qtbot, long.view, KEY.Key_F4)
    assert long.side.isVisible()


def test_words_are_found_through_all_pages(long: PreviewDialog, qtbot: QtBot) -> None:
    press(qtbot, long.view, KEY.Key_F, CONTROL)
    words = long.bar.words
    assert words.hasFocus()
    qtbot.keyClicks(words, NEEDLE.upper())
    qtbot.waitUntil(lambda: long.bar.told.text() == "1 of 3")
    assert long.view.page == 2

    press(qtbot, words, KEY.Key_Return)
    assert (long.bar.told.text(), long.view.page) == ("2 of 3", 149)
    press(qtbot, long.view, KEY.Key_F3)
    assert (long.bar.told.text(), long.view.page) == ("3 of 3", 298)
    press(qtbot, words, KEY.Key_Return)
    assert (long.bar.told.text(), long.view.page) == ("1 of 3", 2), "round"
    press(qtbot, words, KEY.Key_Return, SHIFT)
    assert (long.bar.told.text(), long.view.page) == ("3 of 3", 298)

    press(qtbot, words, KEY.Key_Escape)
    assert long.isVisible(), "the first Esc leaves the search"
    assert long.bar.told.text() == ""
    assert long.view.hasFocus()
    press(qtbot, long.view, KEY.Key_Escape)
    assert not is_open(long)


def test_found_words_are_marked_on_the_page(long: PreviewDialog, qtbot: QtBot) -> None:
    long.view.go_to(2)
    before = long.view.viewport().grab().toImage()
    long.bar.words.setText(NEEDLE)
    press(qtbot, long.bar.words, KEY.Key_Return)  # sooner than it looks by itself
    assert long.bar.told.text() == "1 of 3"
    after = long.view.viewport().grab().toImage()

    number, which = long.finder.place or (-1, -1)
    box = long.view._on_stack(number, long.finder.marks[number][which][0])
    at = box.center().toPoint() - QPoint(
        long.view.horizontalScrollBar().value(), long.view.verticalScrollBar().value()
    )
    colours = [after.pixelColor(at.x() + dx, at.y()) for dx in range(-20, 20)]
    assert any(one.red() > one.blue() + 60 for one in colours), "the words are tinted"
    assert before != after


def test_search_begins_where_one_reads_and_says_what_is_not_there(
    long: PreviewDialog, qtbot: QtBot
) -> None:
    long.view.go_to(200)
    long.bar.words.setText(NEEDLE)
    press(qtbot, long.bar.words, KEY.Key_Return)
    assert (long.bar.told.text(), long.view.page) == ("3 of 3", 298)

    long.bar.words.setText("unicorn")
    press(qtbot, long.bar.words, KEY.Key_Return)
    assert long.bar.told.text() == "Not found"
    press(qtbot, long.view, KEY.Key_F3)
    assert long.view.page == 298


def test_zoom_keeps_to_its_bounds_and_its_place(long: PreviewDialog, qtbot: QtBot) -> None:
    view = long.view
    for _ in range(30):
        press(qtbot, view, KEY.Key_Plus, CONTROL)
    assert view.zoom == 4.0
    assert long.bar.zoom.text() == "400 %"
    for _ in range(30):
        press(qtbot, view, KEY.Key_Minus, CONTROL)
    assert view.zoom == 0.25
    for wanted, kept in ((99.0, 4.0), (0.0, 0.25)):
        view.set_zoom(wanted)
        assert view.zoom == kept
    press(qtbot, view, KEY.Key_0, CONTROL)
    assert long.bar.zoom.text() == "100 %"

    view.go_to(120)
    press(qtbot, view, KEY.Key_1, CONTROL)
    assert view.fit.value == "page"
    assert view.page == 120
    assert view._stack.rect(120).height() <= view.viewport().height()
    press(qtbot, view, KEY.Key_2, CONTROL)
    assert view.fit.value == "width"
    assert view.page == 120
    assert view.viewport().width() - view._stack.rect(120).width() <= 33
    assert view.horizontalScrollBar().maximum() == 0
    before = view.zoom
    long.resize(long.width() - 200, long.height())
    assert view.zoom < before, "the width goes on being filled"
    assert view.is_drawn(view.page)


def test_wheel_zooms_about_the_pointer(long: PreviewDialog) -> None:
    view = long.view
    view.go_to(40, 300)
    at = QPointF(200, 90)  # far from the middle

    def under() -> tuple[int, float]:
        y = at.y() + view.verticalScrollBar().value()
        number = view._stack.at(round(y))
        return number, (y - view._stack.rect(number).top()) / view._stack.zoom

    def turn(by: int, modifiers: Qt.KeyboardModifier) -> None:
        wheel = QWheelEvent(
            at,
            view.viewport().mapToGlobal(at),
            QPoint(),
            QPoint(0, by),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), wheel)

    before, zoom = under(), view.zoom
    turn(240, CONTROL)
    assert view.zoom > zoom * 1.2
    assert under()[0] == before[0]
    assert under()[1] == pytest.approx(before[1], abs=2)
    larger, top = view.zoom, view.verticalScrollBar().value()
    turn(-120, Qt.KeyboardModifier.NoModifier)
    assert view.zoom == larger
    assert view.verticalScrollBar().value() > top


def test_a_dense_screen_gets_as_many_dots(
    long: PreviewDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = long.view._pictures.get(0)
    monkeypatch.setattr(PageView, "devicePixelRatioF", lambda _: 2.0)
    long.view.fit_width()

    dense = long.view._pictures.get(0)
    assert plain is not None
    assert dense is not None
    assert dense.image.width() == pytest.approx(2 * plain.image.width(), abs=2)


def test_memory_stays_bounded(long: PreviewDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long.view._pictures, "_most", 20_000_000)
    for number in range(60):
        long.view.go_to(number)
    assert long.view.is_drawn(59)
    assert long.view._pictures.bytes <= 20_000_000 + 8_000_000


def test_reader_of_the_screen_gets_the_words(long: PreviewDialog) -> None:
    long.view.go_to(41)

    found = QAccessible.queryAccessibleInterface(long.view)
    assert found is not None
    assert found.text(QAccessible.Text.Name) == "Page 42 of 300"
    assert "sheet number 42." in found.text(QAccessible.Text.Description)


def test_everything_has_a_name_and_is_reached_by_tab(long: PreviewDialog, qtbot: QtBot) -> None:
    visited = set()
    for _ in range(60):
        here = QApplication.focusWidget()
        assert here is not None
        visited.add(here)
        qtbot.keyClick(here, KEY.Key_Tab)
    wanted = [
        one
        for one in long.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert [one.objectName() for one in wanted if one not in visited] == []
    assert {"page_view", "small_pages", "preview_words"} <= {one.objectName() for one in wanted}
    for one in wanted:
        found = QAccessible.queryAccessibleInterface(one)
        assert found is not None
        assert found.text(QAccessible.Text.Name), one.objectName()


def test_paper_stays_white_in_the_dark(long: PreviewDialog) -> None:
    theme().show("dark", "comfortable")
    try:
        image = long.grab().toImage()
        place = long.view.viewport().mapTo(long, QPoint(long.view.viewport().width() // 3, 60))
        assert image.pixelColor(place).lightness() == 255
        assert image.pixelColor(4, long.height() // 2).lightness() < 40
    finally:
        theme().show("light", "comfortable")


def test_print_asks_with_the_system_dialog(long: PreviewDialog, qtbot: QtBot) -> None:
    press(qtbot, long.view, KEY.Key_P, CONTROL)

    asked = long.findChild(QPrintDialog)
    assert asked is not None
    assert (asked.minPage(), asked.maxPage()) == (1, 300)
    asked.reject()
    assert long.view.is_drawn(0)


def test_what_is_no_pdf_is_told_and_does_not_go_out(
    window: MainWindow, desk: Board, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def garbage(draft: DraftPaper, progress: Progress) -> MadePaper:
        progress.step(1, 2)
        return MadePaper(draft, b"%PDF-1.7 and no more", 1)

    monkeypatch.setattr(window.page.context.outside, "make_paper", garbage)

    preview = open_preview(
        window.page.context, window, Wanted(kind=PaperKind.AGENDA, id=desk.meeting_id)
    )

    assert "can't be read as a PDF" in preview.notice.words.text()
    assert preview.notice.isVisible()
    press(qtbot, preview, KEY.Key_Return)
    assert not preview.findChildren(PaperExport)
    press(qtbot, preview, KEY.Key_Escape)
    assert not is_open(preview)


def test_thing_that_is_gone_is_told(window: MainWindow, desk: Board) -> None:
    preview = open_preview(
        window.page.context, window, Wanted(kind=PaperKind.AGENDA, id=desk.series_id)
    )

    assert preview.notice.isVisible()
    assert not preview.strip.isVisible()
    preview.reject()


# With the real threads.


def test_window_does_not_wait_for_the_pages(
    threaded: Context, below: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = open_preview(threaded, below, wish_for(long_document(300), monkeypatch))

    assert preview.strip.isVisible()
    assert "Cancel" in {one.text() for one in preview.strip.findChildren(QPushButton)}
    asked: list[str] = []
    qtbot.waitUntil(lambda: any(one.name.startswith("papers") for one in threading.enumerate()))
    threaded.desk.ask(preview, lambda session: session.board().name, asked.append)
    qtbot.waitUntil(lambda: bool(asked))
    assert not preview.view.is_drawn(0), "the store answers while the pages are made"
    qtbot.waitUntil(lambda: preview.view.is_drawn(0), timeout=20_000)
    assert not preview.strip.isVisible()
    preview.reject()


def test_enter_before_there_is_a_paper_exports_it_then(
    threaded: Context, below: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = open_preview(threaded, below, wish_for(long_document(40), monkeypatch))
    press(qtbot, preview, KEY.Key_Return)
    assert not preview.findChildren(PaperExport)

    qtbot.waitUntil(lambda: bool(preview.findChildren(PaperExport)), timeout=20_000)

    export_of(preview).reject()
    preview.reject()


def test_making_ends_with_the_board(
    threaded: Context, below: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = open_preview(threaded, below, wish_for(long_document(300), monkeypatch))
    qtbot.waitUntil(lambda: preview._progress.done > 0, timeout=20_000)
    threaded.desk.closing.emit()
    qtbot.waitUntil(lambda: not preview.strip.isVisible(), timeout=20_000)
    assert preview._made is None
    preview.reject()


def test_esc_ends_the_making(
    threaded: Context, below: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = threaded.outside
    opened: list[PaperPages] = []
    monkeypatch.setattr(program, "paper_pages", opened.append)
    preview = open_preview(threaded, below, wish_for(long_document(300), monkeypatch))
    progress = preview._progress
    qtbot.waitUntil(lambda: progress.done > 0, timeout=20_000)

    press(qtbot, preview, KEY.Key_Escape)

    assert not is_open(preview)
    ended: list[int] = []
    threaded.desk.work(threaded, lambda: 1, ended.append, failed=lambda _: None)
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    assert progress.done < progress.total, "it was ended on its way"
    assert opened == []


def test_closing_while_pages_are_drawn_leaves_nothing(
    threaded: Context, below: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = open_preview(threaded, below, wish_for(long_document(120), monkeypatch))
    qtbot.waitUntil(preview._body.isVisible, timeout=20_000)
    for number in range(0, 120, 7):
        preview.view.go_to(number)
    preview.bar.words.setText("sheet")
    preview._look()
    pages = preview._pages
    assert pages is not None

    preview.close()

    assert not is_open(preview)
    ended: list[int] = []
    threaded.desk.work(threaded, lambda: 1, ended.append, failed=lambda _: None)
    qtbot.waitUntil(lambda: bool(ended))
    assert pages.outline() == (), "the pages are forgotten"


def test_board_may_be_closed_while_a_paper_is_made(
    threaded: Context, below: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the machine is shut down: the making ends, and nobody waits for its end."""
    preview = open_preview(threaded, below, wish_for(long_document(60), monkeypatch))
    qtbot.waitUntil(lambda: preview._progress.done > 0, timeout=20_000)

    threaded.desk.close()

    assert not any(one.name.startswith("papers") for one in threading.enumerate())
    qtbot.waitUntil(lambda: not preview.strip.isVisible())
    assert not preview._body.isVisible()
    preview.reject()
