"""The papers of the story: a short paper in words, or a picture of a chart."""

import io
from datetime import datetime
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import resources
from board_app.documents.pdf import render_pdf
from board_app.domain.document import Document, Paragraph, TitleBlock
from board_app.sample.story import StoryChart, StoryPaper

_SIZE = (1500, 900)
_FLOOR, _LEFT, _TOP = 760, 90, 190
_INK, _MUTED, _BAR = "#1d2733", "#495667", "#2f5f98"
_LARGE, _SMALL = 40, 32


def content_of(told: StoryPaper, board: str, at: datetime) -> tuple[bytes, int]:
    """Return a paper as it would be attached, with its pages."""
    if told.chart is not None:
        return _picture(told.chart), 1
    document = Document(
        title=told.title,
        author=told.by,
        subject=f"{board}: sample",
        banner="CUI" if told.cui else "UNCLASSIFIED",
        blocks=(
            TitleBlock(told.by, told.title, (("Sample", "invented for this board"),)),
            *(Paragraph(line) for line in told.lines),
        ),
    )
    buffer = io.BytesIO()
    report = render_pdf(document, buffer, created=at)
    return buffer.getvalue(), report.pages


def _picture(chart: StoryChart) -> bytes:
    """Return a chart as PNG: its caption, a bar for each value with its figure, and its name."""
    image = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(image)
    draw.text((_LEFT, 60), chart.caption, fill=_INK, font=_font(_LARGE))
    step = (_SIZE[0] - 2 * _LEFT) / len(chart.values)
    highest = max(chart.values.values())
    for place, (name, value) in enumerate(chart.values.items()):
        middle = _LEFT + step * (place + 0.5)
        top = _FLOOR - (_FLOOR - _TOP) * value / highest
        draw.rectangle((middle - step * 0.3, top, middle + step * 0.3, _FLOOR), fill=_BAR)
        draw.text((middle, top - 12), f"{value:g}", fill=_INK, font=_font(_SMALL), anchor="ms")
        draw.text((middle, _FLOOR + 50), name, fill=_MUTED, font=_font(_SMALL), anchor="ms")
    draw.line((_LEFT, _FLOOR, _SIZE[0] - _LEFT, _FLOOR), fill=_MUTED, width=3)
    buffer = io.BytesIO()
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(
        buffer, "PNG", optimize=True, dpi=(200, 200)
    )
    return buffer.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont:
    path = Path(resources.__file__).parent / "fonts" / "noto" / "NotoSans-Regular.ttf"
    return ImageFont.truetype(path, size)
