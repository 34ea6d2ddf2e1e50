"""The vocabulary of a marking scheme: its levels, categories, limits, and how they are written."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from board_app.domain.base import HIGHEST_RANK, Line, in_words, titled
from board_app.domain.errors import Invalid

_LONGEST = 1_000_000
_CODE = re.compile(r"[A-Z0-9](?:[A-Z0-9 .+-]*[A-Z0-9])?")
_CLASSIFIED = re.compile(r"(?<![\w-])(?:TOP SECRET|SECRET|CONFIDENTIAL|TS|S|C)(?![\w-])")
_HOLDS = (
    "is a classified level. This program holds unclassified and controlled unclassified text only."
)


def _code(text: str) -> str:
    line = titled(text)
    if not _CODE.fullmatch(line) or len(line) > 40:
        raise ValueError("Write it in capital letters and figures, without a slash, like FED ONLY.")
    return line


def _sign(text: str) -> str:
    if "\n" in text or len(text) > 5 or not text.strip():
        raise ValueError("Write a short sign, like // or a comma.")
    return text


Code = Annotated[str, AfterValidator(_code)]
Name = Annotated[str, AfterValidator(titled)]
Sign = Annotated[str, AfterValidator(_sign)]
BlockPart = Literal["controlled_by", "category", "limits", "contact", "decontrol"]


class _Term(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class LevelTerm(_Term):
    """One level; its rank is its place in the scheme. `color` is a token of the interface."""

    code: Code
    name: Name
    banner: Name
    portion: Code
    color: Literal["muted", "success", "warning", "danger"] = "muted"

    @property
    def is_classified(self) -> bool:
        words = (self.code, self.name.upper(), self.banner.upper(), self.portion)
        return any(_CLASSIFIED.search(word) for word in words)


class Category(_Term):
    """A kind of controlled information; as specified it is written with the scheme's prefix."""

    code: Code
    name: Name
    is_basic: bool = True
    is_specified: bool = False


class Control(_Term):
    """A limit of dissemination.

    `covers` names what it withholds already: such a limit never stands beside it. One that takes
    countries holds for those that are named with it; `releases` lets a paper go to them.
    """

    code: Code
    name: Name
    needs: Code | None = None
    covers: tuple[Code, ...] = ()
    takes: Literal["", "countries"] = ""
    first: Annotated[str, Field(pattern="^([A-Z]{3,4})?$")] = ""
    releases: bool = False
    bars_release: bool = False


class Joined(_Term):
    """Two limits that can't stand side by side, and the one that withholds what both do."""

    these: tuple[Code, Code]
    become: Code


class Grammar(_Term):
    """How a marking is written: the order of its groups and what stands between them."""

    between_groups: Sign = "//"
    within_group: Sign = "/"
    order: tuple[Literal["categories", "limits"], ...] = ("categories", "limits")
    specified: Annotated[str, Field(pattern="^([A-Z]{1,6}-)?$")] = "SP-"


class BlockLine(_Term):
    """A line of the designation block on the first page of a controlled paper."""

    what: BlockPart
    label: Name
    is_needed: bool = False


class Vocabulary(_Term):
    """A whole scheme. The first level is open; it takes neither categories nor limits."""

    format: Literal[1]
    code: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9.-]{1,39}$")]
    title: Name
    source: Line = ""
    levels: Annotated[tuple[LevelTerm, ...], Field(min_length=2, max_length=HIGHEST_RANK + 1)]
    grammar: Grammar = Grammar()
    categories: Annotated[tuple[Category, ...], Field(max_length=500)] = ()
    controls: Annotated[tuple[Control, ...], Field(max_length=40)] = ()
    joined: tuple[Joined, ...] = ()
    designation: tuple[BlockLine, ...] = ()
    supplemental: tuple[Code, ...] = ()
    refused: Annotated[tuple[Name, ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        fault = next(self._faults(), None)
        if fault is not None:
            raise ValueError(fault)
        return self

    def _faults(self) -> Iterator[str]:
        """Yield what doesn't fit, in sentences."""
        yield from self._faults_of_words()
        controls = set(self.by_code)
        for control in self.controls:
            unknown = {*control.covers} - controls
            if unknown:
                yield f"{control.code} covers {min(unknown)}, which is no limit of this scheme."
            if control.needs and control.needs not in {level.code for level in self.levels[1:]}:
                yield f"{control.code} needs {control.needs}, which is no controlled level."
            if control.code in self.covered_by(control.code):
                yield f"{control.code} covers itself by a detour."
            if (control.first or control.releases) and not control.takes:
                yield f"{control.code} releases a paper, so it must take countries."
        yield from self._faults_of_joined(controls)

    def _faults_of_words(self) -> Iterator[str]:
        terms = [
            *(level.code for level in self.levels),
            *(category.code for category in self.categories),
            *(control.code for control in self.controls),
        ]
        for code in terms:
            if terms.count(code) > 1:
                yield f"{code} stands there twice."
            if code in self.supplemental:
                yield f"{code} is a supplemental mark and never stands in a banner."
        yield from (f"{level.name} {_HOLDS}" for level in self.levels if level.is_classified)
        portions = [level.portion for level in self.levels]
        if len(set(portions)) < len(portions):
            yield "Two levels have the same portion mark."
        if not self.grammar.specified and any(one.is_specified for one in self.categories):
            yield "Specified categories need a prefix, like SP-."
        for category in self.categories:
            if not (category.is_basic or category.is_specified):
                yield f"{category.code} is neither basic nor specified."
        if sorted(self.grammar.order) != ["categories", "limits"]:
            yield "The order of groups names categories and limits, each once."

    def _faults_of_joined(self, controls: set[str]) -> Iterator[str]:
        for one in self.joined:
            first, second = one.these
            for code in (first, second, one.become):
                if code not in controls:
                    yield f"{code} is no limit of this scheme, and can't be joined."
                    return
            for code in (first, second):
                over = {other for other in controls if code in self.covered_by(other)}
                if self.by_code[code].takes or over != {one.become}:
                    yield f"{first} and {second} become {one.become}, so it alone covers {code}."

    @cached_property
    def by_code(self) -> Mapping[str, Control]:
        """Return the limits by their codes."""
        return {control.code: control for control in self.controls}

    @cached_property
    def categories_by_code(self) -> Mapping[str, Category]:
        return {category.code: category for category in self.categories}

    def covered_by(self, code: str) -> frozenset[str]:
        """Return all limits that one withholds already, those of the covered ones included."""
        return self._covered[code]

    @cached_property
    def _covered(self) -> Mapping[str, frozenset[str]]:
        found = {}
        for control in self.controls:
            known: set[str] = set()
            ahead = list(control.covers)
            while ahead:
                code = ahead.pop()
                if code not in known:
                    known.add(code)
                    ahead += self.by_code[code].covers if code in self.by_code else ()
            found[control.code] = frozenset(known)
        return found

    @cached_property
    def refused_words(self) -> re.Pattern[str] | None:
        """Return what finds the words that this scheme refuses in any text, None for none."""
        words = "|".join(re.escape(word) for word in self.refused)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None

    def level(self, rank: int) -> LevelTerm:
        """Return the level of a rank; one above the scheme is its highest."""
        return self.levels[min(max(rank, 0), len(self.levels) - 1)]

    def rank_of(self, code: str) -> int | None:
        """Return the rank of a level by its code, None if there is no such level."""
        codes = [level.code for level in self.levels]
        return codes.index(code) if code in codes else None

    def cannot_stand(self, codes: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the pairs of limits that can't stand in one marking."""
        together = {frozenset(one.these) for one in self.joined}
        for first, second in combinations(sorted(set(codes)), 2):
            covers = second in self.covered_by(first) or first in self.covered_by(second)
            if covers or frozenset((first, second)) in together:
                yield first, second

    def as_text(self) -> str:
        """Return the scheme as the JSON that a board keeps of it."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1)


@lru_cache(maxsize=16)
def vocabulary_of(text: str) -> Vocabulary:
    """Return the scheme that a JSON text describes; raises Invalid with a sentence that says where.

    A text is read once: a board asks for its scheme with every form and every paper.
    """
    if len(text) > _LONGEST:
        raise Invalid("The scheme is longer than a million characters. Is it the right file?")
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError) as fault:
        where = f" in line {fault.lineno}" if isinstance(fault, json.JSONDecodeError) else ""
        raise Invalid(f"The file is not JSON: there is a mistake{where}.") from None
    if not isinstance(raw, dict) or raw.get("format") != 1 or "levels" not in raw:
        raise Invalid("This is no marking scheme: it has no “format” 1 and no “levels”.")
    try:
        return Vocabulary(**raw)
    except ValidationError as fault:
        error = fault.errors(include_url=False, include_input=False)[0]
        raise Invalid(_said(error)) from None
    except TypeError:
        raise Invalid("This is no marking scheme: its names are not those of a scheme.") from None


def _said(error: Any) -> str:  # Any: pydantic's own shape of a fault
    """Return a fault with its place, like "levels, entry 2, portion: This is needed."."""
    place = [f"entry {part + 1}" if isinstance(part, int) else str(part) for part in error["loc"]]
    is_foreign = error["type"] == "extra_forbidden"
    message = "a scheme has no such name." if is_foreign else in_words(error)
    return f"{', '.join(place)}: {message}" if place else message
