"""The gate lets nothing through that can't be printed, and counts what it changes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.documents.fonts import Face, font_for
from board_app.documents.gate import Gate, address_in, bare_line


@pytest.mark.parametrize(
    ("typed", "printed", "replaced"),
    [
        ("plain & <b>text</b>", "plain & <b>text</b>", 0),
        ("tab\there", "tab here", 0),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour", 0),
        ("nul\x00bell\x07", "nulbell", 2),
        ("lone \ud800 half", "lone \ufffd half", 1),
        ("no \uffff char \ufdd0", "no \ufffd char \ufffd", 2),
        ("e\u0301", "é", 0),
        ("zero\u200bwidth\ufeff", "zero\u200bwidth", 0),
        ("mark\u202eed\u2066", "marked", 0),
        ("3 → 4, ≤ 5 ▲", "3 → 4, ≤ 5 ▲", 0),
        ("漢字", "\ufffd\ufffd", 2),
        ("漢漢\x00漢\x00", "\ufffd\ufffd\ufffd", 5),
        ("\u06dd\u0600٣", "\u06dd\u0600٣", 0),
        ("\U0001f600", "\ufffd", 1),
        ("Ольга, Đặng, Ελλάς, አማርኛ", "Ольга, Đặng, Ελλάς, አማርኛ", 0),
    ],
)
def test_text_is_admitted_and_counted(typed: str, printed: str, replaced: int) -> None:
    gate = Gate()

    assert gate.admit(typed) == unicodedata.normalize("NFC", printed)
    assert gate.lost.total() == replaced


@given(st.text(st.characters(exclude_categories=())))
def test_admitted_text_has_a_glyph_for_every_sign(typed: str) -> None:
    admitted = Gate().admit(typed)

    assert all(sign == "\n" or font_for(sign, face) for sign in admitted for face in Face)
    assert Gate().admit(admitted) == admitted


@given(st.text(st.characters(exclude_categories=())))
def test_bare_line_can_be_encoded(typed: str) -> None:
    line = bare_line(typed)

    assert "\n" not in line
    line.encode("utf-16-be")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTP://example.org:8080/a?b=1#c", "HTTP://example.org:8080/a?b=1#c"),
        ("(https://example.org/a_(b)/),", "https://example.org/a_(b)/"),
        ("“https://example.org/ü”.", "https://example.org/ü"),
        ("board@example.org;", "mailto:board@example.org"),
        ("mailto:board@example.org", "mailto:board@example.org"),
        ("file:///etc/passwd", ""),
        ("file://example.org/x", ""),
        ("ftp://example.org/x", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("\\\\server\\share", ""),
        ("A:B", ""),
    ],
)
def test_word_leads_to_an_address_of_the_web_or_of_mail_alone(typed: str, address: str) -> None:
    gate = Gate()

    assert address_in(typed) == address
    word = gate.words(Face.REGULAR)[gate.admit(typed)]
    assert (word.address, word.is_plain) == (address, not address)


def test_bare_line_is_one_line_of_whole_letters() -> None:
    assert bare_line(" e\u0301t\x00e\u2028no\tpe\rxy\r\n ") == "éte no pe xy"
