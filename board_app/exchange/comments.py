"""Comments and tracked changes out of a DOCX that came back. The file is never trusted."""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from board_app.domain.errors import Refused, StorageUnavailable
from board_app.exchange.zip_check import checked
from board_app.services.progress import Progress
from board_app.services.returned import FoundComment, ReturnedFile

MOST_BYTES = 20 * 1024 * 1024
MOST_COMMENTS = 1000
MOST_TEXT = 20_000
MOST_XML = 16 * 1024 * 1024
MOST_AUTHORS = 100
"""So many people at most change one paragraph."""
_DOCUMENT, _COMMENTS, _TYPES = "word/document.xml", "word/comments.xml", "[Content_Types].xml"
_AGAIN = "Open it in your word processor, save it as .docx and import that."
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT_MARK = re.compile(r"upstream_text_([0-9a-f]{26})")
_PORTION = re.compile(r"upstream_p_([a-z]+)(?:_(\d{1,19}))?")
# Put before each portion when it was written, so nobody's words.
_SIGN = re.compile(r"^\((?:U|CUI)[^()]{0,80}\) ")
_ADDED = frozenset({f"{_W}ins", f"{_W}moveTo"})
_TAKEN = frozenset({f"{_W}del", f"{_W}moveFrom"})

Element = Any  # Any: the library is untyped


def read_comments(path: Path, progress: Progress | None = None) -> ReturnedFile:
    """Return what reviewers wrote into a DOCX.

    Raises Refused with the cause, StorageUnavailable.
    """
    content = _bytes_of(path)
    _refuse_foreign(path.name, content)
    parts = checked(path.name, content, progress or Progress(), again=_AGAIN)
    if _DOCUMENT not in parts:
        raise Refused(f"{path.name} is a packed file, but no document (.docx). {_AGAIN}")
    with zipfile.ZipFile(BytesIO(content)) as packed:
        _refuse_macros(path.name, packed, parts)
        body = _parsed(path.name, packed, _DOCUMENT)
        said = _parsed(path.name, packed, _COMMENTS) if _COMMENTS in parts else None
    return _Reader(path.name, body, said).found()


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Refused(
                f"{path.name} has {size // 1024**2} MB; at most {MOST_BYTES // 1024**2} MB can be "
                "read. Take pictures out of it."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise StorageUnavailable(
            f"There is no file {path.name} here. Was it moved or renamed?"
        ) from None
    except OSError:
        raise StorageUnavailable(
            f"{path.name} can't be read. Is it a file, and may you open it?"
        ) from None


def _refuse_foreign(name: str, content: bytes) -> None:
    """Refuse what can't be a document, by what it is and not by its ending."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused(f"{name} is locked with a password. Take it away and save again.")
        raise Refused(f"{name} is a document of the old kind (.doc). {_AGAIN}")
    if content.startswith(b"%PDF"):
        raise Refused(f"{name} is a PDF. Ask for the Word document with the comments in it.")
    if not content.startswith(b"PK"):
        raise Refused(f"{name} is no Word document, whatever its ending says. {_AGAIN}")


def _refuse_macros(name: str, packed: zipfile.ZipFile, parts: tuple[str, ...]) -> None:
    types = packed.read(_TYPES) if _TYPES in parts else b""
    has_code = any(part.lower().endswith((".bin", "vbadata.xml")) for part in parts)
    if b"macroenabled" in types.lower() or (has_code and b"vba" in types.lower()):
        raise Refused(
            f"{name} holds macros, which are programs. It is not opened. Ask for a .docx without "
            "them."
        )


def _parsed(name: str, packed: zipfile.ZipFile, part: str) -> Element:
    """Return the root of a part; nothing is resolved, fetched or unpacked beyond its own text."""
    if packed.getinfo(part).file_size > MOST_XML:
        # In memory it would be many times as large.
        raise Refused(
            f"{name} has more than {MOST_XML // 1024**2} MB of text alone, which no minutes have. "
            f"{_AGAIN}"
        )
    content = packed.read(part)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Refused(f"{name} is damaged: its text can't be read. {_AGAIN}") from None


class _Reader:
    """One walk through the text, in reading order."""

    def __init__(self, name: str, body: Element, said: Element | None) -> None:
        self._name = name
        self._body = body
        self._said = said
        self._key = ""
        self._sha256 = ""
        self._texts: list[str] = []
        self._starts: dict[str, int] = {}  # of the text below a comment, by the comment's id
        self._ends: dict[str, int] = {}
        self._places: dict[str, str] = {}
        self._changes: list[FoundComment] = []
        self._cut = 0

    def found(self) -> ReturnedFile:
        for paragraph in self._body.iter(f"{_W}p"):
            # A text box inside a paragraph is walked with it.
            if _is_outermost(paragraph):
                self._paragraph(paragraph)
        comments = [*self._comments(), *self._changes]
        self._refuse_more(len(comments))
        notes = (f"{self._cut} long texts are cut.",) if self._cut else ()
        return ReturnedFile(self._name, self._sha256, tuple(comments), notes)

    def _refuse_more(self, number: int) -> None:
        if number > MOST_COMMENTS:
            raise Refused(
                f"{self._name} holds {number:,} comments and changes; at most "
                f"{MOST_COMMENTS:,} can be imported."
            )

    def _paragraph(self, paragraph: Element) -> None:
        self._before(paragraph)
        for one in paragraph.iter():
            match one.tag:
                case tag if tag == f"{_W}bookmarkStart":
                    self._bookmark(one.get(f"{_W}name") or "")
                case tag if tag == f"{_W}commentRangeStart":
                    id = one.get(f"{_W}id") or ""
                    self._starts.setdefault(id, len(self._texts))
                    self._places.setdefault(id, self._key)
                case tag if tag == f"{_W}commentRangeEnd":
                    self._ends[one.get(f"{_W}id") or ""] = len(self._texts)
                case tag if tag == f"{_W}commentReference":
                    self._places.setdefault(one.get(f"{_W}id") or "", self._key)
                case tag if tag in (f"{_W}t", f"{_W}delText"):
                    self._texts.append(one.text or "")
        self._texts.append("\n")
        self._changed(paragraph)

    def _before(self, paragraph: Element) -> None:
        """Take up bookmarks that stand between paragraphs, as some programs put them."""
        one = paragraph.getprevious()
        names = []
        while one is not None and one.tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
            names.append(one.get(f"{_W}name") or "")
            one = one.getprevious()
        for name in reversed(names):
            self._bookmark(name)

    def _bookmark(self, name: str) -> None:
        text, portion = _TEXT_MARK.fullmatch(name), _PORTION.fullmatch(name)
        if text is not None:
            self._sha256 = text[1]
        elif portion is not None:
            self._key = ":".join(part for part in portion.groups() if part)

    def _comments(self) -> Iterator[FoundComment]:
        if self._said is None:
            return
        for number, one in enumerate(self._said.iter(f"{_W}comment")):
            self._refuse_more(number)
            id = one.get(f"{_W}id") or ""
            lines = ["".join(_texts(line)) for line in one.iter(f"{_W}p") if _is_outermost(line)]
            words = "\n".join(lines).strip()
            if words:
                yield FoundComment(
                    key=self._places.get(id, ""),
                    author=_author(one),
                    made_at=_moment(one),
                    concerned=self._short(self._below(id)),
                    proposed="",
                    rationale=self._short(words),
                )

    def _below(self, id: str) -> str:
        """Return the text that a comment is on, no more than can be kept of it."""
        start = self._starts.get(id, 0)
        end = self._ends.get(id, len(self._texts) if id in self._starts else 0)
        found, length = [], 0
        for at in range(start, end):
            found.append(self._texts[at])
            length += len(self._texts[at])
            if length > 2 * MOST_TEXT:
                break
        return "".join(found).strip()

    def _changed(self, paragraph: Element) -> None:
        """Add what each author wants of a paragraph: its text before, and after their changes."""
        marks = [
            one for one in paragraph.iter() if one.tag in _ADDED | _TAKEN and not _is_mark(one)
        ]
        authors = dict.fromkeys(_author(one) for one in marks)
        if len(authors) > MOST_AUTHORS:
            raise Refused(
                f"{self._name} holds a paragraph that {len(authors):,} people changed. Accept or "
                "refuse the changes of some of them first."
            )
        self._refuse_more(len(self._changes) + len(authors))
        for author in authors:
            before, after = _before_and_after(paragraph, author)
            if before.strip() == after.strip():
                continue
            first = next(one for one in marks if _author(one) == author)
            self._changes.append(
                FoundComment(
                    key=self._key,
                    author=author,
                    made_at=_moment(first),
                    concerned=self._short(before.strip()),
                    proposed=self._short(after.strip()) or "Delete this passage.",
                    rationale="Tracked change.",
                )
            )

    def _short(self, text: str) -> str:
        text = _SIGN.sub("", text)
        if len(text) <= MOST_TEXT:
            return text
        self._cut += 1
        return f"{text[:MOST_TEXT]}…"


def _before_and_after(paragraph: Element, author: str) -> tuple[str, str]:
    """Return a paragraph without any change, and with those of one author."""
    before: list[str] = []
    after: list[str] = []
    for one in paragraph.iter(f"{_W}t", f"{_W}delText", f"{_W}tab", f"{_W}br"):
        text = (one.text or "") if one.tag in (f"{_W}t", f"{_W}delText") else " "
        added = _around(one, _ADDED)
        taken = _around(one, _TAKEN)
        if added is None:
            before.append(text)
        is_theirs = added is None or _author(added) == author
        if is_theirs and (taken is None or _author(taken) != author):
            after.append(text)
    return "".join(before), "".join(after)


def _around(one: Element, tags: frozenset[str]) -> Element | None:
    above = next(one.iterancestors(*tags, f"{_W}p"), None)
    return above if above is not None and above.tag in tags else None


def _is_outermost(paragraph: Element) -> bool:
    return next(paragraph.iterancestors(f"{_W}p"), None) is None


def _is_mark(one: Element) -> bool:
    """Tell whether a change is of the paragraph's end, which has no text of its own."""
    above = one.getparent()
    return above is not None and above.tag in (f"{_W}rPr", f"{_W}trPr")


def _texts(line: Element) -> Iterator[str]:
    for one in line.iter(f"{_W}t", f"{_W}br", f"{_W}tab"):
        yield (one.text or "") if one.tag == f"{_W}t" else " "


def _author(one: Element) -> str:
    return " ".join((one.get(f"{_W}author") or "").split())[:200]


def _moment(one: Element) -> datetime | None:
    try:
        found = datetime.fromisoformat(one.get(f"{_W}date") or "")
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
