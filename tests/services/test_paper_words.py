"""The words of papers: every one of them has its French, dates keep the board's style."""

import ast
from collections.abc import Iterator
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from string import Formatter

import pytest

from board_app.domain.clearing import (
    Answer,
    CommentKind,
    Resolution,
    RoundOutcome,
    RoundState,
    Silence,
)
from board_app.domain.quorum import Quorum
from board_app.domain.review import SECTIONS
from board_app.domain.risk import Confidence, RiskLevel, Tier, Trend
from board_app.domain.states import (
    ActionStatus,
    ItemKind,
    ItemState,
    MeetingKind,
    Presence,
    Stance,
)
from board_app.domain.style import DateStyle, Language
from board_app.services import papers
from board_app.services.frameworks import framework
from board_app.services.papers import (
    agenda,
    agenda_changes,
    agenda_versions,
    kinds,
    minutes,
    register,
    release,
    review,
    tables,
)
from board_app.services.papers.kinds import PaperKind
from board_app.services.papers.variants import Variant
from board_app.services.papers.words import Words, catalogue, typographic

ROOM = Path(papers.__file__).parent
FRENCH = Words(Language.FRENCH)
SPACE = "\u00a0"
NARROW = "\u202f"


def calls(name: str) -> Iterator[str]:
    """Yield the texts that the papers hand to a method of the words."""
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            texts = [one for one in node.args if isinstance(one, ast.Constant)]
            if node.func.attr == name and texts and isinstance(texts[0].value, str):
                yield texts[0].value


def computed() -> Iterator[str]:
    """Yield the texts that no call names: labels of states, and those chosen from a table."""
    states: tuple[type[Enum], ...] = (
        *(ActionStatus, ItemKind, ItemState, MeetingKind, Presence, Stance),
        *(Confidence, RiskLevel, Tier, Trend),
        *(RoundState, RoundOutcome, Silence, Answer, CommentKind, Resolution),
    )
    for state in states:
        labels = (str(getattr(one, "label")) for one in state)  # noqa: B009  (untyped enum)
        yield from filter(None, labels)
    shipped = framework()
    yield from (shipped.title, shipped.source, *(one.title for one in shipped.factors))
    yield from (one.sentence for one in Silence)
    yield from filter(None, (one.sentence for one in Variant))
    yield from (release.WITHHELD, "concur, concur with comment, or non-concur with the reason")
    yield from ("DRAFT for clearance, version {number} of {day}", "Heading")
    yield from (title for _, title in SECTIONS)
    yield from minutes._PRESENCE.values()
    yield from register._TITLES.values()
    yield from (tables.NO_LEAD, tables.NO_DATE, review._NO_SCORE, agenda_changes._NOT_SEEN)
    yield from ("New", "Moved to another date", "today", "tomorrow", "follow-up")
    yield from (kind.value for kind in (PaperKind.AGENDA, PaperKind.MINUTES))
    yield from kinds._BOOKS.values()
    for head in ("Quorum", "No quorum"):
        yield head + ": {present} of {agencies} present, {needed} needed{missing}."
    source = Path(agenda_versions.__file__).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = node.args[0] if node.args else None
            if node.func.id == "Change" and isinstance(first, ast.Constant):
                yield str(first.value)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_sentence_has_its_french_with_the_same_places() -> None:
    french = catalogue(Language.FRENCH).sentences
    wanted = {*calls("say"), *computed()}
    assert wanted - french.keys() == set()
    assert {text for text in wanted if places(text) != places(french[text])} == set()


def test_no_french_is_left_behind_by_a_sentence_that_is_gone() -> None:
    in_tables = {"meeting moved", "meeting's length", "meeting's place", "renamed", "retimed"}
    in_tables |= {"withdrawn", "brought back"}
    in_tables |= {f"another {what}" for what in ("lead", "kind", "country", "purpose")}
    known = {*calls("say"), *computed(), *in_tables}
    assert catalogue(Language.FRENCH).sentences.keys() - known == set()


def test_every_counted_noun_has_its_french() -> None:
    nouns = {*(noun for _, noun, _ in agenda._ASKED), "agency"}
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                named = node.args[1:2]
                if node.func.attr == "count" and named and isinstance(named[0], ast.Constant):
                    nouns.add(str(named[0].value))
    assert nouns - catalogue(Language.FRENCH).nouns.keys() == set()


@pytest.mark.parametrize(
    ("language", "style", "plain", "short", "long"),
    [
        ("en", "dmy", "16 July 2015", "16 Jul 2015", "Thursday 16 July 2015"),
        ("en", "mdy", "July 16, 2015", "Jul 16, 2015", "Thursday, July 16, 2015"),
        ("en", "iso", "2015-07-16", "2015-07-16", "Thursday 2015-07-16"),
        (
            "fr",
            "dmy",
            f"16{SPACE}juillet 2015",
            f"16{SPACE}juil. 2015",
            f"jeudi 16{SPACE}juillet 2015",
        ),
        (
            "fr",
            "mdy",
            f"16{SPACE}juillet 2015",
            f"16{SPACE}juil. 2015",
            f"jeudi 16{SPACE}juillet 2015",
        ),
        ("fr", "iso", "2015-07-16", "2015-07-16", "jeudi 2015-07-16"),
    ],
)
def test_dates_keep_the_style_of_the_board(
    language: str, style: str, plain: str, short: str, long: str
) -> None:
    words = Words(Language(language), DateStyle(style))
    on = date(2015, 7, 16)
    assert (words.day(on), words.short_day(on), words.day_long(on)) == (plain, short, long)


@pytest.mark.parametrize(
    ("language", "style", "said"),
    [("en", "dmy", "31 Dec"), ("en", "mdy", "Dec 31"), ("en", "iso", "12-31")],
)
def test_a_column_of_a_year_needs_no_year(language: str, style: str, said: str) -> None:
    words = Words(Language(language), DateStyle(style))
    assert words.day_of_year(date(2015, 12, 31)) == said


def test_french_counts_and_orders_as_french_does() -> None:
    assert FRENCH.day(date(2016, 1, 1)) == f"1er{SPACE}janvier 2016"
    assert FRENCH.day_of_year(date(2015, 12, 31)) == f"31{SPACE}déc."
    assert FRENCH.count(0, "action item") == "0 mesure"
    assert FRENCH.count(1200, "action item") == f"1{NARROW}200 mesures"
    assert (FRENCH.ordinal(1), FRENCH.ordinal(7)) == ("1re", "7e")
    assert FRENCH.clock(time(9, 5)) == f"9{SPACE}h{SPACE}05"
    assert FRENCH.duration(90) == f"1{SPACE}h{SPACE}30"
    assert FRENCH.joined(["a", "b", "c"]) == "a, b et c"
    assert FRENCH.days_until(date(2015, 7, 1), date(2015, 7, 4)) == "3 jours de retard"
    assert FRENCH.days_until(date(2015, 7, 5), date(2015, 7, 4)) == "demain"
    said = FRENCH.quorum(Quorum(7, 6, 11))
    assert said == (
        f"Quorum non atteint{NARROW}: 6 sur 11 organismes présents, 7 requis, il en manque 1."
    )
    positions = [("Justice", Stance.NON_CONCUR), ("State", Stance.CONCUR)]
    assert FRENCH.positions(positions) == "Accord 1 · désaccord 1 (Justice)"


def test_english_is_what_it_was() -> None:
    words = Words()
    assert [words.ordinal(one) for one in (1, 2, 3, 11, 12, 13, 21, 112)] == [
        *("1st", "2nd", "3rd", "11th", "12th", "13th", "21st", "112th")
    ]
    assert words.quorum(Quorum(7, 8, 11)) == "Quorum: 8 of 11 agencies present, 7 needed."
    assert words.moment(
        datetime.fromisoformat("2016-01-01T02:00:00+00:00"), "America/New_York"
    ) == ("31 Dec 2015, 21:00")


def test_high_signs_stand_behind_a_narrow_space_that_never_breaks() -> None:
    assert typographic("Quoi ? « Non » ; oui : là !") == (
        f"Quoi{NARROW}? «{NARROW}Non{NARROW}»{NARROW}; oui{NARROW}: là{NARROW}!"
    )


def test_what_people_typed_keeps_its_own_spaces_and_braces() -> None:
    said = FRENCH.say("Reason: {what}", what="Why : {not} ?")
    assert said == f"Motif{NARROW}: Why : {{not}} ?"
