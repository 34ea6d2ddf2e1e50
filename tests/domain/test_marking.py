"""Markings are computed, and classified text is found without crying wolf."""

import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from board_app.domain.classified import classified_marking_in
from board_app.domain.document import DecisionBox, Document, PaperSize, Paragraph, texts_in
from board_app.domain.errors import Invalid
from board_app.domain.marking import (
    Marking,
    banner,
    checked,
    conflicts,
    handling_of,
    highest,
    is_releasable,
    limit_of,
    portion_mark,
    read_marking,
    released_to,
)
from board_app.domain.vocabulary import vocabulary_of
from board_app.services.scheme import shipped

CORPORA = Path(__file__).parents[1] / "corpora"
CUI = vocabulary_of(shipped())
COUNTRIES = ("AUS", "CAN", "FRA", "FVEY", "GBR", "NZL", "USA")
CATEGORIES = [
    *(one.code for one in CUI.categories if one.is_basic),
    *(f"SP-{one.code}" for one in CUI.categories if one.is_specified),
]


def of(handling: str = "", level: int = 1) -> Marking:
    return checked(CUI, level, handling)


def top(*handlings: str) -> str:
    return banner(CUI, highest(CUI, [of(one) for one in handlings]))


@st.composite
def limits(draw: st.DrawFn) -> str:
    control = draw(st.sampled_from(CUI.controls))
    if not control.takes:
        return control.code
    named = draw(st.lists(st.sampled_from(COUNTRIES), max_size=4))
    return f"{control.code} {', '.join(named)}"


@st.composite
def handlings(draw: st.DrawFn) -> str:
    """Return any text of terms, whether they can stand together or not."""
    terms = draw(st.lists(st.sampled_from(CATEGORIES), max_size=3))
    terms += draw(st.lists(limits(), max_size=3))
    return "/".join(draw(st.permutations(terms)))


@st.composite
def markings(draw: st.DrawFn) -> Marking:
    """Return a marking that keeps to the scheme."""
    if draw(st.integers(0, 4)) == 0:
        return Marking()
    made = read_marking(CUI, 1, draw(handlings()))
    assume(not any(conflicts(CUI, made)))
    return made


def test_portion_mark_names_level_categories_and_limits() -> None:
    assert portion_mark(CUI, Marking()) == "(U)"
    assert portion_mark(CUI, of()) == "(CUI)"
    assert portion_mark(CUI, of("noforn/fedcon")) == "(CUI//FEDCON/NOFORN)"
    assert portion_mark(CUI, of("NOFORN//SP-LEI")) == "(CUI//SP-LEI//NOFORN)"


def test_banner_is_that_of_the_highest_portion() -> None:
    assert banner(CUI, highest(CUI, [])) == "UNCLASSIFIED"
    assert banner(CUI, highest(CUI, [Marking(), Marking()])) == "UNCLASSIFIED"
    assert banner(CUI, highest(CUI, [Marking(), of(), Marking()])) == "CUI"


def test_specified_categories_precede_basic_ones_by_the_alphabet() -> None:
    made = of("PRVCY/SP-PROPIN/ASYL/SP-LEI//REL TO GBR, USA, FVEY, AUS")
    expected = "SP-LEI/SP-PROPIN/ASYL/PRVCY//REL TO USA, AUS, GBR, FVEY"
    assert handling_of(made) == expected
    assert banner(CUI, made) == f"CUI//{expected}"


def test_a_specified_category_stands_for_the_basic_one() -> None:
    assert handling_of(of("LEI/SP-LEI")) == "SP-LEI"
    assert top("LEI", "SP-LEI/PRVCY") == "CUI//SP-LEI/PRVCY"


def test_banner_unites_limits_in_any_order() -> None:
    held = ["", "NOFORN", "DL ONLY", ""]
    assert {top(*order) for order in permutations(held)} == {"CUI//DL ONLY/NOFORN"}


def test_release_holds_only_for_countries_every_portion_names() -> None:
    both, one = "REL TO USA, AUS, GBR", "REL TO USA, GBR"
    assert top(both, one) == "CUI//REL TO USA, GBR"
    assert banner(CUI, highest(CUI, [of(both), Marking()])) == f"CUI//{both}"
    assert top(both, "") == "CUI"
    assert top(both, "NOFORN") == "CUI//NOFORN"
    assert top("REL TO USA, AUS", "REL TO USA, GBR") == "CUI", "nobody abroad may have both"


def test_two_limits_that_exclude_each_other_become_the_one_that_withholds_what_both_do() -> None:
    assert top("FEDCON", "NOCON") == "CUI//FED ONLY"
    assert top("FED ONLY", "FEDCON") == "CUI//FED ONLY"
    assert top("FED ONLY", "REL TO USA, GBR") == "CUI//FED ONLY"


@pytest.mark.parametrize(
    ("handling", "said"),
    [
        ("NOFORN/REL TO USA, GBR", "side by side"),
        ("FED ONLY/REL TO USA, GBR", "side by side"),
        ("FEDCON/REL TO GBR", "side by side"),
        ("NOFORN/DISPLAY ONLY GBR", "side by side"),
        ("FED ONLY/FEDCON", "side by side"),
        ("FEDCON/NOCON", "side by side"),
        ("REL TO GBR/REL TO FRA", "twice"),
        ("EYES ONLY", "is no category"),
        ("REL TO USA", "needs the codes of countries"),
        ("REL TO", "needs the codes of countries"),
        ("REL TO Britain", "three or four letters"),
        ("DRAFT", "supplemental"),
        ("CTI", "SP-CTI"),
        ("SP-ASYL", "without SP-"),
    ],
)
def test_what_cannot_stand_is_refused_with_its_reason(handling: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        of(handling)
    assert refused.value.field == "handling"


def test_open_text_takes_neither_categories_nor_limits() -> None:
    for handling in ("NOFORN", "LEI"):
        with pytest.raises(Invalid, match="Unclassified text takes neither"):
            of(handling, 0)


def test_a_level_outside_the_scheme_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        of("", 2)
    assert refused.value.field == "marking"


def test_stored_terms_that_the_scheme_lost_still_stand_in_the_banner() -> None:
    kept = read_marking(CUI, 1, "SP-OLD/LEI//NOFORN")
    assert banner(CUI, highest(CUI, [Marking(), kept])) == "CUI//SP-OLD/LEI//NOFORN"
    assert not is_releasable(CUI, read_marking(CUI, 1, "OLD LIMIT//REL TO GBR"), ["GBR"])


@given(markings(), markings())
def test_highest_does_not_ask_which_portion_comes_first(one: Marking, other: Marking) -> None:
    assert highest(CUI, [one, other]) == highest(CUI, [other, one])


@given(markings(), markings(), markings())
def test_highest_does_not_ask_how_portions_are_grouped(
    one: Marking, two: Marking, three: Marking
) -> None:
    whole = highest(CUI, [one, two, three])
    assert highest(CUI, [highest(CUI, [one, two]), three]) == whole
    assert highest(CUI, [one, highest(CUI, [two, three])]) == whole


@given(markings())
def test_highest_of_one_portion_is_the_portion(one: Marking) -> None:
    assert highest(CUI, [one]) == one == highest(CUI, [one, one])


@given(st.lists(markings(), max_size=5))
def test_banner_withholds_what_any_portion_withholds(portions: list[Marking]) -> None:
    whole = highest(CUI, portions)
    assert not any(conflicts(CUI, whole)), "a banner keeps to the scheme like any portion"
    named = {CUI.by_code[limit_of(CUI, term)[0].code] for term in whole.limits}  # type: ignore[union-attr]
    covered = {code for one in named for code in CUI.covered_by(one.code)}
    for one in portions:
        assert whole.level >= one.level
        bare = {term.removeprefix("SP-") for term in whole.categories}
        assert {term.removeprefix("SP-") for term in one.categories} <= bare
        for term in one.limits:
            control, _ = limit_of(CUI, term)
            assert control is not None
            if not control.takes:
                assert control in named or control.code in covered
        if one.is_controlled:
            assert released_to(CUI, whole) <= released_to(CUI, one)
        for country in COUNTRIES:
            if is_releasable(CUI, whole, [country]):
                assert is_releasable(CUI, one, [country])


@given(handlings())
def test_what_is_taken_is_canonical_and_reads_back(handling: str) -> None:
    try:
        made = checked(CUI, 1, handling)
    except Invalid:
        assert any(conflicts(CUI, read_marking(CUI, 1, handling)))
        return
    assert checked(CUI, 1, handling_of(made)) == made
    specified = [term.startswith("SP-") for term in made.categories]
    assert specified == sorted(specified, reverse=True)
    assert list(made.limits) == sorted(made.limits)


@given(st.sampled_from(["NOFORN", "FED ONLY", "FEDCON"]), handlings(), st.sampled_from(COUNTRIES))
def test_release_beside_a_limit_that_excludes_it_is_always_refused(
    barred: str, handling: str, country: str
) -> None:
    with pytest.raises(Invalid):
        checked(CUI, 1, f"{handling}/{barred}/REL TO {country}")


@pytest.mark.parametrize(
    "text",
    [
        "(S) Source reporting indicates movement.",
        "Paragraph one.\n(TS//SI) Intercepts show",
        "(S//REL TO USA, FVEY) The cable",
        "(TS//SI//NF) x",
        "(C) The post reports a meeting.",
        "(C//NF) The post reports",
        "SECRET//NOFORN",
        "TOP SECRET//SI//NOFORN",
        "TOP SECRET // SI",
        "see Secret//NoForn annex",
        "SECRET",
        "Annex\nTOP SECRET\nbody",
        "the S//NF annex",
        "Classified By: J. Doe",
        "  declassify on: 20401231",
        "(\u200bS) hidden by a space of no width",
        "(\uff33) in wide letters",
        "(//GBR S) from an ally",
    ],
)
def test_classified_text_is_found(text: str) -> None:
    assert classified_marking_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The agency(s) concerned and AGENCY(S) of the U.S. in the U.S.",
        "The Secretary of State spoke of a secret plan and of top secret papers.",
        "(U) Open text. (CUI) Controlled text. (CUI//NOFORN) Limited text.",
        "section 7(a)(1)(S) and section 5(S) of the Act",
        "(C) 2015 Board; (C) Copyright by nobody",
        "(A) first, (B) second,\n(C) third",
        "See https://secret//example and a//b; path C//temp",
        "Confidential talks were held. Derived from: open sources.",
        "SECRETARIAT//TASKS",
        "(CUI//SP-LEI/PRVCY//REL TO USA, AUS, GBR) Controlled text.",
        "(SBU//NOFORN) Older label. CUI//FED ONLY; SENSITIVE BUT UNCLASSIFIED//NOFORN",
        "Controlled by: the board\nDistribution: NOFORN\nDecontrol: 1 May 2016",
        "Office S/CT (S/ES cleared), CRS, and TS-2015 as a document number",
        "(R) registered; (C) Smith & Sons; item (S1); (TSA)",
        "CONFIDENTIALITY",
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "items (s) and (ts)",
    ],
)
def test_ordinary_prose_is_left_alone(text: str) -> None:
    assert classified_marking_in(text) is None


def test_naughty_strings_are_not_taken_for_classified() -> None:
    strings = json.loads((CORPORA / "blns.json").read_text(encoding="utf-8"))
    assert [text for text in strings if classified_marking_in(text)] == []


def test_texts_of_a_document_come_in_reading_order() -> None:
    box = DecisionBox("D-1", "Agreed.", dissents=(("Justice", "Later."),))
    document = Document(title="T", blocks=(Paragraph("one"), box), banner="CUI", paper=PaperSize.A4)
    found = [text for text in texts_in(document) if text]
    assert found == ["T", "one", "D-1", "Agreed.", "Justice", "Later.", "CUI", "en-US"]
