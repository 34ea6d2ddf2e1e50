"""Markings: how a portion is to be handled, and what that makes of the whole paper."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from board_app.domain.classified import classified_marking_in
from board_app.domain.errors import Invalid
from board_app.domain.vocabulary import Category, Control, Vocabulary

__all__ = [
    "OPEN",
    "Level",
    "Marking",
    "banner",
    "banner_read",
    "checked",
    "classified_marking_in",
    "conflicts",
    "handling_of",
    "highest",
    "is_releasable",
    "limit_of",
    "portion_mark",
    "read_marking",
    "released_to",
]

_GROUP, _TERM = "//", "/"
_COUNTRY = re.compile(r"[A-Z]{3,4}")


class Level(IntEnum):
    """The ranks of the two levels that a scheme has at least, as the shipped one calls them."""

    UNCLASSIFIED = 0
    CUI = 1

    @property
    def label(self) -> str:
        return self.name

    @property
    def short(self) -> str:
        """Return the sign used in portion marks."""
        return "U" if self is Level.UNCLASSIFIED else self.name


@dataclass(frozen=True, slots=True)
class Marking:
    """The handling of one portion: rank of its level, categories, limits of dissemination.

    A specified category bears its prefix ("SP-LEI"), a limit its countries ("REL TO USA, GBR").
    `checked` makes one that keeps to its scheme.
    """

    level: int = 0
    categories: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()

    @property
    def is_controlled(self) -> bool:
        return self.level > 0


OPEN = Marking()


def checked(scheme: Vocabulary, level: int, handling: str) -> Marking:
    """Return the marking that a level and a written handling make.

    Raises Invalid, at the field that is wrong, if it does not keep to the scheme.
    """
    if not 0 <= level < len(scheme.levels):
        message = "This level is not one of the marking scheme in force."
        raise Invalid(message, field="marking")
    made = read_marking(scheme, level, handling)
    fault = next(conflicts(scheme, made), None)
    if fault is not None:
        raise Invalid(fault, field="handling")
    return made


def conflicts(scheme: Vocabulary, marking: Marking) -> Iterator[str]:
    """Yield what can't stand in a marking, each in a sentence."""
    open_level = scheme.levels[0]
    if not marking.is_controlled and (marking.categories or marking.limits):
        yield f"{open_level.name} text takes neither categories nor limits."
    for term in marking.categories:
        yield from _fault_of_category(scheme, term)
    for term in marking.limits:
        yield from _fault_of_limit(scheme, term, marking.level)
    known = [control.code for _, control in _controls(scheme, marking.limits)]
    for code in sorted({code for code in known if known.count(code) > 1}):
        yield f"{code} stands there twice."
    for first, second in scheme.cannot_stand(known):
        yield f"{first} and {second} can't stand side by side."


def _fault_of_category(scheme: Vocabulary, term: str) -> Iterator[str]:
    category, is_specified = _category(scheme, term)
    if term in scheme.supplemental:
        yield f"{term} is a supplemental mark: it never stands in a marking."
    elif category is None:
        yield f"“{term}” is no category of the marking scheme in force."
    elif is_specified and not category.is_specified:
        yield f"{category.code} is a basic category: write it without {scheme.grammar.specified}."
    elif not is_specified and not category.is_basic:
        yield f"{category.code} is a specified category: {scheme.grammar.specified}{category.code}."


def _fault_of_limit(scheme: Vocabulary, term: str, level: int) -> Iterator[str]:
    control, countries = limit_of(scheme, term)
    if control is None:
        yield f"“{term}” is no limit of the marking scheme in force."
        return
    needed = scheme.rank_of(control.needs) if control.needs else None
    if needed is not None and 0 < level < needed:
        yield f"{control.code} needs {scheme.level(needed).name}."
    if not control.takes:
        return
    wrong = next((name for name in countries if not _COUNTRY.fullmatch(name)), None)
    if wrong is not None:
        yield f"“{wrong}” is no code of a country or a group: three or four letters, like GBR."
    elif not set(countries) - {control.first}:
        yield f"{control.code} needs the codes of countries, like GBR."


def limit_of(scheme: Vocabulary, term: str) -> tuple[Control | None, tuple[str, ...]]:
    """Return the control of a written limit with the countries named in it, None if unknown."""
    if (plain := scheme.by_code.get(term)) is not None:
        return plain, ()
    for control in scheme.controls:
        if control.takes and term.startswith(f"{control.code} "):
            names = term.removeprefix(f"{control.code} ").replace(",", " ").split()
            return control, tuple(names)
    return None, ()


def released_to(scheme: Vocabulary, marking: Marking) -> frozenset[str]:
    """Return the countries that a marking lets a paper go to."""
    return frozenset(
        name
        for term, control in _controls(scheme, marking.limits)
        if control.releases
        for name in limit_of(scheme, term)[1]
    )


def is_releasable(scheme: Vocabulary, marking: Marking, countries: Iterable[str]) -> bool:
    """Tell whether a portion may go to all these countries; what is not controlled may."""
    wanted = frozenset(countries)
    if not marking.is_controlled or not wanted:
        return True
    known = _controls(scheme, marking.limits)
    is_barred = any(control.bars_release for _, control in known)
    # A term that the scheme does not know may withhold anything.
    is_clear = len(known) == len(marking.limits) and all(
        _category(scheme, term)[0] is not None for term in marking.categories
    )
    return is_clear and not is_barred and wanted <= released_to(scheme, marking)


def highest(scheme: Vocabulary, portions: Iterable[Marking]) -> Marking:
    """Return the marking that covers all portions: the highest level under every limit.

    What one portion withholds, the whole withholds: a release holds only for the countries that
    every controlled portion names, and not at all beside a limit that excludes it. Of two limits
    that can't stand side by side, the one that withholds what both do takes their place.
    """
    controlled = [portion for portion in portions if portion.is_controlled]
    if not controlled:
        return OPEN
    categories = tuple(term for portion in controlled for term in portion.categories)
    limits = tuple(_united(scheme, [portion.limits for portion in controlled]))
    return _ordered(scheme, Marking(max(one.level for one in controlled), categories, limits))


def _united(scheme: Vocabulary, portions: Sequence[tuple[str, ...]]) -> set[str]:
    """Return the limits of all portions together; of lists of countries, what all share."""
    plain: set[str] = set()
    lists: dict[str, list[frozenset[str]]] = {}
    for limits in portions:
        own: dict[str, frozenset[str]] = {}
        for term in limits:
            control, countries = limit_of(scheme, term)
            if control is not None and control.takes:
                own[control.code] = own.get(control.code, frozenset(countries)) & {*countries}
            else:
                plain.add(term)
        for code, named_here in own.items():
            lists.setdefault(code, []).append(named_here)
    plain |= {one.become for one in scheme.joined if set(one.these) <= plain}
    covered = {code for term in plain if term in scheme.by_code for code in scheme.covered_by(term)}
    united = plain - covered
    for code, named in lists.items():
        shared = frozenset.intersection(*named)
        is_told_everywhere = len(named) == len(portions)
        if is_told_everywhere and code not in covered and shared - {scheme.by_code[code].first}:
            united.add(_with_countries(scheme.by_code[code], shared))
    return united


def banner(scheme: Vocabulary, marking: Marking) -> str:
    """Return a marking as it stands on the top of a page: "CUI//SP-LEI//NOFORN"."""
    return _written(scheme, scheme.level(marking.level).banner, marking)


def banner_read(scheme: Vocabulary, text: str) -> Marking:
    """Return the marking that a written banner stands for.

    A banner that the scheme could not have written is taken as its highest level under a limit
    that nobody knows, so that nothing of it is released.
    """
    between = scheme.grammar.between_groups
    for rank, level in reversed([*enumerate(scheme.levels)]):
        if text == level.banner or text.startswith(f"{level.banner}{between}"):
            rest = text.removeprefix(level.banner).replace(between, _TERM)
            return read_marking(scheme, rank, rest.replace(scheme.grammar.within_group, _TERM))
    return Marking(len(scheme.levels) - 1, ("?",))


def portion_mark(scheme: Vocabulary, marking: Marking) -> str:
    """Return the mark in front of a portion: "(U)", "(CUI)", "(CUI//NOFORN)"."""
    return f"({_written(scheme, scheme.level(marking.level).portion, marking)})"


def _written(scheme: Vocabulary, level: str, marking: Marking) -> str:
    grammar = scheme.grammar
    groups = {"categories": marking.categories, "limits": marking.limits}
    written = [grammar.within_group.join(groups[name]) for name in grammar.order]
    return grammar.between_groups.join(part for part in (level, *written) if part)


def handling_of(marking: Marking) -> str:
    """Return categories and limits as a record keeps them: "SP-LEI/PRVCY//NOFORN"."""
    groups = (_TERM.join(marking.categories), _TERM.join(marking.limits))
    return _GROUP.join(group for group in groups if group)


def read_marking(scheme: Vocabulary, level: int, handling: str) -> Marking:
    """Return the marking of a record.

    Never refuses what is stored: a term that the scheme does not know stays as it is, among the
    categories, so that it is seen on paper and nothing is marked too low.
    """
    terms = [*_squeezed(handling.replace(_GROUP, _TERM).split(_TERM))]
    limits = [term for term in terms if limit_of(scheme, term)[0] is not None]
    others = [term for term in terms if term not in limits]
    return _ordered(scheme, Marking(level, tuple(others), tuple(_full(scheme, limits))))


def _squeezed(terms: Iterable[str]) -> Iterator[str]:
    for term in terms:
        line = " ".join(term.upper().split())
        if line:
            yield line


def _full(scheme: Vocabulary, limits: Iterable[str]) -> Iterator[str]:
    """Yield limits with their countries in order, the home country first."""
    for term in limits:
        control, countries = limit_of(scheme, term)
        is_list = control is not None and control.takes and countries
        yield _with_countries(control, countries) if control and is_list else term


def _with_countries(control: Control, countries: Iterable[str]) -> str:
    """Return "REL TO USA, AUS, GBR, FVEY": the home country, countries, then groups of them."""
    rest = sorted({*countries} - {control.first}, key=lambda name: (len(name), name))
    names = [control.first, *rest] if control.first else rest
    return f"{control.code} {', '.join(names)}"


def _ordered(scheme: Vocabulary, marking: Marking) -> Marking:
    """Return the marking in canonical order: specified before basic, each by the alphabet.

    What is specified is not named a second time as basic.
    """
    prefix = scheme.grammar.specified
    terms = set(marking.categories)
    if prefix:
        terms -= {term.removeprefix(prefix) for term in terms if term.startswith(prefix)}
    ordered = sorted(terms, key=lambda term: (not (prefix and term.startswith(prefix)), term))
    return Marking(marking.level, tuple(ordered), tuple(sorted(set(marking.limits))))


def _category(scheme: Vocabulary, term: str) -> tuple[Category | None, bool]:
    """Return the category of a term, and whether it is written as specified."""
    plain = scheme.categories_by_code.get(term)
    prefix = scheme.grammar.specified
    if plain is not None or not prefix or not term.startswith(prefix):
        return plain, False
    return scheme.categories_by_code.get(term.removeprefix(prefix)), True


def _controls(scheme: Vocabulary, limits: Iterable[str]) -> list[tuple[str, Control]]:
    found = ((term, limit_of(scheme, term)[0]) for term in limits)
    return [(term, control) for term, control in found if control is not None]
