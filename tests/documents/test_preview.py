"""PDF pages as pictures, words, places and outline; bad files are refused."""

import io
import threading
from pathlib import Path

import pikepdf
import pytest
from typing_extensions import override

from board_app.documents.pdf import render_pdf
from board_app.documents.preview import PdfPages
from board_app.domain.errors import NotFound, Refused
from board_app.services.progress import Progress, Stopped
from tests.documents import demo
from tests.ui.papers import NEEDLE, long_document


def pdf_of(pages: int = 3, needles: tuple[int, ...] = ()) -> bytes:
    buffer = io.BytesIO()
    render_pdf(long_document(pages, needles=needles), buffer, created=demo.MADE)
    return buffer.getvalue()


def saved(document: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer, **options)  # type: ignore[arg-type]  # pikepdf's own
    document.close()
    return buffer.getvalue()


class Stopping(Progress):
    """Stops at a step."""

    def __init__(self, at: int) -> None:
        super().__init__("Stopped. Nothing was written.")
        self._at = at

    @override
    def step(self, done: int, total: int) -> None:
        self._at -= 1
        if self._at < 0:
            self.stop()
        super().step(done, total)


def test_picture_is_as_fine_as_was_asked() -> None:
    pages = PdfPages(pdf_of())

    picture = pages.picture(1, 144)

    assert (picture.width, picture.height) == (1224, 1584)
    assert len(picture.pixels) == picture.stride * picture.height
    assert min(picture.pixels[::4]) < 128, "there is ink on the page"


def test_picture_of_a_huge_page_is_made_smaller() -> None:
    document = pikepdf.new()
    document.add_blank_page(page_size=(14_400, 14_400))
    pages = PdfPages(saved(document))

    picture = pages.picture(0, 600)

    assert picture.width * picture.height <= 41_000_000


def test_words_are_found_over_the_end_of_a_line_and_case_aside() -> None:
    buffer = io.BytesIO()
    render_pdf(demo.minutes(), buffer)
    pages = PdfPages(buffer.getvalue())
    lines = pages.text(0).splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("Minutes of"))
    over = f"{lines[at - 1].split()[-1]}  minutes OF"

    ((first, second),) = pages.found(0, over)

    assert second.top > first.top, "one box a line"
    width, height = pages.sizes[0]
    assert 0 < first.left < first.left + first.width < width
    assert 0 < first.top < first.top + first.height < height / 3, "from the upper edge"


def test_nothing_is_found_of_nothing() -> None:
    pages = PdfPages(pdf_of(2, needles=(2,)))

    assert pages.found(0, "  ") == ()
    assert pages.found(0, NEEDLE) == ()
    assert len(pages.found(1, NEEDLE)) == 1


def test_outline_leads_to_the_headings() -> None:
    pages = PdfPages(pdf_of(3))

    titles = [(entry.title, entry.level, entry.page) for entry in pages.outline()]

    assert titles == [(f"Chapter {at + 1}", 0, at) for at in range(3)]
    assert 0 < pages.outline()[1].top < 150


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 and no more",
        b"hello" * 100,
        pytest.param(pdf_of()[:3000], id="cut off"),
        pytest.param(saved(pikepdf.new()), id="no pages"),
        pytest.param(
            saved(pikepdf.open(io.BytesIO(pdf_of())), encryption=pikepdf.Encryption(user="x")),
            id="locked",
        ),
    ],
)
def test_what_is_no_sound_pdf_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(data)
    for source in (data, path):
        with pytest.raises(Refused, match="PDF"):
            PdfPages(source)


def test_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        PdfPages(tmp_path / "gone.pdf")


def test_page_that_there_is_not_is_said() -> None:
    pages = PdfPages(pdf_of(2))
    for number in (-1, 2):
        with pytest.raises(NotFound):
            pages.picture(number, 72)
        with pytest.raises(NotFound):
            pages.text(number)


def test_closed_pages_are_refused_and_never_touched() -> None:
    pages = PdfPages(pdf_of(2))

    pages.close()
    pages.close()

    with pytest.raises(NotFound, match="closed"):
        pages.picture(0, 72)
    assert pages.outline() == ()


def test_two_threads_may_ask_at_once() -> None:
    """The library itself dies of it."""
    both = [PdfPages(pdf_of(20)) for _ in range(2)]
    made: list[int] = []

    def draw(pages: PdfPages) -> None:
        made.extend(pages.picture(at, 60).width for at in range(20))

    threads = [threading.Thread(target=draw, args=(pages,)) for pages in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 40


def test_progress_rises_to_its_end_and_can_stop_the_work() -> None:
    told: list[float] = []
    document = long_document(30)
    render_pdf(document, io.BytesIO(), progress=lambda done, of: told.append(done / of))
    assert told == sorted(told)
    assert len(told) > 30
    assert told[0] == 0
    assert told[-1] > 0.9

    for end in (1, len(told) // 2, len(told) - 1):
        progress, buffer = Stopping(end), io.BytesIO()
        with pytest.raises(Stopped, match="Nothing was written"):
            render_pdf(document, buffer, progress=progress.step)
        assert buffer.getvalue() == b""
