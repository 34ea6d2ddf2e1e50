"""The export of one paper: what it is marked as, whom it is for, and where it is kept."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, QTimer, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QWidget
from typing_extensions import override

from board_app.domain.errors import BoardError, Invalid, Refused, StorageUnavailable
from board_app.domain.words import count, joined
from board_app.services.papers.book_release import going_out
from board_app.services.papers.making import MadePaper
from board_app.services.papers.release import Release, TooHigh
from board_app.services.progress import Progress, Stopped
from board_app.services.scheme import scheme_of
from ui.commands import action
from ui.kit.banner import MarkingBanner
from ui.kit.choice_field import ChoiceField, MultiChoice
from ui.kit.dialogs import FormDialog, ask_save_path
from ui.kit.fields import Field, Form, LineField
from ui.kit.folder_field import FolderField
from ui.kit.notice import Notice
from ui.kit.text import PlainLabel
from ui.page import Context
from ui.parts.issuing import record_given
from ui.parts.release_choice import ReleaseChoice

PDF = "PDF (*.pdf)"
_ENDING = ".pdf"
_TICK_MS = 100
_THOUSAND = 1000
_NAMED = 6
_WHOLE_BOARD, _SECRETARIAT, _AGENCIES, _OTHERS = "board", "secretariat", "agencies", "others"
_WHO = (
    (_WHOLE_BOARD, "The whole board"),
    (_SECRETARIAT, "The secretariat"),
    (_AGENCIES, "Some agencies"),
    (_OTHERS, "Others"),
)
_CONTROLLED = (
    "This paper holds controlled unclassified information, and the file is not encrypted: give "
    "it only to those who may have it."
)

Values = dict[str, Any]  # Any: each field's own kind of value


class PaperExport(FormDialog):
    """Asks what must be known before a paper leaves the program, then writes it whole."""

    exported = Signal(object, str)  # Path, what is told of it

    def __init__(self, context: Context, made: MadePaper, parent: QWidget) -> None:
        self._context = context
        self._made = made
        self._progress: Progress | None = None
        self._replaces: Path | None = None
        super().__init__(f"Export: {made.title}", Form(), accept="Export", parent=parent)
        self._browse = action(self, "browse", "Browse…", self._on_browse, keys="Ctrl+B")
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._build()
        self._ticks.timeout.connect(self._on_ticks_timeout)
        self.submitted.connect(self._on_submitted)

    def _build(self) -> None:
        made, form = self._made, self.form
        banner = MarkingBanner()
        banner.show_marking(made.banner, is_controlled=made.is_controlled, is_large=True)
        form.add_widget(banner)
        said = " ".join(
            part for part in (f"{count(made.pages, 'page')}.", not_printed(made)) if part
        )
        self.facts = PlainLabel(said, "facts", wraps=True)
        form.add_widget(self.facts)
        if made.is_controlled:
            form.add_widget(Notice("warning", _CONTROLLED))
        form.add(Field("File name", LineField(), name="file_name"))
        form.add(Field("Folder", FolderField(self._browse), name="folder"))
        form.add(Field("For", ChoiceField(_WHO), name="reader"))
        readers = [(name, name) for name in made.draft.readers]
        form.add(Field("Which agencies", MultiChoice(readers), name="agencies"))
        help_text = "The first page says so in its distribution line."
        form.add(Field("Who else", LineField("Department of …"), name="others", help=help_text))
        board = self._context.desk.board
        self.release = ReleaseChoice(scheme_of(board), board.ceiling)
        # An open paper may go to anybody.
        self.release.setVisible(made.is_controlled)
        self.release.edited.connect(self._on_reader_edited)
        form.add_widget(self.release)
        self._add_bar()
        for name, value in (
            ("file_name", made.draft.name),
            ("folder", str(self._context.export_folder or documents_folder())),
            ("reader", _WHOLE_BOARD),
        ):
            form.fields[name].set_value(value)
        form.fields["reader"].editor.edited.connect(self._on_reader_edited)  # type: ignore[attr-defined]  # a choice
        self._show_readers()

    def _add_bar(self) -> None:
        self.bar = QProgressBar()
        self.bar.setObjectName("progress")
        self.bar.setAccessibleName("Progress")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        room = self.bar.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(room)
        self.bar.hide()
        self.body.insertWidget(self.body.count() - 1, self.bar)

    def _show_readers(self) -> None:
        chosen = self.form.fields["reader"].value()
        for name in (_AGENCIES, _OTHERS):
            self.form.fields[name].setVisible(chosen == name)

    # Making and writing.

    @Slot(object)
    def _on_submitted(self, values: Values) -> None:
        try:
            target = target_of(values)
            reader = _reader(values)
            release = self._release()
            draft = self._made.draft.addressed(reader)
        except Invalid as fault:
            self.show_fault(fault)
            return
        except Refused as fault:
            self.show_problems({"others": fault.message})
            return
        if target.exists() and target != self._replaces:
            self._replaces = target
            self.show_problems({"file_name": there_already(target)})
            self.accept_action.setText("Replace")
            return
        self._context.export_folder = target.parent
        outside, made, board = self._context.outside, self._made, self._context.desk.board
        progress = self._progress = Progress("Stopped. Nothing was written.")

        def write() -> MadePaper:
            # Nothing is printed twice: the pages are those that were looked at, unless it says
            # something else on them now.
            going = draft
            if release is not None:
                going = replace(draft, document=going_out(draft.document, board, release))
            fresh = made if going == made.draft else outside.make_paper(going, progress)
            progress.step(1, 1)
            outside.write_paper(fresh.pdf, target)
            return fresh

        self._show_work()
        told = f"It is for {reader}." if reader else ""
        self._context.desk.work(
            self, write, lambda fresh: self._finish(target, told, fresh), failed=self._on_failed
        )

    def _release(self) -> Release | None:
        """Return how far the paper may go, None for an open one; raises Invalid."""
        if not self._made.is_controlled:
            return None
        try:
            return self.release.value()
        except Invalid as fault:
            self.release.show_problem(fault.message)
            raise

    def _show_work(self) -> None:
        self.show_busy("Exporting…")
        self.cancel_action.setEnabled(True)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._ticks.start()

    def _end_work(self) -> None:
        self._progress = None
        self._ticks.stop()
        self.bar.hide()

    def _finish(self, target: Path, told: str, fresh: MadePaper) -> None:
        self._end_work()
        record_given(self._context, fresh)
        self.finish()
        self.exported.emit(target, told)

    def _on_failed(self, fault: BoardError) -> None:
        self._end_work()
        self.show_fault(fault)  # which lets the answer be given again
        if isinstance(fault, StorageUnavailable):
            self.show_problems({"file_name": fault.message})
        elif isinstance(fault, TooHigh):
            self.release.show_too_high(fault.portions)
            self.place()
        elif not isinstance(fault, Stopped):
            self._replaces = None

    @override
    def reject(self) -> None:
        """End the work that is going on; without any, close."""
        if self._progress is not None:
            self._progress.stop()
            self.cancel_action.setEnabled(False)
            return
        super().reject()

    @Slot()
    def _on_browse(self) -> None:
        values = self.form.fields
        suggested = Path(values["folder"].value()) / (values["file_name"].value() or _ENDING)
        ask_save_path(self, "Keep the paper in", str(suggested), PDF, self._take_path)

    def _take_path(self, path: Path) -> None:
        """Take what was chosen in the system's way, where a file that is there was asked about."""
        target = with_ending(path)
        self.form.fields["file_name"].set_value(target.name)
        self.form.fields["folder"].set_value(str(target.parent))
        if target == path:
            self._replaces = target

    @Slot()
    def _on_reader_edited(self) -> None:
        self._show_readers()
        self.place()

    @Slot()
    def _on_ticks_timeout(self) -> None:
        progress = self._progress
        if progress is not None and progress.total > 0:
            self.bar.setRange(0, _THOUSAND)
            self.bar.setValue(min(progress.done * _THOUSAND // progress.total, _THOUSAND))


def not_printed(made: MadePaper) -> str:
    """Return which signs of a paper could not be printed as they were typed, "" if all could."""
    if not made.lost:
        return ""
    total = sum(times for _, times in made.lost)
    verb = "is" if total == 1 else "are"
    named = [_named(sign, times) for sign, times in made.lost[:_NAMED]]
    rest = len(made.lost) - _NAMED
    if rest > 0:
        named.append(f"{rest} others")
    return f"{count(total, 'sign')} can't be printed and {verb} shown as �: {joined(named)}."


def _named(sign: str, times: int) -> str:
    shown = f"{sign} (U+{ord(sign):04X})" if sign.isprintable() else f"U+{ord(sign):04X}"
    return shown if times == 1 else f"{shown} {times} times"


def target_of(values: Values) -> Path:
    """Return the file that is meant; a whole path may stand for the name. Raises Invalid."""
    name, folder = values["file_name"].strip(), values["folder"].strip()
    if not name or name == _ENDING:
        raise Invalid("Give the file a name.", field="file_name")
    if not folder and not Path(name).is_absolute():
        raise Invalid("Say in which folder the file is to be kept.", field="folder")
    try:
        target = with_ending(Path(folder).expanduser() / Path(name).expanduser())
        is_there, is_folder = target.parent.is_dir(), target.is_dir()
    except (OSError, RuntimeError, ValueError):
        raise Invalid("This is not a name that a file can have.", field="file_name") from None
    if not is_there:
        raise Invalid("There is no such folder. Choose another one.", field="folder")
    if is_folder:
        raise Invalid(f"“{target.name}” is a folder. Choose another name.", field="file_name")
    return target


def with_ending(path: Path) -> Path:
    """Return a path that ends in .pdf."""
    is_pdf = path.suffix.lower() == _ENDING
    return path if is_pdf else path.with_name(f"{path.name}{_ENDING}")


def _reader(values: Values) -> str:
    """Return whom the paper is for in words, "" for the whole board. Raises Invalid."""
    who = values["reader"]
    if who == _SECRETARIAT:
        return "Secretariat"
    if who == _AGENCIES:
        if not values["agencies"]:
            raise Invalid("Choose at least one agency.", field="agencies")
        return joined(values["agencies"])
    if who == _OTHERS:
        if not values["others"].strip():
            raise Invalid("Say whom the paper is for.", field="others")
        return str(values["others"])
    return ""


def there_already(target: Path) -> str:
    """Return what is said before a file is replaced."""
    return f"There is a file “{target.name}” already. Press Replace to write over it."


def documents_folder() -> Path:
    """Return where this person keeps documents."""
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(kind))
