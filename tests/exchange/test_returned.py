"""What reviewers' word processors write, taken apart by hand; and what goes out to them."""

import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from board_app.documents.for_comments import name_of, write_for_comments
from board_app.domain.errors import Refused
from board_app.domain.minutes_text import MinutesText, Portion, PortionKind
from board_app.domain.vocabulary import vocabulary_of
from board_app.exchange import comments
from board_app.exchange.comments import read_comments
from board_app.services.returned import FoundComment, ReturnedFile
from board_app.services.scheme import shipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ELI, CY = 'w:author="Eli"', 'w:author="Cy"'


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _added(text: str, who: str = ELI, tag: str = "ins") -> str:
    return f"<w:{tag} {who}>{_run(text)}</w:{tag}>"


def _taken(text: str, who: str = ELI, tag: str = "del") -> str:
    return f"<w:{tag} {who}><w:r><w:delText>{text}</w:delText></w:r></w:{tag}>"


def _over(id: int, inner: str) -> str:
    """Put a comment over something."""
    return f'<w:commentRangeStart w:id="{id}"/>{inner}<w:commentRangeEnd w:id="{id}"/>'


def _mark(key: str) -> str:
    return f'<w:bookmarkStart w:name="{name_of(key)}"/><w:bookmarkEnd/>'


def _comment(id: int, *lines: str, more: str = ELI) -> str:
    said = "".join(f"<w:p>{_run(line)}</w:p>" for line in lines)
    return f'<w:comment w:id="{id}" {more}>{said}</w:comment>'


def _read(folder: Path, body: str, *said: str) -> ReturnedFile:
    """Read a document with a body and comments."""
    path = folder / "back.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", f"<w:document {W}>{body}</w:document>")
        packed.writestr("word/comments.xml", f"<w:comments {W}>{''.join(said)}</w:comments>")
    return read_comments(path)


def _changes(folder: Path, *paragraphs: str) -> list[tuple[str, str, str]]:
    """Return author, text before and text after of what was changed."""
    body = "".join(f"<w:p>{one}</w:p>" for one in paragraphs)
    found = _read(folder, body).comments
    return [(one.author, one.concerned, one.proposed) for one in found]


def _one(found: ReturnedFile) -> FoundComment:
    (one,) = found.comments
    return one


def test_each_author_is_taken_without_the_changes_of_the_others(tmp_path: Path) -> None:
    changed = (
        _run("Send ") + _taken("a") + _added("two") + _run(" mission")
        + _taken(" now", CY) + _added(" later", CY)
    )  # fmt: skip

    assert _changes(tmp_path, changed) == [
        ("Eli", "Send a mission now", "Send two mission now"),
        ("Cy", "Send a mission now", "Send a mission later"),
    ]


def test_passage_that_was_moved_is_taken_here_and_put_there(tmp_path: Path) -> None:
    moved = _changes(
        tmp_path,
        _run("First. ") + _taken("Second.", tag="moveFrom"),
        _run("Third. ") + _added("Second.", tag="moveTo"),
    )

    assert moved == [("Eli", "First. Second.", "First."), ("Eli", "Third.", "Third. Second.")]


def test_paragraph_that_was_struck_is_said_to_go(tmp_path: Path) -> None:
    assert _changes(tmp_path, _taken("All of it.")) == [
        ("Eli", "All of it.", "Delete this passage.")
    ]


def test_change_that_changes_no_word_is_none(tmp_path: Path) -> None:
    same = _taken("same") + _added("same")
    split = f"<w:pPr><w:rPr><w:ins {ELI}/></w:rPr></w:pPr>{_run('x')}"

    assert _changes(tmp_path, same, split) == []


def test_tab_and_break_part_words(tmp_path: Path) -> None:
    changed = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>" + _added("!")

    assert _changes(tmp_path, changed) == [("Eli", "a b c", "a b c!")]


def test_change_has_the_moment_of_its_own_author(tmp_path: Path) -> None:
    early, late = (f'w:date="2015-07-1{day}T10:00:00Z"' for day in (7, 8))
    added = _added("1", f"{CY} {early}") + _added("2", f"{ELI} {late}")
    body = f"<w:p>{_run('x')}{added}</w:p>"

    found = {one.author: one.made_at for one in _read(tmp_path, body).comments}

    assert found == {
        "Cy": datetime(2015, 7, 17, 10, tzinfo=UTC),
        "Eli": datetime(2015, 7, 18, 10, tzinfo=UTC),
    }


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2015-07-19T15:04:00Z", datetime(2015, 7, 19, 15, 4, tzinfo=UTC)),
        ("2015-07-19T15:04:00+02:00", datetime(2015, 7, 19, 13, 4, tzinfo=UTC)),
        ("2015-07-19T15:04:00", datetime(2015, 7, 19, 15, 4, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moment_is_that_of_greenwich(tmp_path: Path, written: str, read: datetime | None) -> None:
    said = _comment(1, "No.", more=f'{ELI} w:date="{written}"')

    assert _one(_read(tmp_path, "<w:p/>", said)).made_at == read


def test_comment_is_of_the_portion_where_it_begins(tmp_path: Path) -> None:
    body = (
        f"<w:p>{_mark('note:1')}{_run('one')}<w:commentRangeStart w:id='7'/>{_run('two')}</w:p>"
        f"<w:p>{_mark('note:2')}{_run('three')}<w:commentRangeEnd w:id='7'/>{_run('four')}"
        "<w:r><w:commentReference w:id='7'/></w:r></w:p>"
    )

    one = _one(_read(tmp_path, body, _comment(7, "Why?", "And when?")))

    assert (one.key, one.concerned) == ("note:1", "two\nthree")
    assert one.rationale == "Why?\nAnd when?"


def test_line_end_after_a_commented_paragraph_is_not_its_text(tmp_path: Path) -> None:
    body = (
        f"<w:p><w:commentRangeStart w:id='7'/>{_run('whole')}</w:p>"
        "<w:p><w:commentRangeEnd w:id='7'/></w:p>"
    )

    assert _one(_read(tmp_path, body, _comment(7, "Why?"))).concerned == "whole"


def test_comments_that_overlap_keep_their_own_text(tmp_path: Path) -> None:
    body = (
        f"<w:p><w:commentRangeStart w:id='1'/>{_run('a')}<w:commentRangeStart w:id='2'/>{_run('b')}"
        f"<w:commentRangeEnd w:id='1'/>{_taken('c')}<w:commentRangeEnd w:id='2'/>{_run('d')}</w:p>"
    )

    found = _read(tmp_path, body, _comment(1, "x"), _comment(2, "y")).comments

    assert [(one.rationale, one.concerned) for one in found[:2]] == [("x", "ab"), ("y", "bc")]


def test_comment_at_a_point_is_of_its_portion(tmp_path: Path) -> None:
    body = f"<w:p>{_mark('item:5')}{_run('x')}<w:r><w:commentReference w:id='3'/></w:r></w:p>"

    one = _one(_read(tmp_path, body, _comment(3, "Which?")))

    assert (one.key, one.concerned) == ("item:5", "")


def test_bookmarks_between_paragraphs_count_and_the_last_one_holds(tmp_path: Path) -> None:
    body = f"{_mark('item:5')}{_mark('note:6')}<w:p>{_over(1, _run('x'))}</w:p>"

    assert _one(_read(tmp_path, body, _comment(1, "No."))).key == "note:6"


def test_comment_without_words_is_left_out(tmp_path: Path) -> None:
    assert _read(tmp_path, "<w:p/>", _comment(1, "  "), _comment(2)).comments == ()


def test_mark_before_a_portion_is_not_its_text_and_one_within_is(tmp_path: Path) -> None:
    body = f"<w:p>{_over(1, _run('(CUI//SP) The (U) road'))}</w:p>"

    one = _one(_read(tmp_path, body, _comment(1, "See (CUI) there.")))

    assert (one.concerned, one.rationale) == ("The (U) road", "See (CUI) there.")


def test_name_of_an_author_is_one_line_of_some_length(tmp_path: Path) -> None:
    said = _comment(1, "No.", more=f'w:author=" Eli&#10; {"x" * 300}"')

    author = _one(_read(tmp_path, "<w:p/>", said)).author

    assert (author[:6], len(author)) == ("Eli xx", 200)


def test_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:r><w:txbxContent><w:p>{_added('new')}</w:p></w:txbxContent></w:r>"

    assert _changes(tmp_path, _run("old ") + box) == [("Eli", "old", "old new")]


def test_limits_are_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "MOST_TEXT", 5)
    monkeypatch.setattr(comments, "MOST_COMMENTS", 2)
    body = f"<w:p>{_run('x')}{_added('y')}</w:p>"

    found = _read(tmp_path, body, _comment(1, "12345"))
    assert (found.comments[0].rationale, found.notes) == ("12345", ())
    found = _read(tmp_path, "<w:p/>", _comment(1, "123456"))
    assert (found.comments[0].rationale, found.notes) == ("12345…", ("1 long texts are cut.",))
    with pytest.raises(Refused, match="3 comments and changes"):
        _read(tmp_path, body, _comment(1, "a"), _comment(2, "b"))


# What goes out


TEXT = MinutesText(
    title="Minutes 2015-07",
    portions=(
        Portion(
            key="attendance", kind=PortionKind.ATTENDANCE, place="Attendance", title="",
            text="Nine seats were taken.",
        ),
        Portion(
            key="summary", kind=PortionKind.SUMMARY, place="Summary", title="", text="In short.",
            marking=1,
        ),
        Portion(
            key="item:5", kind=PortionKind.ITEM, place="Item 1", title="1. Burundi", marking=1,
            details=(("Lead", "State\x0b"),),
        ),
        Portion(
            key="note:7", kind=PortionKind.NOTE, place="Item 1", title="", marking=1,
            text="The road is closed.\n\nTwo stations\n\nThe end.",
        ),
        Portion(
            key="decision:8", kind=PortionKind.DECISION, place="Item 1", title="D-1",
            text="To go.", details=(("Positions", "Concur 9\x0b"),),
        ),
        Portion(
            key="action:9", kind=PortionKind.ACTION, place="Item 1", title="A-1", text="Prepare.",
        ),
    ),
)  # fmt: skip


@pytest.fixture
def sent(tmp_path: Path) -> Any:  # Any: the library's own document
    path = tmp_path / "sent.docx"
    write_for_comments(
        TEXT,
        path,
        sha256=TEXT.sha256,
        facts=(("Answers until", "17:00"),),
        state="DRAFT 3",
        author="Board",
        scheme=vocabulary_of(shipped()),
    )
    return docx.Document(str(path))


def test_all_is_written_in_its_order_with_its_marks(sent: Any) -> None:  # Any: as above
    said = [one.text for one in sent.paragraphs if one.text]
    told = [[cell.text for cell in row.cells] for table in sent.tables for row in table.rows]

    assert said == [
        "Minutes 2015-07",
        "DRAFT 3",
        "Answers until: 17:00",
        "Attendance",
        "Nine seats were taken.",
        "Summary",
        "(CUI) In short.",
        "(CUI) 1. Burundi",
        "Lead: State",
        "(CUI) The road is closed.",
        "Two stations",
        "The end.",
        "Decision D-1",
        "(U) To go.",
        "Action item A-1",
        "(U) Prepare.",
    ]
    assert told == [["Positions", "Concur 9"]]


def test_bookmark_reaches_from_the_first_to_the_last_word_of_its_portion(sent: Any) -> None:
    xml = sent.element.xml
    found: dict[str, tuple[str, str]] = {}
    for number, name in re.findall(r'bookmarkStart w:id="(\d+)" w:name="([^"]+)"', xml):
        assert number not in {one for one, _ in found.values()}
        begin = xml.index(f'bookmarkStart w:id="{number}"')
        within = xml[begin : xml.index(f'bookmarkEnd w:id="{number}"')]
        found[name] = number, "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", within))

    assert found[name_of("note:7")][1] == "(CUI) The road is closed.Two stationsThe end."
    assert found[name_of("decision:8")][1] == "Decision D-1(U) To go.PositionsConcur 9"
    assert len(found) == 1 + len(TEXT.portions)


def test_lines_are_numbered_through_in_the_order_that_the_schema_wants(sent: Any) -> None:
    section = sent.sections[0]
    names = [one.tag.split("}")[1] for one in section._sectPr]
    lines = section._sectPr.find(qn("w:lnNumType"))

    assert names.index("lnNumType") == names.index("pgMar") + 1
    assert lines.get(qn("w:restart")) == "continuous"
    assert section.left_margin == section.right_margin


def test_properties_tell_the_product_and_the_language_alone(sent: Any) -> None:
    said = sent.core_properties
    styles = sent.styles.element

    assert (said.last_modified_by, said.comments, said.category) == ("Upstream", "", "")
    assert {one.get(qn("w:val")) for one in styles.iter(qn("w:lang"))} == {"en-US"}
    for name in ("Normal", "Title", "Heading 1"):
        fonts = sent.styles[name].element.rPr.rFonts
        assert {key.split("}")[1] for key in fonts.attrib} == {"ascii", "hAnsi", "cs", "eastAsia"}
        assert set(fonts.attrib.values()) == {"Noto Sans"}
