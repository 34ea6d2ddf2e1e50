"""A foreign PDF made harmless: opened, measured, stripped, saved anew and looked through again."""

import io
from collections.abc import Iterator

import pikepdf

from board_app.exchange.attachment import counting, links, unpacking
from board_app.exchange.attachment.names import (
    ACTIONS,
    BANNED,
    CATALOG,
    NOTES,
    PAGE,
    RESOURCES,
    TYPES,
)
from board_app.exchange.attachment.refusing import UnfitPaper
from board_app.exchange.attachment.residue import residue
from board_app.exchange.attachment.walking import every, name_of
from board_app.services.attachment_check import Cause, Kind, Report

# A sound file says where it ends; readers look for it among the last kilobyte or two.
_END, _END_WITHIN = b"%%EOF", 4096
_OUTSIDE_DATA = ("/F", "/FFilter", "/FDecodeParms")
_LETTER = (0, 0, 612, 792)


def cleaned(content: bytes, *, most_pages: int) -> tuple[bytes, Report]:
    """Return a harmless copy of a PDF; raises UnfitPaper, and whatever a broken file breaks."""
    pdf, was_repaired = _opened(content)
    pages = _number_of_pages(pdf, most_pages)
    _refuse_form_of_a_program(pdf)
    unpacking.refuse_bombs(pdf)
    stripped = counting.counted(pdf)
    was_tagged = "/StructTreeRoot" in pdf.Root
    _strip(pdf)
    out = io.BytesIO()
    pdf.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        fix_metadata_version=False,
        encryption=False,
        deterministic_id=True,
    )
    made = out.getvalue()
    _check(made, pages)
    report = Report(
        pages=pages, stripped=stripped, was_tagged=was_tagged, was_repaired=was_repaired
    )
    return made, report


def _opened(content: bytes) -> tuple[pikepdf.Pdf, bool]:
    """Return the PDF, and whether it had to be put together again."""
    try:
        pdf, was_repaired = _as_it_is_or_repaired(content)
    except pikepdf.PasswordError:
        raise UnfitPaper(
            Cause.LOCKED,
            "It is locked with a password. Save it without one and attach that.",
        ) from None
    if pdf.is_encrypted and not (pdf.allow.modify_assembly and pdf.allow.extract):
        raise UnfitPaper(
            Cause.LOCKED,
            "Its owner has locked it against being put together with other papers. Ask for one "
            "without that lock, or print it to a new PDF if you may.",
        )
    return pdf, was_repaired


def _as_it_is_or_repaired(content: bytes) -> tuple[pikepdf.Pdf, bool]:
    try:
        return pikepdf.open(io.BytesIO(content), attempt_recovery=False), False
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        if b"%PDF-" not in content[:1024]:
            raise UnfitPaper(
                Cause.FOREIGN,
                "It is no PDF, whatever its name says. Save it as PDF and attach that.",
            ) from None
        if _END not in content[-_END_WITHIN:]:
            raise UnfitPaper(
                Cause.DAMAGED,
                "Its end is missing, perhaps a copy that failed. Get it again and attach that.",
            ) from None
        return pikepdf.open(io.BytesIO(content)), True


def _number_of_pages(pdf: pikepdf.Pdf, most: int) -> int:
    pages = len(pdf.pages)
    if pages > most:
        raise UnfitPaper(
            Cause.MANY_PAGES,
            f"It has {pages:,} pages; a paper has at most {most:,}. Attach the part that the "
            "board is to read.",
        )
    if not pages:
        raise UnfitPaper(Cause.DAMAGED, "It has no pages. Get it again and attach that.")
    return pages


def _refuse_form_of_a_program(pdf: pikepdf.Pdf) -> None:
    """Raise UnfitPaper for a form whose pages only its own program can draw."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary) or "/XFA" not in form:
        return
    if pdf.Root.get("/NeedsRendering") or not len(form.get("/Fields", pikepdf.Array())):
        raise UnfitPaper(
            Cause.FORM,
            "It is a form that only its own program can show (XFA). Print it to a new PDF and "
            "attach that.",
        )


def _strip(pdf: pikepdf.Pdf) -> None:
    """Take out all that runs, opens or hides; forms and comments stay as they look."""
    named = links.named_places(pdf)
    _flatten(pdf)
    _keep_only(pdf.Root, CATALOG)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    if "/Size" not in pdf.trailer:
        pdf.trailer["/Size"] = len(pdf.objects) + 1  # qpdf writes none unless there was one
    for page in pdf.pages:
        _keep_only(page.obj, PAGE)
        if "/MediaBox" not in page.obj:
            page.obj.MediaBox = pikepdf.Array(_LETTER)
        links.keep_harmless(pdf, page.obj, named)
        if isinstance(page.obj.get("/Resources"), pikepdf.Dictionary):
            _keep_only(page.obj.Resources, RESOURCES)
    _strip_everything(pdf)


def _flatten(pdf: pikepdf.Pdf) -> None:
    """Draw forms and comments into their pages, as they look now."""
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and form.get("/NeedAppearances"):
        pdf.generate_appearance_streams()
        form.NeedAppearances = False
    pdf.flatten_annotations("screen")


def _strip_everything(pdf: pikepdf.Pdf) -> None:
    for met in every(pdf):
        held = met.object
        for key in met.keys:
            inner = held.get(key)
            is_banned = isinstance(inner, pikepdf.Dictionary | pikepdf.Stream) and (
                name_of(inner, "/Type") in TYPES
            )
            if key in BANNED or is_banned:
                del held[key]
        is_active = counting.is_action(held) and name_of(held, "/S") in ACTIONS
        # A field that no page shows may still be named by the structure of the text.
        if is_active or ("/Rect" in met.keys and name_of(held, "/Subtype") in NOTES):
            _keep_only(held, frozenset())
        if isinstance(held, pikepdf.Stream):
            _strip_stream(held)


def _strip_stream(held: pikepdf.Stream) -> None:
    for key in _OUTSIDE_DATA:
        if key in held:
            del held[key]
    if "/Ref" in held:
        del held["/Ref"]  # pages of another file
    if "/PS" in (name_of(held, "/Subtype"), name_of(held, "/Subtype2")):
        _keep_only(held, frozenset({"/Type", "/Length"}))
        held.Subtype = pikepdf.Name.Form
        held.BBox = pikepdf.Array([0, 0, 0, 0])
        held.write(b"")


def _keep_only(held: pikepdf.Object, keys: frozenset[str]) -> None:
    for key in [key for key in held.keys() if key not in keys]:  # noqa: SIM118  (no dict of Python's)
        del held[key]


def _check(made: bytes, pages: int) -> None:
    """Look through what was made as if it came from outside; raises UnfitPaper for any residue."""
    again = pikepdf.open(io.BytesIO(made), attempt_recovery=False)
    if len(again.pages) != pages:
        raise UnfitPaper(Cause.DAMAGED, "Its pages can't be taken over. Print it to a new PDF.")
    if any(_found(again)):
        raise UnfitPaper(
            Cause.ACTIVE,
            "Something in it that runs or opens other files can't be taken out. Print it to a new "
            "PDF and attach that.",
        )


def _found(pdf: pikepdf.Pdf) -> Iterator[Kind]:
    yield from residue(pdf)
