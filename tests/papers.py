"""Small papers of each kind, made by the tests themselves."""

import io

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def pdf(pages: int = 1) -> bytes:
    """Return a sound PDF of empty pages."""
    import pikepdf  # noqa: PLC0415  (not every test of papers needs it)

    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf_saying(*pages: str) -> bytes:
    """Return a PDF with a page for each text, in lines."""
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  (as above)

    out = io.BytesIO()
    canvas = Canvas(out)
    for text in pages:
        lines = canvas.beginText(72, 720)
        lines.textLines(text)
        canvas.drawText(lines)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(kind: str = "PNG", *, mode: str = "RGB", size: tuple[int, int] = (30, 20)) -> bytes:
    """Return a picture."""
    from PIL import Image  # noqa: PLC0415  (as above)

    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    return out.getvalue()
