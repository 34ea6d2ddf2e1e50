"""Lines: whatever is typed is set whole, each sign once, in its order, and within the width."""

import re
import unicodedata

import bidi
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from board_app.documents import inks
from board_app.documents.fonts import width_of
from board_app.documents.gate import Gate
from board_app.documents.leftwards import Part, turned
from board_app.documents.typeset import Fragment, Line, Span, Typesetter

ANYTHING = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.sampled_from("ab -/.\n\t\u0301\u0323\u202e\u202d\u2066\u200d\u00ad אبक्ตနំ\U0001f600é("),
    ),
    max_size=80,
)
DIRECTIONS = st.text(st.sampled_from("ab אב جد 12 ٣٤ ()[]{} .,:/+-%$ \u05b8\u0301"), max_size=24)
# What stays together when it is drawn: a letter with its marks.
SYLLABLES = st.lists(
    st.sampled_from([*"abc XYZ 123 (),.-/% אבגד هوج ٣٤", "é", "मि", "क्ष", "ကို", "ន្ត", "นำ", "ก็"]),
    max_size=60,
).map("".join)
PLAIN = st.lists(st.sampled_from(["word ", "a ", "early-warning ", "risk/harm", "W"])).map("".join)
ARABIC = "قرر المجلس تمويل المستشفيات والاستراتيجيات للإذاعة قبل تصويت أكتوبر وأحاط علما"
THAI = "คณะกรรมการตัดสินใจสนับสนุนเงินทุนสายด่วน"
KHMER = "ក្រុមប្រឹក្សាភិបាលបានសម្រេចផ្តល់មូលនិធិ"
BURMESE = "အောက်တိုဘာလမဲပေးပွဲမတိုင်မီဆုံးဖြတ်ခဲ့သည်"
HINDI = "बोर्ड ने अक्टूबर के मतदान से पहले हॉटलाइनों का अंतरराष्ट्रीय निर्णय लिया"
HEBREW = "הוועדה החליטה לממן שני קווי רדיו"


def _setter() -> tuple[Gate, Typesetter]:
    gate = Gate()
    return gate, Typesetter(gate)


def _lines(text: str, width: float = 460.0, ink: inks.Ink = inks.BODY) -> tuple[Line, ...]:
    gate, setter = _setter()
    return setter.wrap((Span(gate.admit(text), ink),), width)


def _said(line: Line) -> str:
    return line.spoken or "".join(fragment.text for fragment in line.fragments)


def _drawn(line: Line) -> float:
    """Return how wide a line is as it is drawn, glyph by glyph."""
    return sum(
        fragment.size
        * (
            sum(glyph.width for glyph in fragment.glyphs)
            if fragment.glyphs
            else sum(width_of(sign, fragment.font) for sign in fragment.text)
        )
        for fragment in line.fragments
    )


def _left(fragment: Fragment) -> float:
    """Return where a part of a turned line begins, seen from the left."""
    width = fragment.size * sum(glyph.width for glyph in fragment.glyphs)
    return (fragment.x or 0.0) - (width if fragment.is_leftward else 0.0)


def _seen(text: str, *, leftwards: bool) -> str:
    """Return the signs of a line from left to right."""
    found = turned([Part("F", inks.BODY, text)], leftwards=leftwards)
    return "".join(part.text[::-1] if is_left else part.text for part, is_left, _ in found)


@given(ANYTHING, st.floats(15, 500))
def test_lines_hold_every_word_once_and_in_order(text: str, width: float) -> None:
    lines = _lines(text, width)

    said = "".join(_said(line) + ("" if line.runs_on else " ") for line in lines)
    words = re.split(r"[ \n]+", Gate().admit(text))
    # A joiner that joins nothing is not drawn.
    bare = str.maketrans("", "", "\u200b\u200c\u200d")
    assert [one for one in said.translate(bare).split(" ") if one] == [
        one for word in words if (one := word.translate(bare))
    ]


@given(SYLLABLES | PLAIN, st.floats(20, 200))
@example(f"on {THAI} and", 17.0)
def test_no_line_is_drawn_wider_than_it_may_be(text: str, width: float) -> None:
    for line in _lines(text, width):
        # Letters that join, and brackets that are turned, may stand closer than alone.
        assert _drawn(line) <= line.width + 0.1
        assert line.width <= width + 0.1


@given(SYLLABLES)
def test_natural_width_breaks_nothing(text: str) -> None:
    gate, setter = _setter()
    admitted = gate.admit(text.replace("/", "\n"))

    width = setter.natural_width(admitted, inks.BODY)

    lines = setter.wrap((Span(admitted, inks.BODY),), width)
    assert len(lines) <= admitted.count("\n") + 1
    assert width <= max(line.width for line in lines) + 0.1


@given(SYLLABLES, st.floats(20, 200))
def test_shortened_line_fits_and_says_that_it_is_short(text: str, width: float) -> None:
    gate, setter = _setter()
    admitted = gate.line(text)

    line = setter.shortened(admitted, inks.BODY, width)

    assert _drawn(line) <= width + 0.1
    whole = "".join(fragment.text for fragment in line.fragments)
    assert whole == admitted or whole.endswith("…")


@given(DIRECTIONS, st.booleans())
@example(text="(ab) אב", leftwards=True)
@example(text="\u05d0((\u05d0)a)", leftwards=False)
@example(text="\u05d0(\u05d0)\u0301()", leftwards=False)
def test_signs_stand_where_the_standard_puts_them(text: str, leftwards: bool) -> None:
    # The quick half of the library is another program, which knows the pairs of brackets.
    expected = bidi.get_display(text, base_dir="R" if leftwards else "L")

    assert _seen(text, leftwards=leftwards) == expected


def test_brackets_around_a_name_of_the_other_direction_stay_around_it() -> None:
    within = turned([Part("F", inks.BODY, "מועצה Council (HRC) קבע")], leftwards=True)
    around = turned([Part("F", inks.BODY, "the שלום (עולם) paper")], leftwards=False)

    assert ("Council (HRC)", False) in [(part.text, is_left) for part, is_left, _ in within]
    assert ("שלום (עולם)", True) in [(part.text, is_left) for part, is_left, _ in around]


def test_empty_line_in_a_leftward_text_is_an_empty_line() -> None:
    first, empty, last = _lines("שלום\n\nעולם")

    assert (empty.fragments, empty.is_leftward) == ((), True)
    assert (first.spoken, last.spoken) == ("שלום", "עולם")


def test_empty_line_takes_its_room() -> None:
    assert [len(line.fragments) for line in _lines("a\n\nb")] == [1, 0, 1]
    assert {line.leading for line in _lines("a\n\nb")} == {inks.BODY.leading}


@pytest.mark.parametrize("name", ["A-2015-022", "2015-07-16", "APB-M-2015-07", "9/10/2015"])
def test_reference_and_date_are_not_broken(name: str) -> None:
    for width in range(84, 140, 7):
        said = [_said(line) for line in _lines(f"as told by {name} and more", width)]
        assert any(name in line for line in said), said


def test_word_is_broken_at_its_hyphen_where_the_line_ends() -> None:
    lines = _lines("The reconnaissance-observation began", 120)

    assert [_said(line) for line in lines] == ["The reconnaissance-", "observation began"]
    assert [line.runs_on for line in lines] == [True, False]


def test_marks_stay_with_their_letter() -> None:
    for line in _lines("q\u0323\u0301" * 60, 100):
        assert not unicodedata.combining(_said(line)[0])


@pytest.mark.parametrize("text", [ARABIC, HINDI], ids=["arabic", "hindi"])
def test_word_that_joins_is_not_cut_if_a_line_can_hold_it(text: str) -> None:
    words = text.split()

    for width in range(80, 200, 9):
        said = [word for line in _lines(text, width) for word in line.spoken.split(" ")]
        assert said == words


@pytest.mark.parametrize("text", [THAI, KHMER, BURMESE], ids=["thai", "khmer", "burmese"])
def test_sentence_without_spaces_fills_its_line(text: str) -> None:
    for width in range(90, 200, 7):
        first, *_ = lines = _lines(f"ab {text}", width)
        assert len(first.spoken) > len("ab ") + 2
        assert all(line.width <= width + 0.1 for line in lines)


def test_short_word_of_such_a_script_stays_whole() -> None:
    for width in range(60, 130, 3):
        said = [line.spoken for line in _lines("on the ประชุม day", width)]
        assert any("ประชุม" in line for line in said), said


@pytest.mark.parametrize("text", [HEBREW, ARABIC, "ﷲ"], ids=["hebrew", "arabic", "one sign"])
def test_text_of_a_leftward_script_begins_at_the_right(text: str) -> None:
    assert all(line.is_leftward for line in _lines(text, 90))


@given(st.text(st.sampled_from("ab אב جד 12 ()→,."), max_size=24), st.floats(30, 200))
def test_parts_of_a_line_stand_where_the_standard_puts_them(text: str, width: float) -> None:
    for line in _lines(text, width):
        if not any(fragment.x is not None for fragment in line.fragments):
            assert line.is_leftward or not any("א" <= sign <= "ي" for sign in _said(line))
            continue
        seen = sorted(
            (_left(one), one.text[::-1] if one.is_leftward else one.text) for one in line.fragments
        )
        expected = bidi.get_display(line.spoken, base_dir="R" if line.is_leftward else "L")
        assert "".join(text for _, text in seen) == expected


def test_portion_mark_does_not_turn_a_leftward_text() -> None:
    gate, setter = _setter()
    mark, text = Span("(U)", inks.mark_for(inks.BODY)), Span(gate.admit(HEBREW), inks.BODY)

    (line,) = setter.wrap((mark, text), 460)

    assert line.is_leftward


def test_same_text_in_another_width_and_ink_is_broken_anew() -> None:
    _, setter = _setter()
    text = "six words that need some room"

    wide = setter.wrap_short(text, inks.CELL, 300)
    narrow = setter.wrap_short(text, inks.CELL, 50)
    strong = setter.wrap_short(text, inks.CELL_STRONG, 300)

    assert (len(wide), len(strong)) == (1, 1)
    assert all(line.width <= 50.01 for line in narrow)
    assert strong[0].fragments[0].font == inks.CELL_STRONG.font


def test_part_of_an_address_leads_where_the_whole_leads() -> None:
    address = "https://example.org/" + "/".join(f"part{n}" for n in range(20))

    lines = _lines(f"See {address} now", 150)

    led = [one for line in lines for one in line.fragments if one.address]
    assert {one.address for one in led} == {address}
    assert "".join(one.text for one in led) == address
