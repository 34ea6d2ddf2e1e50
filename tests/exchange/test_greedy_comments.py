"""Small files that would take hours or all memory: their text is refused or read in one walk."""

import time
import zipfile
from pathlib import Path

import pytest

from board_app.domain.errors import Refused
from board_app.exchange import comments
from board_app.exchange.comments import read_comments
from board_app.services.returned import FoundComment

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SECONDS = 10.0
MANY = 4000


def packed(folder: Path, body: str, said: str = "") -> Path:
    """Return a document of parts that no word processor would write."""
    path = folder / "back.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        made.writestr("word/comments.xml", f"<w:comments {W}>{said}</w:comments>")
    return path


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def opened(id: int) -> str:
    return f'<w:commentRangeStart w:id="{id}"/>'


def remark(id: int, text: str = "No.") -> str:
    return f'<w:comment w:id="{id}" w:author="Cy"><w:p>{run(text)}</w:p></w:comment>'


def found_in_time(path: Path) -> tuple[FoundComment, ...]:
    start = time.monotonic()
    found = read_comments(path).comments
    assert time.monotonic() - start < SECONDS
    return found


def test_comments_that_lie_over_each_other_keep_their_texts(tmp_path: Path) -> None:
    body = (
        f"<w:p>{opened(1)}{run('One ')}{opened(2)}{run('two')}</w:p>"
        f'<w:p>{run("three")}<w:commentRangeEnd w:id="1"/>{run(" four")}'
        f'<w:commentRangeEnd w:id="2"/>{run(" five")}</w:p>'
    )
    found = read_comments(packed(tmp_path, body, remark(1) + remark(2) + remark(3))).comments
    assert [one.concerned for one in found] == ["One two\nthree", "two\nthree four", ""]


def test_thousands_of_open_comments_are_read_in_one_walk(tmp_path: Path) -> None:
    ranges = "".join(opened(number) for number in range(MANY))
    texts = "".join(run(f"{number} ") for number in range(MANY))
    (found,) = found_in_time(packed(tmp_path, f"<w:p>{ranges}{texts}</w:p>", remark(7)))
    assert found.concerned.startswith("0 1 2 ")


def test_paragraph_that_thousands_changed_is_refused(tmp_path: Path) -> None:
    changes = "".join(
        f'<w:ins w:author="{number}">{run(str(number))}</w:ins>' for number in range(MANY)
    )
    with pytest.raises(Refused, match="a paragraph that 4,000 people changed"):
        read_comments(packed(tmp_path, f"<w:p>{changes}</w:p>"))


def test_more_text_than_any_minutes_have_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comments, "MOST_XML", 1024**2)
    words = " ".join(str(number) for number in range(300_000))
    path = packed(tmp_path, f"<w:p>{run(words)}</w:p>")
    with pytest.raises(Refused, match="more than 1 MB of text alone"):
        read_comments(path)


def test_lines_within_lines_of_a_comment_are_read_once(tmp_path: Path) -> None:
    within = f"<w:p>{run('a ')}<w:p>{run('b ')}<w:p>{run('c')}</w:p></w:p></w:p>"
    said = f'<w:comment w:id="1" w:author="Cy">{within}</w:comment>'
    (found,) = read_comments(packed(tmp_path, "<w:p/>", said)).comments
    assert found.rationale == "a b c"
