"""What a line of search asks for: folded words, some of them other names of a kind of thing."""

from typing import NamedTuple

from board_app.domain.fold import words

# A pasted page is no question: what stands at its head is.
_SIGNS = 1000
_WORDS = 40

# No key types this sign and folding leaves it out, so no text can pretend to be of a kind.
_KIND_SIGN = "\ue000"

OTHER_NAMES: dict[tuple[str, ...], str] = {
    ("due", "out"): "action_item",
    ("due", "outs"): "action_item",
    ("dueout",): "action_item",
    ("dueouts",): "action_item",
    ("tasking",): "action_item",
    ("taskings",): "action_item",
    ("suspense",): "action_item",
    ("suspenses",): "action_item",
}
"""What other boards call a kind of thing. Such words find all of the kind beside their own text."""

_LONGEST = max(len(name) for name in OTHER_NAMES)


class Asked(NamedTuple):
    """Words that begin words of what is found; with a `kind`, anything of that kind will do too."""

    words: tuple[str, ...]
    kind: str = ""


def asked(text: str) -> tuple[Asked, ...]:
    """Return what a line asks for, all of it to be met; empty without a letter or digit."""
    found: list[Asked] = []
    left = words(text[:_SIGNS])[:_WORDS]
    while left:
        part = _name_at_head(left) or Asked((left[0],))
        left = left[len(part.words) :]
        if part not in found:
            found.append(part)
    return tuple(found)


def asked_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a line, each once."""
    return tuple(dict.fromkeys(word for part in asked(text) for word in part.words))


def kind_word(kind: str) -> str:
    """Return the word that stands in the index for a kind that has other names, "" without."""
    if kind not in OTHER_NAMES.values():
        return ""
    return _KIND_SIGN + kind.replace("_", "")


def _name_at_head(left: list[str]) -> Asked | None:
    for length in range(_LONGEST, 0, -1):
        name = tuple(left[:length])
        if name in OTHER_NAMES:
            return Asked(name, OTHER_NAMES[name])
    return None
