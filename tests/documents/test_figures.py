"""Figures: paths that leave nothing outside, numbered and hatched for eyes without colour."""

import io

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from board_app.documents.pdf import render_pdf
from board_app.domain.document import Document, Figure, PaperSize, Paragraph, Shape, texts_in
from board_app.services.papers.world import world_outlines
from tests.documents.demo import MADE
from tests.documents.reading import of, printed

SQUARE = ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
HOLE = ((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6))


def picture(document: Document) -> Image.Image:
    buffer = io.BytesIO()
    render_pdf(document, buffer, created=MADE)
    pdf = pypdfium2.PdfDocument(buffer.getvalue())
    try:
        drawn: Image.Image = pdf[0].render(scale=1).to_pil()
        return drawn.convert("RGB")
    finally:
        pdf.close()


def test_shape_is_filled_and_its_hole_is_not() -> None:
    whole = Figure("A square", 0.5, (Shape((SQUARE,), "FF0000"),), width=0.5)
    holed = Figure("A ring", 0.5, (Shape((SQUARE, HOLE), "FF0000"),), width=0.5)
    red = {}
    for figure in (whole, holed):
        counted = picture(of(figure)).getcolors(1 << 24) or []
        red[figure.alt] = sum(number for number, colour in counted if colour == (255, 0, 0))
    assert red["A square"] > red["A ring"] > 0
    assert red["A ring"] / red["A square"] == pytest.approx(1 - 0.04 / 0.64, abs=0.02)


def test_what_is_hatched_does_not_look_like_what_is_not() -> None:
    plain = picture(of(Figure("x", 0.5, (Shape((SQUARE,), "E3E6EA"),))))
    hatched = picture(of(Figure("x", 0.5, (Shape((SQUARE,), "E3E6EA", is_hatched=True),))))
    assert plain.tobytes() != hatched.tobytes()
    in_grey = len(set(hatched.convert("L").tobytes())) - len(set(plain.convert("L").tobytes()))
    assert in_grey > 3


def test_number_can_be_read_back_and_figure_takes_its_own_room() -> None:
    shape = Shape((SQUARE,), "741C10", "16202C", label="5")
    made = printed(of(Paragraph("Before."), Figure("A five", 0.5, (shape,)), Paragraph("After.")))
    lines = [line.strip() for line in made.text.split("\n")]
    assert "5" in lines
    assert lines.index("Before.") < lines.index("5") < lines.index("After.")


def test_who_hears_the_page_gets_the_words_and_knows_where_the_figure_is() -> None:
    figure = Figure("Élan in words", 0.5, (Shape((SQUARE,), "FF0000", label="1"),))
    with pikepdf.open(io.BytesIO(printed(of(figure)).data)) as pdf:
        found = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
        ]
        (elem,) = found
        assert (elem.S, str(elem.Alt)) == ("/Figure", "Élan in words")
        left, bottom, right, top = (float(side) for side in elem.A.BBox)
    assert (right - left) / (top - bottom) == pytest.approx(2, abs=0.01)
    assert left == pytest.approx(25 * 72 / 25.4, abs=0.1)


def test_figure_that_does_not_fit_goes_to_the_next_page_with_its_caption() -> None:
    filler = tuple(Paragraph(f"Line {number}.") for number in range(30))
    figure = Figure("A square", 0.6, (Shape((SQUARE,), "FF0000", label="1"),), caption="The map")
    made = printed(of(*filler, figure))
    assert len(made.pages) == 2
    assert "The map" in made.pages[1]


def test_reader_of_texts_gets_the_words_of_a_figure_and_not_its_points() -> None:
    figure = Figure("In words", 0.5, (Shape((SQUARE,), "FF0000", label="1"),), caption="Map")
    assert [text for text in texts_in(figure) if text] == ["In words", "Map"]


def test_landscape_turns_either_sheet() -> None:
    for paper, size in ((PaperSize.LETTER, (792, 612)), (PaperSize.A4, (842, 595))):
        document = Document(
            title="T", blocks=(Paragraph("x"),), banner="CUI", paper=paper, is_landscape=True
        )
        wide, high = picture(document).size
        assert (abs(wide - size[0]), abs(high - size[1])) <= (1, 1)


def test_every_outline_of_the_world_lies_on_the_map() -> None:
    world = world_outlines()
    assert len(world.outlines) > 250
    assert 0.4 < world.height < 0.5
    points = [point for one in world.outlines for ring in one.rings for point in ring]
    assert len(points) > 30_000
    assert all(0 <= x <= 1 and 0 <= y <= world.height for x, y in points)
    assert {"BI", "SD", "XK"} & world.main().keys() >= {"BI", "SD"}
