"""Hostile and unlucky papers: each becomes harmless, or one clear sentence."""

import io
import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from board_app.domain.attachment import Media
from board_app.exchange.attachment import pdf as stripping
from board_app.exchange.attachment import unpacking
from board_app.exchange.attachment.door import LIMITS, Limits, clean
from board_app.exchange.attachment.refusing import UnfitPaper
from board_app.exchange.attachment.residue import residue
from board_app.services.attachment_check import Cause, Cleaned, Kind, Report, Unfit
from board_app.services.progress import Progress, Stopped
from tests.exchange import hostile_papers as hostile
from tests.papers import PDF, pdf, picture


def cleaned(content: bytes, kind: Media = Media.PDF) -> Cleaned:
    found = clean(content, kind)
    assert isinstance(found, Cleaned), found
    with pikepdf.open(io.BytesIO(found.pdf)) as again:
        assert list(residue(again)) == []
    return found


def unfit(content: bytes, kind: Media = Media.PDF, *, limits: Limits = LIMITS) -> Unfit:
    found = clean(content, kind, limits=limits)
    assert isinstance(found, Unfit)
    assert found.reason.startswith(("It", "Its", "The", "Something", "Unpacked"))
    assert found.reason.endswith(".")
    return found


def seen(found: Cleaned, page: int = 0) -> Image.Image:
    """Return a page as a reader shows it, a dot a point."""
    document = pypdfium2.PdfDocument(found.pdf)
    shown: Image.Image = document[page].render().to_pil().convert("RGB")
    document.close()
    return shown


def test_sound_paper_stays_what_it_was() -> None:
    found = cleaned(pdf(3))
    assert found.report == Report(pages=3)
    assert found.report.in_words == ""


HARMFUL: dict[str, tuple[Callable[[pikepdf.Pdf], object], dict[Kind, int]]] = {
    "scripts": (hostile.opens_with_script, {Kind.SCRIPT: 4}),
    "embedded program": (hostile.holds_a_program, {Kind.FILE: 1}),
    "launch and other links": (hostile.launches, {Kind.ACTION: 6}),
    "form": (hostile.form, {Kind.FIELD: 2, Kind.SCRIPT: 2}),
    "media": (hostile.media, {Kind.MEDIUM: 5}),
    "hidden data": (hostile.hidden, {Kind.HIDDEN: 4}),
    "comments": (hostile.comments, {Kind.COMMENT: 1}),
    "in the structure": (hostile.in_the_structure, {Kind.FIELD: 1, Kind.SCRIPT: 1}),
    "tucked away": (hostile.tucked_away, {Kind.SCRIPT: 1, Kind.ACTION: 1}),
    "data of another file": (hostile.outside_data, {}),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_runs_opens_or_hides_is_taken_out_and_counted(name: str) -> None:
    change, numbers = HARMFUL[name]
    content = hostile.made(change)
    with pikepdf.open(io.BytesIO(content)) as before:
        assert any(residue(before)), "the test's own paper does no harm"
    found = cleaned(content)
    assert dict(found.report.stripped) == numbers
    assert found.report.pages == 2
    for sign in (b"JavaScript", b"Launch", b"EmbeddedFile", b"Somebody", b"server", b"XFA"):
        with pikepdf.open(io.BytesIO(found.pdf)) as again:
            out = io.BytesIO()
            again.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        assert sign not in out.getvalue(), sign


def test_names_that_are_disguised_are_known() -> None:
    plain = hostile.made(hostile.opens_with_script)
    content = plain.replace(b"/JavaScript", b"/J#61v#61Script").replace(b"/AA", b"/#41A")
    assert b"/JavaScript" not in content
    found = cleaned(content)
    assert dict(found.report.stripped) == {Kind.SCRIPT: 4}


def test_what_an_older_version_held_is_gone() -> None:
    """A file that was saved on top of itself still holds what it was."""
    old = hostile.made(hostile.opens_with_script)
    new = pdf()
    with pikepdf.open(io.BytesIO(new)) as one:
        again = io.BytesIO()
        one.save(again, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"JavaScript" not in cleaned(old + again.getvalue()).pdf


def test_forms_and_comments_are_still_seen() -> None:
    for change in (hostile.form, hostile.comments):
        page = seen(cleaned(hostile.made(change)))
        assert page.getpixel((50, page.height - 25)) == (0, 0, 0)


def test_harmless_links_stay() -> None:
    with pikepdf.open(io.BytesIO(cleaned(hostile.made(hostile.links)).pdf)) as again:
        web, page, named = again.pages[0].obj.Annots
        assert str(web.A.URI) == "https://www.un.org/genocide"
        assert page.Dest[0].objgen == named.Dest[0].objgen == again.pages[1].obj.objgen


def test_tags_stay_and_are_told() -> None:
    found = cleaned(hostile.made(hostile.in_the_structure))
    assert found.report.was_tagged
    with pikepdf.open(io.BytesIO(found.pdf)) as again:
        assert "/StructTreeRoot" in again.Root


def test_residue_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stripping, "_strip", lambda _: None)
    with pytest.raises(UnfitPaper) as refusal:
        stripping.cleaned(hostile.made(hostile.opens_with_script), most_pages=10)
    assert refusal.value.unfit.cause is Cause.ACTIVE


UNFIT: dict[str, tuple[Callable[[], bytes], Cause, str]] = {
    "empty": (lambda: b"", Cause.EMPTY, "empty"),
    "foreign": (lambda: b"hello", Cause.FOREIGN, "no PDF"),
    "truncated": (lambda: pdf()[:-300], Cause.DAMAGED, "end is missing"),
    "password": (lambda: hostile.locked(user="secret", owner="x"), Cause.LOCKED, "password"),
    "owner's lock": (
        lambda: hostile.locked(
            owner="x", user="", allow=pikepdf.Permissions(modify_assembly=False, extract=False)
        ),
        Cause.LOCKED,
        "owner has locked",
    ),
    "program's form": (
        lambda: hostile.made(lambda one: hostile.form(one, fields=False)),
        Cause.FORM,
        "XFA",
    ),
    "page loop": (hostile.looped, Cause.DAMAGED, "damaged"),
    "many pages": (
        lambda: hostile.made(lambda _: None, pages=1001),
        Cause.MANY_PAGES,
        "1,001 pages",
    ),
    "bomb": (hostile.bomb, Cause.LARGE, "far larger than it looks"),
    "bomb in a bomb": (
        lambda: hostile.bomb(300 << 20, layers=2),
        Cause.LARGE,
        "far larger than it looks",
    ),
    "large": (lambda: bytes(50 * 1024**2 + 1), Cause.LARGE, "more than 50 MB"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_unfit_paper_has_its_sentence(name: str) -> None:
    make, cause, words = UNFIT[name]
    found = unfit(make())
    assert found.cause is cause, found
    assert words in found.reason


def test_lock_that_permits_all_is_taken_off() -> None:
    allowed = pikepdf.Permissions(modify_assembly=True)
    found = cleaned(hostile.locked(owner="x", user="", allow=allowed))
    with pikepdf.open(io.BytesIO(found.pdf)) as again:
        assert not again.is_encrypted


def test_paper_without_its_table_is_repaired_and_that_is_told() -> None:
    assert cleaned(PDF).report.was_repaired
    assert cleaned(b"Content-Type: application/pdf\r\n\r\n" + pdf()).report.pages == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
def test_greedy_paper_is_ended_by_its_memory() -> None:
    tight = LIMITS._replace(memory=300 * 1024**2)
    assert unfit(hostile.clear_png(4500), Media.PNG, limits=tight).cause is Cause.GREEDY
    assert unfit(hostile.greedy(), limits=tight).cause in {Cause.GREEDY, Cause.DAMAGED}


def test_slow_paper_is_ended_by_the_clock() -> None:
    content = pdf()
    began = time.monotonic()
    found = unfit(content, limits=LIMITS._replace(seconds=0.05))
    assert found.cause is Cause.SLOW
    assert time.monotonic() - began < 5


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits")
def test_slow_paper_is_ended_by_its_own_work() -> None:
    assert unfit(hostile.much_work(), limits=LIMITS._replace(work_seconds=1)).cause is Cause.SLOW


def test_what_grows_is_ended() -> None:
    assert unfit(pdf(), limits=LIMITS._replace(out=100)).cause is Cause.LARGE


def test_person_can_end_it_and_no_child_is_left() -> None:
    progress = Progress()
    progress.stop()
    with pytest.raises(Stopped):
        clean(hostile.bomb(), Media.PDF, progress)
    assert threading.active_count() < 10


def test_nothing_is_written_or_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    papers = [hostile.made(hostile.hidden), hostile.locked(user="secret", owner="x")]
    caplog.clear()
    for paper in papers:
        clean(paper, Media.PDF)
    assert list(tmp_path.iterdir()) == []
    assert caplog.text == ""


def test_photograph_lies_upright_in_plain_colours_without_its_story() -> None:
    # Turned by 6: its left side is up.
    found = cleaned(hostile.photograph(turned=6), Media.JPEG)
    assert b"Somebody" not in found.pdf
    assert b"at home" not in found.pdf
    page = seen(found)
    middle = page.width // 2
    assert page.getpixel((middle, page.height // 2 - 5))[1] < 60  # type: ignore[index]
    assert page.getpixel((middle, page.height // 2 + 5))[1] > 200  # type: ignore[index]


@pytest.mark.parametrize("mode", ["CMYK", "L", "RGB"])
def test_colours_become_red_green_and_blue(mode: str) -> None:
    found = cleaned(hostile.photograph(mode=mode), Media.JPEG)
    with pikepdf.open(io.BytesIO(found.pdf)) as again:
        image = again.pages[0].obj.Resources.XObject.Picture
        assert image.ColorSpace == "/DeviceRGB"
    page = seen(found)
    left = page.getpixel((page.width // 2 - 8, page.height // 2))
    assert isinstance(left, tuple)
    assert left[0] > 200 or mode == "L"


@pytest.mark.parametrize("mode", ["RGBA", "P", "LA", "1", "I;16"])
def test_every_kind_of_png_becomes_a_page(mode: str) -> None:
    assert cleaned(picture("PNG", mode=mode), Media.PNG).report.pages == 1


def test_clear_parts_become_white() -> None:
    page = seen(cleaned(hostile.clear_png(), Media.PNG))
    assert page.getpixel((page.width // 2 - 8, page.height // 2)) == (255, 0, 0)
    assert page.getpixel((page.width // 2 + 8, page.height // 2)) == (255, 255, 255)


def test_picture_is_no_finer_than_print() -> None:
    found = cleaned(picture("PNG", size=(6000, 3000)), Media.PNG)
    assert found.report.was_shrunk
    with pikepdf.open(io.BytesIO(found.pdf)) as again:
        image = again.pages[0].obj.Resources.XObject.Picture
        across = float(again.pages[0].mediabox[2])
        assert image.Width <= (across - 102) / 72 * 300 + 1
        assert across > float(again.pages[0].mediabox[3]), "a wide picture lies on a wide page"


UNFIT_PICTURES: dict[str, tuple[Callable[[], bytes], Media, Cause]] = {
    "bomb": (hostile.png_bomb, Media.PNG, Cause.LARGE),
    "half a PNG": (lambda: hostile.noise()[:5000], Media.PNG, Cause.DAMAGED),
    "half a JPEG": (
        lambda: hostile.photograph(size=(400, 400))[:-900],
        Media.JPEG,
        Cause.DAMAGED,
    ),
    "another kind": (lambda: picture("PNG"), Media.JPEG, Cause.FOREIGN),
    "no picture": (lambda: b"\xff\xd8\xff and nothing", Media.JPEG, Cause.FOREIGN),
}


@pytest.mark.parametrize("name", UNFIT_PICTURES)
def test_unfit_picture_has_its_sentence(name: str) -> None:
    make, kind, cause = UNFIT_PICTURES[name]
    assert unfit(make(), kind).cause is cause


def test_damaged_stream_counts_for_what_comes_out_of_it() -> None:
    torn = hostile.bomb(1 << 24)
    with pikepdf.open(io.BytesIO(torn)) as one:
        raw = one.pages[0].obj.Contents.read_raw_bytes()
        one.pages[0].obj.Contents.write(raw[:-10] + b"x" * 10, filter=pikepdf.Name.FlateDecode)
        assert 1 << 23 < unpacking._unpacked(one.pages[0].obj.Contents) < 1 << 25
