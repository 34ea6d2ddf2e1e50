"""Set the content with this program's own documents; the target comes as an argument."""

import sys
from pathlib import Path

import content

from board_app.documents.pdf import render_pdf
from board_app.domain.document import (
    Align,
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    ItemHeading,
    Paragraph,
    Table,
    TitleBlock,
)

COLUMNS = (
    Column(content.HEAD[0], names_row=True),
    Column(content.HEAD[1], 1.0),
    Column(content.HEAD[2]),
    Column(content.HEAD[3], align=Align.RIGHT),
    Column(content.HEAD[4]),
)


def document() -> Document:
    blocks: list[Block] = [TitleBlock("Atrocities Prevention Board", "Minutes of the meeting")]
    for item in content.items():
        blocks.append(ItemHeading(str(item.number), item.title))
        blocks += [Paragraph(text) for text in item.paragraphs]
        blocks.append(Bullets(item.points))
    blocks += [Heading("Action items"), Table(COLUMNS, tuple(content.rows()))]
    return Document(title="Minutes", blocks=tuple(blocks), banner="UNCLASSIFIED")


def register() -> Document:
    """Return a register of 10,000 rows."""
    table = Table(COLUMNS, tuple(content.rows(10_000)))
    return Document(title="Register", blocks=(table,), banner="UNCLASSIFIED")


if __name__ == "__main__":
    render_pdf(register() if sys.argv[2:] else document(), Path(sys.argv[1]))
