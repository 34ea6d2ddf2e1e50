"""A marking scheme is read whole or refused with a sentence that says where it is wrong."""

import json
from typing import Any

import pytest

from board_app.domain.errors import Invalid
from board_app.domain.marking import banner, checked, highest, portion_mark
from board_app.domain.vocabulary import vocabulary_of
from board_app.services.scheme import SHIPPED, shipped

OWN: dict[str, Any] = {
    "format": 1,
    "code": "partner-1",
    "title": "Partner handling",
    "levels": [
        {"code": "P", "name": "Public", "banner": "PUBLIC", "portion": "P"},
        {"code": "I", "name": "Internal", "banner": "INTERNAL", "portion": "I"},
        {"code": "L", "name": "Limited", "banner": "LIMITED USE", "portion": "L"},
    ],
    "grammar": {"between_groups": " - ", "within_group": ", ", "specified": ""},
    "categories": [{"code": "STAFF", "name": "Staff"}, {"code": "MONEY", "name": "Money"}],
    "controls": [{"code": "NO COPIES", "name": "Not to be copied", "needs": "L"}],
}


def text(**changes: object) -> str:
    return json.dumps({**OWN, **changes})


@pytest.mark.parametrize("code", SHIPPED)
def test_shipped_schemes_read_back_as_they_are_kept(code: str) -> None:
    scheme = vocabulary_of(shipped(code))
    assert scheme.code == code
    assert vocabulary_of(scheme.as_text()) == scheme


def test_every_shipped_category_and_limit_can_stand_alone() -> None:
    for code in SHIPPED:
        scheme = vocabulary_of(shipped(code))
        for category in scheme.categories:
            if category.is_basic:
                assert checked(scheme, 1, category.code).categories
            if category.is_specified:
                assert checked(scheme, 1, f"SP-{category.code}").categories
        for control in scheme.controls:
            named = f"{control.code} GBR" if control.takes else control.code
            assert checked(scheme, 1, named).limits


def test_supplemental_marks_never_stand_in_a_banner() -> None:
    for code in SHIPPED:
        scheme = vocabulary_of(shipped(code))
        assert {"DRAFT", "PREDECISIONAL", "DELIBERATIVE"} <= set(scheme.supplemental)
        for mark in scheme.supplemental:
            with pytest.raises(Invalid, match="supplemental"):
                checked(scheme, 1, mark)


def test_a_partners_own_scheme_writes_by_its_own_grammar() -> None:
    scheme = vocabulary_of(text())
    top = checked(scheme, 2, "MONEY/STAFF//NO COPIES")
    assert portion_mark(scheme, top) == "(L - MONEY, STAFF - NO COPIES)"
    assert banner(scheme, highest(scheme, [checked(scheme, 1, "STAFF"), top])) == (
        "LIMITED USE - MONEY, STAFF - NO COPIES"
    )
    with pytest.raises(Invalid, match="NO COPIES needs Limited"):
        checked(scheme, 1, "NO COPIES")


LEVELS = OWN["levels"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{", "not JSON: there is a mistake in line 1"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no marking scheme"),
        ('{"format": 2, "levels": []}', "no marking scheme"),
        (text(levels=LEVELS[:1]), "levels: At least 2"),
        (text(levels=[*LEVELS, {"code": "X"}]), "levels, entry 4, name: This is needed"),
        (text(levels=[*LEVELS, LEVELS[0]]), "P stands there twice"),
        (text(colour="red"), "colour: a scheme has no such name"),
        (text(levels=[LEVELS[0], {**LEVELS[1], "color": "blue"}]), "color: This must be"),
        (
            text(levels=[*LEVELS, {"code": "X", "name": "Secret", "banner": "X", "portion": "X"}]),
            "Secret is a classified level",
        ),
        (
            text(levels=[*LEVELS, {"code": "X", "name": "X", "banner": "X", "portion": "S"}]),
            "classified level",
        ),
        (text(controls=[{"code": "A", "name": "A", "covers": ["B"]}]), "B, which is no limit"),
        (text(controls=[{"code": "A", "name": "A", "needs": "P"}]), "no controlled level"),
        (text(controls=[{"code": "a/b", "name": "A"}]), "controls, entry 1, code: Write it in"),
        (
            text(
                controls=[
                    {"code": "A", "name": "A", "covers": ["B"]},
                    {"code": "B", "name": "B", "covers": ["A"]},
                ]
            ),
            "covers itself",
        ),
        (text(joined=[{"these": ["A", "B"], "become": "C"}]), "can't be joined"),
        (text(supplemental=["STAFF"]), "supplemental mark"),
        (
            text(categories=[{"code": "A", "name": "A", "is_specified": True}]),
            "need a prefix",
        ),
    ],
)
def test_a_bad_scheme_is_refused_with_its_place(given: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        vocabulary_of(given)
    assert said in refused.value.message


def test_joined_limits_need_one_that_covers_both() -> None:
    shipped_scheme = json.loads(shipped())
    shipped_scheme["joined"] = [{"these": ["FEDCON", "NOCON"], "become": "NOFORN"}]
    with pytest.raises(Invalid, match="it alone covers"):
        vocabulary_of(json.dumps(shipped_scheme))
