"""Markings are computed, and classified text is found without crying wolf."""

import json
from itertools import permutations
from pathlib import Path

import pytest

from board_app.domain.document import DecisionBox, Document, PaperSize, Paragraph, texts_in
from board_app.domain.errors import Invalid
from board_app.domain.marking import Level, Marking, banner, classified_marking_in, highest

CORPORA = Path(__file__).parents[1] / "corpora"

CUI = Marking(Level.CUI)


def test_portion_mark_names_level_and_limits() -> None:
    assert Marking().portion_mark() == "(U)"
    assert CUI.portion_mark() == "(CUI)"
    assert Marking(Level.CUI, ("noforn", "FEDCON")).portion_mark() == "(CUI//FEDCON/NOFORN)"


def test_banner_is_that_of_the_highest_portion() -> None:
    assert banner([]) == "UNCLASSIFIED"
    assert banner([Marking(), Marking()]) == "UNCLASSIFIED"
    assert banner([Marking(), CUI, Marking()]) == "CUI"


def test_banner_unites_limits_in_any_order() -> None:
    portions = [Marking(), Marking(Level.CUI, ("NOFORN",)), Marking(Level.CUI, ("DL ONLY",)), CUI]
    assert {banner(order) for order in permutations(portions)} == {"CUI//DL ONLY/NOFORN"}


def test_release_holds_only_for_countries_every_portion_names() -> None:
    both = Marking(Level.CUI, ("REL TO USA, AUS, GBR",))
    one = Marking(Level.CUI, ("REL TO USA, GBR",))
    assert banner([both, one, Marking()]) == "CUI//REL TO USA, GBR"
    assert banner([both, CUI]) == "CUI"
    assert banner([both, Marking(Level.CUI, ("NOFORN",))]) == "CUI//NOFORN"


@pytest.mark.parametrize(
    "limits", [("NOFORN", "REL TO USA, GBR"), ("FED ONLY", "REL TO USA"), ("EYES ONLY",)]
)
def test_marking_refuses_limits_that_cannot_stand(limits: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        Marking(Level.CUI, limits)


def test_marking_refuses_limits_on_open_text() -> None:
    with pytest.raises(Invalid):
        Marking(Level.UNCLASSIFIED, ("NOFORN",))


def test_levels_keep_their_stored_numbers() -> None:
    assert [(level.value, level.label) for level in Level] == [(0, "UNCLASSIFIED"), (1, "CUI")]
    assert highest([CUI, Marking()]) == CUI


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
