"""The names of PDF (ISO 32000-2) by which something runs, opens, hides, or may stay."""

from board_app.services.attachment_check import Kind

CATALOG = frozenset(
    # What a page needs to look and to be read as it did; everything else of a catalog acts.
    {"/Type", "/Pages", "/Version", "/Lang", "/MarkInfo", "/StructTreeRoot", "/OCProperties"}
    | {"/OutputIntents", "/PageLabels"}
)
PAGE = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate"}
    | {"/Resources", "/Contents", "/Annots", "/Group", "/StructParents", "/Tabs", "/UserUnit"}
)
RESOURCES = frozenset(
    {"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet"}
    | {"/Properties"}
)

NAMED_BY_THE_MAKER = frozenset(
    # Dictionaries whose keys are anybody's own names; a font may be called /AA.
    (RESOURCES - {"/ProcSet"})
    | {"/CharProcs", "/Colorants", "/RoleMap", "/RoleMapNS", "/ClassMap", "/Process"}
)

BANNED: dict[str, Kind] = {
    "/JS": Kind.SCRIPT,
    "/JavaScript": Kind.SCRIPT,
    "/OpenAction": Kind.ACTION,
    "/AA": Kind.ACTION,
    "/PA": Kind.ACTION,
    "/EmbeddedFiles": Kind.FILE,
    "/EF": Kind.FILE,
    "/AF": Kind.FILE,
    "/Collection": Kind.FILE,
    "/AcroForm": Kind.FIELD,
    "/XFA": Kind.FIELD,
    "/RichMediaContent": Kind.MEDIUM,
    "/RichMediaSettings": Kind.MEDIUM,
    "/3DD": Kind.MEDIUM,
    "/3DV": Kind.MEDIUM,
    "/Metadata": Kind.HIDDEN,
    "/PieceInfo": Kind.HIDDEN,
    "/Thumb": Kind.HIDDEN,
    "/OPI": Kind.HIDDEN,
    "/Alternates": Kind.HIDDEN,
    "/SpiderInfo": Kind.HIDDEN,
    "/WebCapture": Kind.HIDDEN,
}
"""Keys that no dictionary may have, and what stands under them."""

ACTIONS: dict[str, Kind] = {
    "/JavaScript": Kind.SCRIPT,
    **dict.fromkeys(("/Launch", "/GoToR", "/GoToE", "/GoToDp", "/Thread"), Kind.ACTION),
    **dict.fromkeys(("/SubmitForm", "/ImportData", "/ResetForm"), Kind.ACTION),
    **dict.fromkeys(("/Named", "/Hide", "/SetOCGState", "/Trans"), Kind.ACTION),
    **dict.fromkeys(
        ("/Rendition", "/Movie", "/Sound", "/GoTo3DView", "/RichMediaExecute"), Kind.MEDIUM
    ),
}
"""Actions that must not be there; a link to a page or to the web may."""

NOTES: dict[str, Kind] = {
    "/FileAttachment": Kind.FILE,
    "/Widget": Kind.FIELD,
    **dict.fromkeys(("/Screen", "/Movie", "/Sound", "/RichMedia", "/3D"), Kind.MEDIUM),
}
"""Annotations that hold more than a comment."""

TYPES: dict[str, Kind] = {
    "/EmbeddedFile": Kind.FILE,
    "/Filespec": Kind.FILE,
    "/Metadata": Kind.HIDDEN,
    "/Rendition": Kind.MEDIUM,
    "/MediaClip": Kind.MEDIUM,
    "/Sig": Kind.FIELD,
}
"""What no object may be."""

SCHEMES = ("http://", "https://", "mailto:")
"""Where a link may lead; a reader asks before it follows one."""
