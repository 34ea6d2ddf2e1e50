"""A picture on a page of its own: upright, on white, no finer than print, without its metadata."""

import io
import warnings
from typing import Any

import pikepdf
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from board_app.domain.attachment import Media
from board_app.exchange.attachment.refusing import UnfitPaper
from board_app.services.attachment_check import Cause, Report

MOST_DOTS = 40_000_000
FINEST = 300
"""Dots an inch on the page."""

_PAGES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
_MARGIN = 51.0  # 18 mm in points
_POINTS = 72.0
_COARSEST = 96.0  # what a picture without a size of its own is taken for
_QUALITY = 88
_NAMES = {Media.PNG: "PNG", Media.JPEG: "JPEG"}


def on_a_page(content: bytes, kind: Media, paper: str) -> tuple[bytes, Report]:
    """Return a PDF of one page; raises UnfitPaper, and whatever a broken picture breaks."""
    picture = _opened(content, kind)
    dots_an_inch = _own_size(picture)
    upright = ImageOps.exif_transpose(picture)
    seen = _on_white(upright, picture.info.get("icc_profile"))
    across, down = _PAGES[paper]
    if seen.width > seen.height:
        across, down = down, across
    scale = min(
        _POINTS / dots_an_inch,
        (across - 2 * _MARGIN) / seen.width,
        (down - 2 * _MARGIN) / seen.height,
    )
    width, height = seen.width * scale, seen.height * scale
    finest = (round(width / _POINTS * FINEST), round(height / _POINTS * FINEST))
    was_shrunk = finest[0] < seen.width
    if was_shrunk:
        seen = seen.resize((max(1, finest[0]), max(1, finest[1])), Image.Resampling.LANCZOS)
    made = _page(seen, kind, (across, down), (width, height))
    return made, Report(pages=1, was_shrunk=was_shrunk)


def _opened(content: bytes, kind: Media) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's own limit is told as a sentence below
            picture = Image.open(io.BytesIO(content), formats=[_NAMES[kind]])
    except (UnidentifiedImageError, Image.DecompressionBombError) as fault:
        if isinstance(fault, Image.DecompressionBombError):
            raise _too_large() from None
        raise UnfitPaper(
            Cause.FOREIGN,
            f"It is no {_NAMES[kind]} picture, or a damaged one. Save it again and attach that.",
        ) from None
    if picture.width * picture.height > MOST_DOTS:
        raise _too_large()
    try:
        picture.load()
    except (OSError, SyntaxError, ValueError):
        raise UnfitPaper(
            Cause.DAMAGED,
            "The picture is damaged or not whole, perhaps a copy that failed. Get it again.",
        ) from None
    return picture


def _too_large() -> UnfitPaper:
    return UnfitPaper(
        Cause.LARGE,
        f"The picture has more than {MOST_DOTS // 1_000_000} million dots. Save it smaller and "
        "attach that.",
    )


def _own_size(picture: Image.Image) -> float:
    """Return its dots an inch, as far as what it says of them is reasonable."""
    said: Any = picture.info.get("dpi", (0, 0))  # Any: whatever the file says
    try:
        number = float(said[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        number = 0.0
    return number if _COARSEST <= number <= 10 * FINEST else _COARSEST


def _on_white(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in plain red, green and blue; what is transparent becomes white."""
    if picture.mode.startswith("I") or picture.mode == "F":
        # Sixteen bits of grey: the upper eight are seen.
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    if profile and picture.mode in {"CMYK", "RGB"}:
        with_profile = _by_profile(picture, profile)
        if with_profile is not None:
            return with_profile
    return picture.convert("RGB")


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        plain = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, own, plain, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _page(
    picture: Image.Image, kind: Media, page: tuple[float, float], size: tuple[float, float]
) -> bytes:
    pdf = pikepdf.new()
    common: dict[str, Any] = {
        "Type": pikepdf.Name.XObject,
        "Subtype": pikepdf.Name.Image,
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": pikepdf.Name.DeviceRGB,
        "BitsPerComponent": 8,
    }
    if kind is Media.JPEG:
        coded = io.BytesIO()
        # A new picture: nothing that the old one carried along comes with it.
        Image.frombytes("RGB", picture.size, picture.tobytes()).save(
            coded, "JPEG", quality=_QUALITY
        )
        image = pdf.make_stream(
            coded.getvalue(), pikepdf.Dictionary(**common, Filter=pikepdf.Name.DCTDecode)
        )
    else:
        image = pdf.make_stream(picture.tobytes(), pikepdf.Dictionary(**common))
    (across, down), (width, height) = page, size
    left, bottom = (across - width) / 2, (down - height) / 2
    drawn = f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm /Picture Do Q"
    pdf.add_blank_page(page_size=(across, down))
    only = pdf.pages[0].obj
    only.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=image))
    only.Contents = pdf.make_stream(drawn.encode())
    out = io.BytesIO()
    pdf.save(out, compress_streams=True, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()
