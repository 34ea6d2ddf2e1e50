"""DOCX for comments and back: each portion is traced, and no file is trusted."""

import re
from pathlib import Path

import docx
import pytest

from board_app.documents.for_comments import name_of, write_for_comments
from board_app.domain.base import RecordId
from board_app.domain.errors import Refused, StorageUnavailable
from board_app.domain.minutes_text import MinutesText, Portion, PortionKind
from board_app.domain.vocabulary import vocabulary_of
from board_app.exchange import comments
from board_app.exchange.comments import read_comments
from board_app.services.returned import must_fit, preview, take_in_of
from board_app.services.scheme import shipped
from tests.exchange.returned_docx import commented, redlined, repacked

NOTE, DECISION, ACTION = "note:7777", "decision:8888", f"action:{2**62}"
TEXT = MinutesText(
    title="Minutes 2015-07: Monthly board",
    portions=(
        Portion(
            key="head",
            kind=PortionKind.HEAD,
            place="Heading",
            title="Monthly board",
            details=(("Where", "Room 5"),),
        ),
        Portion(
            key="item:5",
            kind=PortionKind.ITEM,
            place="Item 1",
            title="1. Burundi",
            details=(("Lead", "State"),),
        ),
        Portion(
            key=NOTE,
            kind=PortionKind.NOTE,
            place="Item 1",
            marking=1,
            text="The road is closed.\n\nTwo stations \x0bwere <b>heard</b> & noted.",
        ),
        Portion(
            key=DECISION,
            kind=PortionKind.DECISION,
            place="Item 1, D-2015-01",
            title="D-2015-01",
            text="To send a mission in September.",
            details=(("Positions", "Concur 9"),),
        ),
        Portion(
            key=ACTION,
            kind=PortionKind.ACTION,
            place="Item 1, A-2015-001",
            title="A-2015-001",
            text="Prepare the mission",
            details=(("Lead", "State"), ("Due", "1 Aug 2015")),
        ),
    ),
)


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "sent.docx"
    write_for_comments(
        TEXT,
        path,
        sha256=TEXT.sha256,
        facts=(("Answers until", "17:00"),),
        state="DRAFT for clearance",
        author="Board",
        scheme=vocabulary_of(shipped()),
    )
    return path


def test_text_has_real_headings_banner_language_and_a_bookmark_for_each_portion(
    sent: Path,
) -> None:
    document = docx.Document(str(sent))

    styles = {one.style.name for one in document.paragraphs if one.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3"} <= styles
    section = document.sections[0]
    assert section.header.paragraphs[0].text == section.footer.paragraphs[0].text == "CUI"
    said = document.core_properties
    assert (said.title, said.author, said.language) == (TEXT.title, "Board", "en-US")
    assert TEXT.sha256 in said.keywords
    xml = document.element.xml
    names = re.findall(r'bookmarkStart[^>]*w:name="([^"]+)"', xml)
    assert names[1:] == [name_of(one.key) for one in TEXT.portions]
    assert all(len(name) <= 40 for name in names)
    assert "lnNumType" in xml
    assert "Two stations were <b>heard</b> & noted." in "\n".join(
        one.text for one in document.paragraphs
    )


def test_a_comment_comes_back_with_author_text_and_portion(sent: Path, tmp_path: Path) -> None:
    path = commented(sent, tmp_path / "back.docx", "To send a mission", "Say which month.", "Dora")

    found = read_comments(path)

    must_fit(found, TEXT.sha256)
    (one,) = found.comments
    assert (one.key, one.author) == (DECISION, "Dora")
    assert one.concerned == "To send a mission in September."
    assert one.rationale == "Say which month."
    assert one.made_at is not None


def test_a_comment_on_the_second_paragraph_of_a_note_is_of_that_note(
    sent: Path, tmp_path: Path
) -> None:
    path = commented(sent, tmp_path / "back.docx", "Two stations", "Three.")

    (one,) = read_comments(path).comments
    assert one.key == NOTE


def test_a_tracked_change_comes_back_as_before_and_after(sent: Path, tmp_path: Path) -> None:
    path = redlined(sent, tmp_path / "back.docx", "in September", "by October", "Eli")

    (one,) = read_comments(path).comments

    assert (one.key, one.author) == (DECISION, "Eli")
    assert one.concerned == "To send a mission in September."
    assert one.proposed == "To send a mission by October."
    assert one.made_at is not None
    assert one.made_at.year == 2015


def test_a_change_in_a_table_is_of_its_portion(sent: Path, tmp_path: Path) -> None:
    path = redlined(sent, tmp_path / "back.docx", "1 Aug 2015", "1 Sep 2015")

    (one,) = read_comments(path).comments
    assert (one.key, one.proposed) == (ACTION, "1 Sep 2015")


def test_changes_of_two_authors_stay_apart(sent: Path, tmp_path: Path) -> None:
    first = redlined(sent, tmp_path / "1.docx", "in September", "by October", "Eli")
    path = redlined(first, tmp_path / "2.docx", "The road is closed", "The road is open", "Cy")

    found = {one.author: one.proposed for one in read_comments(path).comments}
    assert found == {"Eli": "To send a mission by October.", "Cy": "The road is open."}


def test_everything_becomes_one_command_with_places(sent: Path, tmp_path: Path) -> None:
    first = commented(sent, tmp_path / "1.docx", "To send a mission", "Say which month.")
    path = redlined(first, tmp_path / "2.docx", "The road is closed", "The road is open")
    found = read_comments(path)

    rows = preview(found, TEXT)
    command = take_in_of(found, TEXT, round_id=RecordId(1), agency_id=RecordId(2))

    assert {row.place for row in rows} == {"Item 1", "Item 1, D-2015-01"}
    assert {entry.portion for entry in command.comments} == {NOTE, DECISION}


def test_text_without_comments_and_other_texts_are_refused(sent: Path, tmp_path: Path) -> None:
    found = read_comments(sent)
    with pytest.raises(Refused, match="no comment and no tracked change"):
        must_fit(found, TEXT.sha256)
    with pytest.raises(Refused, match="another version"):
        must_fit(found, "f" * 64)
    plain = tmp_path / "plain.docx"
    docx.Document().save(str(plain))
    with pytest.raises(Refused, match="not made by this program"):
        must_fit(read_comments(plain), TEXT.sha256)


def test_long_texts_are_cut_and_said(
    sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comments, "MOST_TEXT", 50)
    path = commented(sent, tmp_path / "back.docx", "To send a mission", "x" * 400)

    found = read_comments(path)

    assert len(found.comments[0].rationale) == 51
    assert found.notes == ("1 long texts are cut.",)


def test_too_many_comments_are_refused(
    sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comments, "MOST_COMMENTS", 0)
    path = commented(sent, tmp_path / "back.docx", "To send a mission", "No.")
    with pytest.raises(Refused, match="at most 0"):
        read_comments(path)


# Hostile files


def bomb(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = b"<w>" + b" " * 60_000_000 + b"</w>"


def entity(parts: dict[str, bytes]) -> None:
    text = parts["word/document.xml"]
    head, _, rest = text.partition(b"?>")
    evil = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    parts["word/document.xml"] = head + b"?>" + evil + rest


def macros(parts: dict[str, bytes]) -> None:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert plain in parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        plain, b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )


def hidden_macros(parts: dict[str, bytes]) -> None:
    kind = (
        b'<Override PartName="/word/vbaProject.bin" '
        b'ContentType="application/vnd.ms-office.vbaProject"/>'
    )
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"</Types>", kind + b"</Types>")
    parts["word/vbaProject.bin"] = b"x"


def no_document(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


def broken(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"][:-40]


def deep(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = b"<a>" * 1000 + b"</a>" * 1000


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (bomb, "100 times its size"),
        (entity, "defines its own abbreviations"),
        (macros, "holds macros"),
        (hidden_macros, "holds macros"),
        (no_document, "no document"),
        (broken, "damaged"),
        (deep, "damaged"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_hostile_packs_are_refused(sent: Path, tmp_path: Path, change, words: str) -> None:  # type: ignore[no-untyped-def]  # the functions above
    path = repacked(sent, tmp_path / "evil.docx", change)
    with pytest.raises(Refused, match=words):
        read_comments(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no Word document"),
        (b"%PDF-1.7", "is a PDF"),
        (b"hello", "no Word document"),
        (b"PK\x03\x04 and nothing", "can't be unpacked"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "old kind"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_is_no_docx_is_refused_by_what_it_is(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "back.docx"
    path.write_bytes(content)
    with pytest.raises(Refused, match=words):
        read_comments(path)


def test_a_file_that_is_too_large_or_away_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "back.docx"
    path.write_bytes(b"PK" * 100)
    monkeypatch.setattr(comments, "MOST_BYTES", 10)
    with pytest.raises(Refused, match="at most"):
        read_comments(path)
    with pytest.raises(StorageUnavailable, match="no file"):
        read_comments(tmp_path / "away.docx")
