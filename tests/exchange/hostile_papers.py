"""Papers that somebody made to do harm, or that came to harm; each is made anew."""

import io
import warnings
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image


def saved(pdf: Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it is broken is what it is for
        pdf.save(out, **how)
    return out.getvalue()


def made(change: Callable[[Pdf], object], *, pages: int = 2) -> bytes:
    """Return a PDF of blank pages after a change."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    change(pdf)
    return saved(pdf)


def script(code: str = "app.alert(1)") -> Dictionary:
    return Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String(code))


def note(pdf: Pdf, subtype: str, **more: Any) -> Any:
    """Put an annotation onto the first page."""
    made = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(subtype), Rect=Array([10, 10, 90, 40]), **more)
    )
    page = pdf.pages[0].obj
    page.Annots = Array([*page.get("/Annots", ()), made])
    return made


def appearance(pdf: Pdf) -> Dictionary:
    form = pdf.make_stream(
        b"0 0 80 30 re f",
        Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 80, 30])),
    )
    return Dictionary(N=form)


def opens_with_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = script()
    pdf.Root.AA = Dictionary(WC=script("x"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script("y")])))
    pdf.pages[0].obj.AA = Dictionary(O=script("z"))


def holds_a_program(pdf: Pdf) -> None:
    pdf.attachments["x.exe"] = b"MZ"
    note(pdf, "/FileAttachment", FS=pdf.Root.Names.EmbeddedFiles.Names[1], AP=appearance(pdf))


def launches(pdf: Pdf) -> None:
    launch = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    note(pdf, "/Link", A=Dictionary(S=Name.URI, URI=String("https://un.org"), Next=launch))
    note(pdf, "/Link", A=launch)
    note(pdf, "/Link", A=Dictionary(S=Name.GoToR, F=String("//server/share")))
    note(pdf, "/Link", A=Dictionary(S=Name.SubmitForm, F=String("http://x")))
    note(pdf, "/Link", A=Dictionary(S=Name.URI, URI=String("javascript:alert(1)")))
    note(pdf, "/Link", A=Dictionary(S=Name.URI, URI=String("file:///etc/passwd")))


def form(pdf: Pdf, *, fields: bool = True) -> None:
    widget = note(
        pdf,
        "/Widget",
        FT=Name.Tx,
        T=String("name"),
        V=String("typed"),
        AP=appearance(pdf),
        A=script(),
        AA=Dictionary(K=script()),
    )
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([widget] if fields else []),
        XFA=pdf.make_stream(b"<xdp/>"),
    )


def media(pdf: Pdf) -> None:
    for subtype in ("/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"):
        note(pdf, subtype, A=Dictionary(S=Name.Rendition, JS=String("x")), AP=appearance(pdf))


def hidden(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = "Somebody"
    pdf.Root.Metadata = pdf.make_stream(b"<x/>", Dictionary(Type=Name.Metadata, Subtype=Name.XML))
    page = pdf.pages[0].obj
    page.PieceInfo = Dictionary(Word=Dictionary(Private=String("draft by Somebody")))
    page.Thumb = pdf.make_stream(b"x")


def comments(pdf: Pdf) -> None:
    note(pdf, "/Highlight", AP=appearance(pdf), Contents=String("Why?"))


def in_the_structure(pdf: Pdf) -> None:
    """Hide a form field where only the structure of the text names it."""
    widget = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=Array([0, 0, 1, 1]),
            AA=Dictionary(K=script()),
        )
    )
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = pdf.make_indirect(Dictionary(S=Name.Form, P=root))
    element.K = Dictionary(Type=Name.OBJR, Obj=widget)
    root.K = element
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def tucked_away(pdf: Pdf) -> None:
    """Put actions where no reader looks for them, but a careless one may."""
    launch = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    layers = Dictionary(Order=Array([script(), Dictionary(Hidden=launch)]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=layers)


def outside_data(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"", Dictionary(F=String("//server/share/x")))
    pdf.pages[0].obj.Contents = stream


def links(pdf: Pdf) -> None:
    """Three links that may stay: to the web, to a page, to a named page."""
    note(pdf, "/Link", A=Dictionary(S=Name.URI, URI=String("https://www.un.org/genocide")))
    note(pdf, "/Link", Dest=Array([pdf.pages[1].obj, Name.Fit]))
    pdf.Root.Dests = Dictionary(there=Array([pdf.pages[1].obj, Name.XYZ, 0, 700, 0]))
    note(pdf, "/Link", A=Dictionary(S=Name.GoTo, D=Name.there))


def locked(**how: Any) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return saved(pdf, encryption=pikepdf.Encryption(**how))


@cache
def bomb(size: int = 1 << 30, *, layers: int = 1) -> bytes:
    """Return a PDF with a stream that unpacks to so many bytes."""
    packer = zlib.compressobj(1)
    part = bytes(1 << 20)
    raw = b"".join(packer.compress(part) for _ in range(size >> 20)) + packer.flush()
    for _ in range(layers - 1):
        raw = zlib.compress(raw, 9)

    def put(pdf: Pdf) -> None:
        stream = pdf.make_stream(raw)
        stream.write(raw, filter=Array([Name.FlateDecode] * layers))
        pdf.pages[0].obj.Contents = stream

    return made(put)


def greedy(size: int = 1 << 29) -> bytes:
    """Return a PDF whose very objects are packed in a stream that unpacks to so many bytes."""
    packer = zlib.compressobj(9)
    body = b"4 0 <</Type/Catalog/Pages 2 0 R>>"
    raw = packer.compress(body) + b"".join(
        packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)
    )
    raw += packer.flush()
    parts = [b"%PDF-1.7\n"]
    places = {}

    def add(number: int, text: bytes) -> None:
        places[number] = sum(map(len, parts))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, text))

    add(2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    add(3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(raw)
    add(1, head + raw + b"\nendstream")
    places[5] = sum(map(len, parts))
    rows = [(0, 0, 0), (1, places[1], 0), (1, places[2], 0), (1, places[3], 0), (2, 1, 0)]
    rows.append((1, places[5], 0))
    table = b"".join(
        kind.to_bytes(1, "big") + at.to_bytes(4, "big") + n.to_bytes(1, "big")
        for kind, at, n in rows
    )
    parts.append(
        b"5 0 obj\n<</Type/XRef/Size 6/Root 4 0 R/W[1 4 1]/Length %d>>stream\n%s\nendstream\n"
        b"endobj\nstartxref\n%d\n%%%%EOF\n" % (len(table), table, places[5])
    )
    return b"".join(parts)


def looped() -> bytes:
    """Return a PDF whose tree of pages bites its own tail."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>endobj\n"
        b"trailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
    )


def png_bomb(side: int = 30_000) -> bytes:
    """Return a small PNG that says it is huge, and is."""
    row = bytes(1 + side // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return len(content).to_bytes(4, "big") + whole + zlib.crc32(whole).to_bytes(4, "big")

    head = side.to_bytes(4, "big") * 2 + bytes((1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def photograph(*, mode: str = "RGB", turned: int = 1, size: tuple[int, int] = (40, 20)) -> bytes:
    """Return a JPEG, red on its left and white on its right, that says who took it."""
    image = Image.new("RGB", size, "white")
    image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x013B] = "Somebody"
    out = io.BytesIO()
    image.convert(mode).save(out, "JPEG", exif=exif, quality=95, comment=b"at home")
    return out.getvalue()


def clear_png(side: int = 40) -> bytes:
    """Return a picture that is clear but for a red half."""
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (0, 0, side // 2, side))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def noise() -> bytes:
    """Return a picture that can't be packed."""
    out = io.BytesIO()
    Image.effect_noise((100, 100), 60).save(out, "PNG")
    return out.getvalue()


def much_work() -> bytes:
    """Return a PDF of nine streams that unpack to almost as much as one may."""
    raw = zlib.compress(bytes(200 << 20), 1)

    def put(pdf: Pdf) -> None:
        for number in range(9):
            stream = pdf.make_stream(b"")
            stream.write(raw, filter=Name.FlateDecode)
            pdf.pages[number].obj.Contents = stream

    return made(put, pages=9)
