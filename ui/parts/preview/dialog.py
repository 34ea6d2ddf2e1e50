"""The preview: a paper is made, looked at, searched, printed, and from here it goes out."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from board_app.domain.errors import BoardError
from board_app.domain.words import count
from board_app.services.outside import OutlineEntry, PaperPages
from board_app.services.papers.kinds import Wanted
from board_app.services.papers.making import DraftPaper, MadePaper
from board_app.services.progress import Progress, Stopped
from ui.commands import action
from ui.kit.banner import MarkingBanner
from ui.kit.buttons import PRIMARY, ActionButton
from ui.kit.notice import Notice
from ui.kit.page_head import PageHead
from ui.kit.progress import ProgressStrip
from ui.page import Context
from ui.parts.export import ExportedDialog
from ui.parts.paper_export import PaperExport, not_printed
from ui.parts.preview.bar import PreviewBar
from ui.parts.preview.finder import Finder
from ui.parts.preview.side import PreviewSide
from ui.parts.preview.view import PageView
from ui.parts.preview.work import Errand, PageWork, Rank
from ui.parts.printing import print_pdf
from ui.theme.tokens import GUTTER, MARGIN, PAD

_SHARE = 0.95  # of the window below
_QUIET_MS = 150  # of the keys, before words are looked for
_TICK_MS = 100
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def open_preview(context: Context, parent: QWidget, wanted: Wanted) -> "PreviewDialog":
    """Make a paper of the board as it stands, and show it."""
    dialog = PreviewDialog(context, parent)
    dialog.open()
    dialog.begin(wanted)
    return dialog


class PreviewDialog(QDialog):
    """Shows one paper as it will be printed. Enter exports it, Esc closes."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.setModal(True)
        self.setWindowTitle("Preview")
        self._context = context
        self._below = parent
        self._made: MadePaper | None = None
        self._pages: PaperPages | None = None
        self._progress = Progress("Stopped. Nothing was made.")
        self._wants_export = False
        self._work = PageWork(context.desk, self)
        self.finder = Finder(self._work, self)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._build()
        self._make_actions()
        self._lay_out()
        self._connect()
        below = parent.window()
        self.resize(round(below.width() * _SHARE), round(below.height() * _SHARE))

    def _build(self) -> None:
        self.banner = MarkingBanner()
        self.head = PageHead("Preview")
        self.notice = Notice("danger", "")
        self.notice.hide()
        self.bar = PreviewBar()
        self.side = PreviewSide(self._work)
        self.view = PageView(self._work)
        self._body = QWidget()
        pages = QHBoxLayout()
        pages.setSpacing(PAD)
        pages.addWidget(self.side)
        pages.addWidget(self.view, 1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(PAD)
        body.addWidget(self.bar)
        body.addLayout(pages, 1)
        self._body.hide()

    def _make_actions(self) -> None:
        view, finder = self.view, self.finder
        self.export = action(self, "preview_export", "Export…", self._on_export, keys="Ctrl+E")
        self.print = action(self, "preview_print", "Print…", self._on_print, keys="Ctrl+P")
        self.print.setEnabled(False)
        self.close_it = action(self, "preview_close", "Close", self.reject)
        self.cancel = action(self, "preview_cancel", "Cancel", self.reject)
        self.show_side = action(self, "preview_side", "Overview", self._on_side, keys="F4")
        self.larger = action(self, "zoom_in", "Zoom in", view.zoom_in, keys="Ctrl++")
        self.larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.smaller = action(self, "zoom_out", "Zoom out", view.zoom_out, keys="Ctrl+-")
        action(self, "zoom_actual", "Actual size", view.show_actual_size, keys="Ctrl+0")
        self.fits = [
            action(self, "fit_width", "Fit width", view.fit_width, keys="Ctrl+2"),
            action(self, "fit_page", "Whole page", view.fit_page, keys="Ctrl+1"),
        ]
        self.finds = [
            action(self, "find_previous", "Previous place", finder.go_back, keys="Shift+F3"),
            action(self, "find_next", "Next place", finder.go_on, keys="F3"),
        ]
        # A sign on the button; the whole words are its name and its tooltip.
        signs = zip((self.larger, self.smaller, *self.finds), "+−▲▼", strict=True)
        for made, sign in signs:
            made.setProperty("short", sign)
        action(self, "preview_find", "Find in this paper", self._on_find, keys="Ctrl+F")
        action(self, "go_to_page", "Go to a page", self._on_go_to, keys="Ctrl+G")

    def _lay_out(self) -> None:
        self.strip = ProgressStrip(self.cancel)
        self.bar.give(self.show_side, (self.smaller, self.larger), self.fits, self.finds)
        for made in (self.close_it, self.print):
            self.head.add_button(ActionButton(made))
        self.head.add_button(ActionButton(self.export, PRIMARY, shows_keys=True))
        inner = QVBoxLayout()
        inner.setContentsMargins(MARGIN, GUTTER, MARGIN, GUTTER)
        inner.setSpacing(PAD)
        for part in (self.head, self.notice, self.strip):
            inner.addWidget(part)
        inner.addWidget(self._body, 1)
        inner.addStretch(0)
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.banner)
        whole.addLayout(inner, 1)

    def _connect(self) -> None:
        self._ticks.timeout.connect(self._on_ticks_timeout)
        self._quiet.timeout.connect(self._look)
        self.bar.words.textChanged.connect(self._on_words_changed)
        self.view.page_changed.connect(self._on_page_changed)
        self.view.zoom_changed.connect(self.bar.show_zoom)
        self.side.page_asked.connect(self.view.go_to)
        self.finder.changed.connect(self._on_finder_changed)
        self._context.desk.closing.connect(self._on_desk_closing)

    # Making the paper: read on the store's thread, printed beside it.

    def begin(self, wanted: Wanted) -> None:
        """Make the paper, then show it."""
        outside = self._context.outside
        self.strip.show_work("Reading the board")
        self._ticks.start()
        self._context.desk.ask(
            self,
            lambda session: outside.draft_paper(session, wanted),
            self._make,
            failed=self._show_fault,
        )

    def _make(self, draft: DraftPaper) -> None:
        outside, progress = self._context.outside, self._progress
        self._show_title(draft.front.title, "")
        self.strip.show_work("Making the pages")

        def make() -> tuple[MadePaper, PaperPages]:
            made = outside.make_paper(draft, progress)
            progress.step(1, 1)  # who closed the preview meanwhile wants no pages
            return made, outside.paper_pages(made.pdf)

        self._context.desk.work(self, make, self._show_made, failed=self._show_fault)

    def _show_made(self, found: tuple[MadePaper, PaperPages]) -> None:
        self._made, self._pages = made, pages = found
        self._end_work()
        self.banner.show_marking(made.banner, is_controlled=made.is_controlled)
        self._show_title(made.title, "")
        self.bar.show_count(len(pages.sizes))
        self._body.show()
        self._whole.activate()  # else the first picture is made for a view without its size
        for part in (self.view, self.side, self.finder):
            part.show_pages(pages)
        self.print.setEnabled(True)
        self.view.setFocus()
        self._work.want(Rank.SMALL, [Errand(pages.outline, self._show_outline, self._show_fault)])
        if self._wants_export:
            self._on_export()

    def _show_outline(self, entries: tuple[OutlineEntry, ...]) -> None:
        self.side.show_outline(entries)
        self.side.small.ask()

    def _show_fault(self, fault: BoardError) -> None:
        self._end_work()
        if not isinstance(fault, Stopped):
            self.export.setEnabled(self._made is not None)
            self.notice.set_text(fault.message)
            self.notice.show()

    def _end_work(self) -> None:
        self._ticks.stop()
        self.strip.hide()

    def _show_title(self, title: str, told: str) -> None:
        facts = [count(self._made.pages, "page")] if self._made else []
        facts += [not_printed(self._made)] if self._made and not_printed(self._made) else []
        facts += [told] if told else []
        self.setWindowTitle(f"{title} - Preview")
        self.head.show_words(title, " · ".join(facts))

    # What goes out.

    @Slot()
    def _on_export(self) -> None:
        """Open the export, at once or as soon as there is a paper."""
        self._wants_export = self._made is None
        if self._made is not None:
            dialog = PaperExport(self._context, self._made, self)
            dialog.written.connect(self._on_exported)
            dialog.open()

    @Slot(object, str)
    def _on_exported(self, target: Path, told: str) -> None:
        self.accept()
        ExportedDialog(self._context, target, self._below, told).open()

    @Slot()
    def _on_print(self) -> None:
        made = self._made
        if made is not None:
            tell = partial(self._show_title, made.title)
            print_pdf(self._context, made.pdf, made.title, self, told=tell)

    # Getting about.

    def _look(self) -> None:
        self._quiet.stop()
        self.finder.look_for(self.bar.words.text(), max(self.view.page, 0))

    def _leave_search(self) -> None:
        self.bar.words.clear()
        self._look()
        self.view.setFocus()

    def _enter(self, *, is_back: bool) -> None:
        """Do what Enter means where the focus is; most often it exports."""
        focus = self.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif focus is self.bar.page:
            self.view.setFocus()
            if self.bar.page.hasAcceptableInput():
                self.view.go_to(int(self.bar.page.text()) - 1)
            self.bar.show_page(self.view.page + 1)
        elif focus is self.bar.words:
            if self.bar.words.text() != self.finder.words:
                self._look()
            elif is_back:
                self.finder.go_back()
            else:
                self.finder.go_on()
        elif focus is not self.side.contents:
            self.export.trigger()

    @Slot()
    def _on_ticks_timeout(self) -> None:
        self.strip.show_step(self._progress.done, self._progress.total)

    @Slot()
    def _on_desk_closing(self) -> None:
        self._progress.stop()

    @Slot()
    def _on_side(self) -> None:
        self.side.setVisible(not self.side.isVisible())

    @Slot()
    def _on_find(self) -> None:
        self.bar.words.setFocus()
        self.bar.words.selectAll()

    @Slot()
    def _on_go_to(self) -> None:
        self.bar.page.setFocus()
        self.bar.page.selectAll()

    @Slot(str)
    def _on_words_changed(self, _: str) -> None:
        self._quiet.start()

    @Slot(object)
    def _on_page_changed(self, number: int) -> None:
        self.bar.show_page(number + 1)
        self.side.small.follow(number)

    @Slot()
    def _on_finder_changed(self) -> None:
        self.bar.told.setText(self.finder.told())
        self.view.show_marks(self.finder.marks, self.finder.place)

    @override
    def done(self, result: int) -> None:
        """Close: what is being made is given up, and nothing is drawn any more."""
        self._progress.stop()
        self._work.stop()
        self._ticks.stop()
        self._quiet.stop()
        if self._pages is not None:
            self._pages.close()
        super().done(result)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._enter(is_back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape and self.bar.words.hasFocus():
            self._leave_search()
        else:
            super().keyPressEvent(event)
