"""How text is folded for search: the same for what is indexed and for what is typed."""

import re
from functools import lru_cache
from unicodedata import category, normalize

# Cyrillic letters of their own: each has its key, nobody who can type the word leaves the mark
# out, and without it another word appears (мой "my", мои "mine"). Not here, so folded: ё, which
# is printed as е more often than not, and stress marks. In Latin and Greek every mark goes: the
# desk writes English and types Goran for Göran, Lodz for Łódź.
OWN_LETTERS = "йўїѓќӂӑӓӗӛӝӟӣӥӧӫӭӯӱӳӵӹ"
_OWN_PAIRS = {tuple(normalize("NFD", letter)) for letter in OWN_LETTERS}
# Letters that carry their mark inside, and so have no decomposition.
_PLAIN_LETTERS = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
}
_ACCENT = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
# Vowel points that Hebrew and Arabic leave out in plain writing, the Arabic stretcher, variation
# selectors, and the apostrophes that count as letters (Hawaiʻi).
_LEFT_OUT = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\ufe00-\ufe0f\U000e0100-\U000e01ef\u02b9-\u02bf]"
)
# Scripts written without spaces (Thai, Lao, Burmese, Khmer, kana, Han): each letter is a word, so
# that a name is found in the middle of a line.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\U00020000-\U0003ffff]"
)
_ASCII_WORD = re.compile("[a-z0-9]+")


def fold(text: str) -> str:
    """Return the text without case, width, invisible signs and accents that people leave out."""
    if text.isascii():
        return text.lower()
    kept: list[str] = []
    base = ""
    for sign in normalize("NFKD", normalize("NFKC", text).casefold()):
        if _is_left_out(sign):
            continue
        if _ACCENT.match(sign):
            if (base, sign) in _OWN_PAIRS:
                kept.append(sign)
            continue
        if _role(sign) != "M":
            base = sign
        kept.append(_PLAIN_LETTERS.get(sign, sign))
    return normalize("NFKC", "".join(kept))


def words(text: str) -> list[str]:
    """Return the folded words, each of letters, digits and the marks that belong to them."""
    folded = fold(text)
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    found: list[str] = []
    word = ""
    for sign in folded:
        role = _role(sign)
        if (role == "M" and word) or (
            role in "LN" and not (_UNSPACED.match(sign) or _UNSPACED.match(word))
        ):
            word += sign
        else:
            found.append(word)
            word = sign if role in "LN" else ""
    return [word for word in (*found, word) if word]


def splits(letter: str) -> bool:
    """Return whether a letter is a word by itself, as in scripts without spaces."""
    return _UNSPACED.match(letter) is not None


def belongs_before(sign: str) -> bool:
    """Return whether a sign folds together with the one before it: a mark, or an unseen sign."""
    return _role(sign) == "M" or _is_left_out(sign)


def matches(query: str, text: str) -> bool:
    """Return whether every word of the query begins some word of the text."""
    held = words(text)
    return all(any(word.startswith(asked) for word in held) for asked in words(query))


@lru_cache(maxsize=4096)
def _is_left_out(sign: str) -> bool:
    return category(sign) == "Cf" or _LEFT_OUT.match(sign) is not None


@lru_cache(maxsize=4096)
def _role(sign: str) -> str:
    """Return "L", "N" or "M" for what words are made of, else "-"."""
    major = category(sign)[0]
    return major if major in "LNM" else "-"
