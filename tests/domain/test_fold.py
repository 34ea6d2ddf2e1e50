"""What was written is found by what people type."""

import json
from pathlib import Path
from unicodedata import category, normalize

import pytest
import sqlcipher3
from hypothesis import example, given
from hypothesis import strategies as st

from board_app.domain.fold import OWN_LETTERS, fold, matches, words

HOSTILE: list[str] = json.loads(
    (Path(__file__).parents[1] / "corpora" / "blns.json").read_text(encoding="utf-8")
)
MARKED = [
    "Україна",
    "हिन्दी",
    "ﬁnal",
    "Göran Łódź",
    "Ёлка",
    "İstanbul ISPARTA ığdır",
    "São Tomé",
    "Côte d’Ivoire",
    "日本語テキスト",
    "မြန်မာ",
    "กรุงเทพ",
    "Ⅷ ½ ２０１５",
    "𝕌𝕡𝕤𝕥𝕣𝕖𝕒𝕞",
    "Ἀθῆναι ΣΊΣΥΦΟΣ",
    "السُّودَان",
    "한국",
]


def is_letter(sign: str) -> bool:
    return category(sign)[0] in "LN"


def first_letters(text: str) -> str:
    """Return the text up to its third letter, with the marks that belong to it."""
    seen = 0
    for place, sign in enumerate(text):
        if is_letter(sign):
            seen += 1
            if seen > 3:
                return text[:place]
    return text


FINDABLE = [text for text in (*HOSTILE, *MARKED) if any(is_letter(sign) for sign in text)]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("goran", "Göran"),
        ("LODZ", "Łódź"),
        ("sao tome", "São Tomé"),
        ("ivoire", "Côte d’Ivoire"),
        ("cote d'ivoire", "Côte d’Ivoire"),
        ("елка", "Ёлка"),
        ("istanbul", "İSTANBUL"),
        ("igdir", "ığdır"),
        ("ΣΙΣΥΦΟΣ", "Σίσυφος"),
        ("strasse", "Straße"),
        ("upstream", "Ｕｐｓｔｒｅａｍ"),
        ("upstream", "up\u200bstr\u00adeam"),
        ("السودان", "السُّودَان"),
        ("本語", "日本語"),
        ("hawaii", "Hawaiʻi"),
        (normalize("NFD", "Київ"), normalize("NFC", "Київ")),
        ("act it", "Action item"),
        ("", "anything"),
    ],
)
def test_typed_finds_written(typed: str, written: str) -> None:
    assert matches(typed, written)


@pytest.mark.parametrize(
    ("typed", "written"),
    [("мои", "мой"), ("Ки\u0438в", "Київ"), ("ream", "upstream"), ("хин", "हिन्दी"), ("b", "a")],
)
def test_other_words_are_not_found(typed: str, written: str) -> None:
    assert not matches(typed, written)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("O’Brien, A-2015", ["o", "brien", "a", "2015"]),
        ("日本 ab", ["日", "本", "ab"]),
        ("!… — \u0301", []),
    ],
)
def test_text_is_split_into_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("letter", OWN_LETTERS)
def test_letter_of_its_own_is_kept(letter: str) -> None:
    assert fold(letter.upper()) == letter


@pytest.mark.parametrize("text", FINDABLE)
def test_text_is_found_by_itself_and_by_its_first_letters(text: str) -> None:
    assert words(text)
    assert matches(text, text)
    assert words(first_letters(text))
    assert matches(first_letters(text), text)


def test_full_text_index_finds_every_hostile_text() -> None:
    index = sqlcipher3.connect(":memory:")
    # Words are split before they are stored: this tokenizer takes all but ASCII signs as letters.
    index.execute("CREATE VIRTUAL TABLE found USING fts5(words, tokenize = 'ascii')")
    for row, text in enumerate(FINDABLE):
        index.execute("INSERT INTO found(rowid, words) VALUES (?, ?)", (row, " ".join(words(text))))

    missed = []
    for row, text in enumerate(FINDABLE):
        for typed in (text, first_letters(text)):
            query = " ".join(f'"{word}"*' for word in words(typed))
            hits = index.execute("SELECT rowid FROM found WHERE found MATCH ?", (query,))
            if (row,) not in hits.fetchall():
                missed.append(typed)
    index.close()
    assert missed == []


MARKS = st.sampled_from([chr(code) for code in (*range(0x300, 0x370), 0x3099, 0x64B, 0x200D)])
BASES = st.sampled_from([*OWN_LETTERS, *"аеиAeïłß1ΐქक"])
STACKED = st.lists(st.one_of(MARKS, BASES), max_size=6).map("".join)


@given(st.one_of(st.text(), STACKED))
@example("й\u20dd\u3099")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(st.text(), STACKED))
def test_twins_of_a_text_fold_alike(text: str) -> None:
    assert fold(normalize("NFD", text)) == fold(normalize("NFC", text)) == fold(text)


@given(st.text(), st.text())
def test_folded_words_are_their_own_words(text: str, other: str) -> None:
    found = words(f"{text} {other}")
    assert words(" ".join(found)) == found
    assert matches(text, f"{other} {text}")
