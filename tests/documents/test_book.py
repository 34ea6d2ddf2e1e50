"""The book: one numbering for eye, screen and contents, whatever stands in it."""

import io
from collections.abc import Sequence
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from board_app.documents.book import render_book
from board_app.documents.pdf import RenderReport, render_pdf
from board_app.domain.book import Book, Foreign, Missing, Omitted, Tab
from board_app.domain.document import Document, Heading, PageBreak, PaperSize, Paragraph, TitleBlock
from board_app.services.progress import Progress, Stopped
from tests.documents import demo
from tests.documents.validating import Validator


def _front(**more: object) -> Document:
    head = TitleBlock("Board", "Board book of the 7th meeting", (("For", "all"),))
    facts: dict[str, object] = {"title": "Board book", "banner": "CUI", "blocks": (head,), **more}
    return Document(**facts)  # type: ignore[arg-type]  # given by their names


def _own(pages: int, title: str = "Own paper") -> Document:
    blocks = [
        block
        for page in range(1, pages + 1)
        for block in (PageBreak(), Paragraph(f"{title}, sheet {page}"))
    ]
    return Document(title=title, banner="U", blocks=(Heading(title), *blocks[1:]))


def _foreign(pages: int, **more: object) -> Foreign:
    buffer = io.BytesIO()
    render_pdf(_own(pages, "Foreign paper"), buffer, created=demo.MADE)
    return Foreign(buffer.getvalue(), **more)  # type: ignore[arg-type]  # given by their names


def _blank(size: tuple[float, float], **entries: object) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=size)
        page.Contents = pdf.make_stream(b"0 0 1 rg 0 0 9999 9999 re f")
        for name, value in entries.items():
            page.obj[f"/{name}"] = value
        pdf.save(buffer)
    return buffer.getvalue()


def _rendered(tabs: Sequence[Tab], **more: str) -> tuple[bytes, RenderReport]:
    buffer = io.BytesIO()
    report = render_book(Book(_front(), tuple(tabs), **more), buffer, created=demo.MADE)
    return buffer.getvalue(), report


def _pages(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for page in pdf:
            text_page = page.get_textpage()
            texts.append(" ".join(text_page.get_text_bounded().split()))
            text_page.close()
            page.close()
        return texts
    finally:
        pdf.close()


def _labels(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [page.label for page in pdf.pages]


TABS = (
    Tab("Agenda", "The agenda", _own(2)),
    Tab("Item 1", "A subject", None, portion="(CUI)"),
    Tab("Item 1 / Tab A", "First paper", _foreign(3), 1, "(CUI)"),
    Tab("Item 1 / Tab B", "Second paper", Omitted(4), 1, "(CUI)"),
    Tab("Item 1 / Tab C", "Third paper", Missing("It is encrypted."), 1),
    Tab("Item 2", "Another subject", _own(1, "Review")),
)


def test_one_numbering_for_eye_screen_and_contents() -> None:
    data, report = _rendered(TABS)
    pages = _pages(data)
    labels = _labels(data)

    assert report.pages == len(pages) == 8
    # The second paper has four pages in the whole book: they are counted here as well.
    assert labels == ["1", "2", "3", "4", "5", "6", "11", "12"]
    for label, text in zip(labels, pages, strict=True):
        assert f"Page {label} of 12" in text
    for line in ("Agenda The agenda 2", "Tab A (CUI) First paper 4", "Tab C Third paper 11"):
        assert line in pages[0]
    assert "Tab B (CUI) Not in this copy 7–10" in pages[0]
    assert "Second paper" not in "".join(pages)


def test_foot_says_item_and_tab() -> None:
    pages = _pages(_rendered(TABS)[0])

    assert "Item 1 / Tab A" in pages[5]
    assert "Item 2" in pages[7]
    assert "Tab" not in pages[7]


def test_contents_and_outline_lead_to_the_page() -> None:
    data, _ = _rendered(TABS)
    pdf = pypdfium2.PdfDocument(data)
    outline = [(one.level, one.get_title(), one.get_dest().get_index()) for one in pdf.get_toc()]
    pdf.close()
    with pikepdf.open(io.BytesIO(data)) as opened:
        places = [page.objgen for page in opened.pages]
        links = list(opened.pages[0].Annots)
        led = [at for link in links for at, one in enumerate(places) if one == link.Dest[0].objgen]

    assert led == [1, 3, 6, 7]
    assert (0, "Item 1: A subject", 3) in outline
    assert (1, "Tab A: First paper", 3) in outline
    assert (0, "Item 2: Another subject", 7) in outline


def test_paper_that_can_not_be_shown_has_a_page_that_says_so() -> None:
    pages = _pages(_rendered(TABS)[0])

    assert "Tab C: Third paper" in pages[6]
    assert "This paper can't be shown. It is encrypted." in pages[6]


def test_supplement_counts_for_itself() -> None:
    data, _ = _rendered((Tab("Item 1 / Tab D", "Late paper", _own(2), 1),), prefix="S-")

    assert _labels(data) == ["S-1", "S-2", "S-3"]
    assert all(f"Page S-{at} of S-3" in text for at, text in enumerate(_pages(data), 1))


def test_book_of_own_papers_and_pictures_keeps_both_standards(validator: Validator) -> None:
    tabs = [
        *(tab for tab in TABS if not isinstance(tab.content, Foreign)),
        Tab("Item 3 / Tab A", "A map", Foreign(_blank((300, 200)), ("Roads",), is_picture=True), 1),
    ]

    assert validator.broken(_rendered(tabs)[0]) == []


def test_book_with_foreign_papers_claims_no_standard(validator: Validator) -> None:
    data, _ = _rendered(TABS)

    rules = {line.split(" ")[0] + line.split(" ")[1] for line in validator.broken(data)}
    # The claims alone, and what the foreign pages themselves bring.
    assert rules == {"2a6.6.4-1", "ua15-1", "ua17.1-1"}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "from outside" in str(pdf.docinfo["/Keywords"])


def test_foreign_page_is_read_aloud() -> None:
    data, _ = _rendered((Tab("Tab A", "Paper", _foreign(2, texts=("Words of one",)), 1),))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = sorted(str(one.Alt) for one in pdf.objects if _is_figure(one))

    assert said == [
        "Tab A: Paper, page 1 of 2: Words of one",
        "Tab A: Paper, page 2 of 2. Its words are not known here: ask the secretariat for them.",
    ]


def _is_figure(one: object) -> bool:
    return isinstance(one, Dictionary) and one.get("/S") == Name.Figure


@pytest.mark.parametrize(
    ("size", "entries"),
    [
        ((612, 792), {}),
        ((792, 612), {"Rotate": 90}),
        ((612, 792), {"Rotate": -90}),
        ((612, 792), {"CropBox": Array([100, 200, 500, 700])}),
        ((612, 792), {"MediaBox": Array([-50, -60, 400, 500])}),
        ((612, 792), {"MediaBox": Array([400, 500, 0, 0])}),
        ((14400, 14400), {}),
        ((3, 3), {}),
        ((200, 200), {"UserUnit": 2}),
    ],
)
def test_page_of_any_shape_fills_its_frame(
    size: tuple[float, float], entries: dict[str, object]
) -> None:
    data, _ = _rendered((Tab("Tab A", "P", Foreign(_blank(size, **entries)), 1),))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        box = [float(side) for side in next(o for o in pdf.objects if _is_figure(o)).A.BBox]
    pdf = pypdfium2.PdfDocument(data)
    picture = pdf[1].render(scale=1).to_pil().convert("RGB")
    height = picture.height
    pdf.close()

    inside = (box[0] + box[2]) / 2, height - (box[1] + box[3]) / 2
    assert picture.getpixel((int(inside[0]), int(inside[1]))) == (0, 0, 255)
    # Nothing of it stands outside of its frame, and the frame is on the page.
    assert picture.getpixel((int(box[2]) + 3, int(inside[1]))) == (255, 255, 255)
    assert 0 <= box[0] < box[2] <= 612
    assert 40 < box[1] < box[3] < 760


def test_book_can_be_stopped() -> None:
    progress = Progress()
    progress.stop()
    buffer = io.BytesIO()

    with pytest.raises(Stopped):
        render_book(Book(_front(), TABS), buffer, progress=progress)
    assert buffer.getvalue() == b""


def test_same_book_gives_same_bytes() -> None:
    assert _rendered(TABS)[0] == _rendered(TABS)[0]


def test_a4_book_has_its_size() -> None:
    buffer = io.BytesIO()
    render_book(Book(_front(paper=PaperSize.A4), TABS), buffer, created=demo.MADE)

    with pikepdf.open(io.BytesIO(buffer.getvalue())) as pdf:
        assert {tuple(round(float(side)) for side in page.mediabox) for page in pdf.pages} == {
            (0, 0, 595, 842)
        }


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.integers(1, 3).map(_own),
            st.integers(1, 4).map(Omitted),
            st.just(Missing("Why.")),
            st.none(),
        ),
        max_size=8,
    )
)
def test_copies_count_alike(contents: list[Document | Omitted | Missing | None]) -> None:
    tabs = [Tab(f"Item {at}", f"Subject {at}", one) for at, one in enumerate(contents, 1)]

    data, report = _rendered(tabs)

    numbers = [int(label) for label in _labels(data)]
    left_out = sum(one.pages for one in contents if isinstance(one, Omitted))
    assert numbers[0] == 1
    assert all(before < after for before, after in pairwise(numbers))
    assert f"of {report.pages + left_out}" in _pages(data)[0]


def test_headings_of_papers_stand_below_that_of_the_book() -> None:
    data, _ = _rendered([Tab("Tab A", "One", _own(1)), Tab("Tab B", "Two", _own(2))])

    with pikepdf.open(io.BytesIO(data)) as pdf:
        kinds = [
            str(one.S)
            for one in pdf.objects
            if isinstance(one, Dictionary) and str(one.get("/S", "")) in {"/H1", "/H2", "/H3"}
        ]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") >= 2
