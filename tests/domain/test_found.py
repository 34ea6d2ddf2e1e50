"""Found words are marked where they stand in what was written."""

import itertools
import json
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from board_app.domain.fold import words
from board_app.domain.found import Snippet, located, marks, nearer, snippet

HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[1] / "corpora" / "blns.json").read_text(encoding="utf-8")
)
# Letters of many scripts with what can stand between and on them, so that joints are hit often.
KNOTTY = st.text(
    st.sampled_from(
        'aB1 é́ßĳﬁ½…ﷺٱلـَИйёЎ̆กุ日本ｶﾞ゙क्षि한ᄒ\u1161\u11abʻ\u200d\u200b\ufe0f👩🏽\U000e0041\n"*(<&İıΣς'
    ),
    max_size=30,
)


def test_marks_stand_on_the_words_as_written() -> None:
    text = "Göran met goran, GORANSSON and Igor."
    spans = marks(["goran"], text)
    assert [text[a:b] for a, b in spans] == ["Göran", "goran", "GORANSSON"]


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("україна", "В Україна й Украі́ні", ["Україна"]),
        ("हिन्", "यह हिन्दी है", ["हिन्दी"]),
        ("fin", "the ﬁnal word", ["ﬁnal"]),
        ("سودان", "في السُّودَان، سُودان", ["سُودان"]),
        ("กรุง", "เมืองกรุงเทพ", ["ง", "ก", "รุ", "ง"]),
        ("hope", "👩🏽‍🚀hope🕊️ hopes", ["hope", "hopes"]),
        ("cafe", "café cafe\u0301", ["café", "cafe\u0301"]),
        ("2015", "２０１５ and 2015-07", ["２０１５", "2015"]),
        ("한국", normalize("NFD", "한국어"), [normalize("NFD", "한국어")]),
        ("2", "½", ["½"]),
        ("<b", "<b>bold</b>", ["b", "bold", "b"]),
    ],
)
def test_every_script_is_marked(typed: str, text: str, marked: list[str]) -> None:
    assert [text[a:b] for a, b in marks(words(typed), text)] == marked


@given(st.one_of(st.text(max_size=60), KNOTTY))
@example("A\u0301")
@example("и\u02b9\u0306")
@example("ｶﾞ")
def test_located_words_are_the_folded_words(text: str) -> None:
    found = list(located(text))
    assert [one.word for one in found] == words(text)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
    assert [one.start for one in found] == sorted(one.start for one in found)


@pytest.mark.parametrize("text", HOSTILE)
def test_located_words_of_hostile_text_are_the_folded_words(text: str) -> None:
    assert [one.word for one in located(text)] == words(text)


@given(st.lists(KNOTTY, min_size=1, max_size=8), KNOTTY)
def test_marks_cover_exactly_the_words_that_begin_like_that(parts: list[str], typed: str) -> None:
    text, asked = " ".join(parts), words(typed)
    covered = {place for a, b in marks(asked, text) for place in range(a, b)}
    meant = {
        place
        for one in located(text)
        if asked and one.word.startswith(tuple(asked))
        for place in range(one.start, one.end)
    }
    assert covered == meant
    spans = marks(asked, text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@given(st.text(st.sampled_from("ab \né日กุ"), max_size=400), st.integers(20, 90))
def test_snippet_marks_what_it_shows(text: str, length: int) -> None:
    made = snippet(["ab", "日"], text, length=length)
    assert "\n" not in made.text
    for a, b in made.marks:
        assert 0 <= a < b <= len(made.text)
        assert made.text[a:b].strip() == made.text[a:b]
    assert bool(made.marks) == bool(marks(["ab", "日"], text))


def test_snippet_shows_the_place_where_most_words_stand() -> None:
    text = "alpha " * 40 + "then alpha and beta meet gamma " + "end " * 40
    made = snippet(["alpha", "beta", "gamma"], text, length=90)
    assert {made.text[a:b] for a, b in made.marks} == {"alpha", "beta", "gamma"}
    assert made.text.startswith("… ")
    assert made.text.endswith(" …")


def test_snippet_of_a_text_without_the_words_is_its_beginning() -> None:
    assert snippet(["none"], "one\ntwo", length=90).text == "one two"
    assert snippet([], "").text == ""


def test_pasted_book_is_marked_soon() -> None:
    text = "lorem ipsum " * 160_000
    assert snippet(["ipsum"], text).marks


def test_mark_that_is_out_of_sight_is_brought_nearer() -> None:
    text = "A-2015-033 Plan the steps at the Security Council on Burundi in June"
    line = Snippet(text, marks(["burundi", "june"], text))
    assert nearer(line, 60) == line
    made = nearer(line, 44)
    assert made.text == "A-2015-033 … Council on Burundi in June"
    assert [made.text[a:b] for a, b in made.marks] == ["Burundi", "June"]
    assert nearer(Snippet("no marks at all"), 3).text == "no marks at all"
    early = Snippet("A-2015-033 Burundi", ((11, 18),))
    assert nearer(early, 3) == early


@given(KNOTTY, KNOTTY, st.integers(0, 40))
def test_line_brought_nearer_marks_the_same_words(text: str, typed: str, room: int) -> None:
    line = Snippet(text, marks(words(typed), text))
    made = nearer(line, room)
    assert [made.text[a:b] for a, b in made.marks] == [text[a:b] for a, b in line.marks]
