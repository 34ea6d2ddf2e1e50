"""What every engine sets: 120 items with their texts, and a table of 2,000 rows."""

import random
from dataclasses import dataclass

SENTENCE = (
    "the board reviewed country allocations and asked the secretariat to confirm obligations "
    "before the next interagency meeting while noting risks to programme delivery in several "
    "provinces"
)
WORDS = SENTENCE.split()
LEADS = ("Office of the Secretary", "State", "USAID")
HEAD = ("No.", "Action", "Lead", "Due", "Status")
ITEMS = 120
ROWS = 2000


@dataclass(frozen=True)
class Item:
    """One agenda item: its title, two paragraphs and three points."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]


Row = tuple[str, str, str, str, str]


def items() -> list[Item]:
    pick = random.Random(1)
    return [
        Item(
            number,
            _sentence(pick, 6),
            (_sentence(pick, 90), _sentence(pick, 60)),
            tuple(_sentence(pick, 15) for _ in range(3)),
        )
        for number in range(1, ITEMS + 1)
    ]


def rows(count: int = ROWS) -> list[Row]:
    pick = random.Random(2)
    return [
        (
            f"A-2026-{number:05}",
            _sentence(pick, 12),
            pick.choice(LEADS),
            f"{1 + number % 28} Oct 2026",
            "Open",
        )
        for number in range(1, count + 1)
    ]


def _sentence(pick: random.Random, words: int) -> str:
    return " ".join(pick.choice(WORDS) for _ in range(words)).capitalize() + "."
