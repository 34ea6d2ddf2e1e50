"""Lines about countries: the board's own names, user-assigned codes, the watch list."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from board_app.domain.ids import RecordId
from board_app.domain.risk import Tier
from board_app.services.intake.cells import Cells, halted
from board_app.services.intake.entries import CountryEntry
from board_app.services.intake.names import COUNTRY
from board_app.services.intake.plan import LineState, PlannedLine
from board_app.services.intake.reading import KnownTier
from board_app.services.rows import CountryRow

# What ISO 3166 leaves to its users: it will never give these to a country.
_OWN_TWO = re.compile("AA|Q[M-Z]|X[A-Z]|ZZ")
_OWN_THREE = re.compile("AA[A-Z]|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZ[A-Z]")
_CODE = re.compile("[A-Z]{2,3}")
TIER_WORDS = {
    **dict.fromkeys(("1 priority", "priority", "1", "tier 1", "high"), Tier.PRIORITY),
    **dict.fromkeys(("2 watch", "watch", "2", "tier 2", "medium"), Tier.WATCH),
    **dict.fromkeys(("3 monitor", "monitor", "3", "tier 3", "low"), Tier.MONITOR),
}


class KnownCountries(NamedTuple):
    """Countries by code, and the watch list by country."""

    by_code: Mapping[str, CountryRow]
    tiers: Mapping[RecordId, KnownTier]


class CountryPlanner:
    """Makes a planned line of each line."""

    def __init__(self, cells: Cells, known: KnownCountries, file_name: str) -> None:
        self._cells = cells
        self._known = known
        self._reason = f"Imported from {file_name}"
        self._met: dict[RecordId | str, int] = {}
        self.foreign = 0

    def line(self, number: int) -> PlannedLine:
        cells = self._cells
        code = cells.line("code").upper()
        name = cells.line("name")
        shown = name or code
        found = self._known.by_code.get(code)
        is_new = found is None and bool(code)
        if is_new:
            self._check_new(code, cells.line("alpha3").upper(), name)
        elif found is None and name:
            id = cells.named(COUNTRY, "name")
            found = cells.names.countries.get(id) if id is not None else None
        if found is None and not is_new and not cells.asks:
            cells.wrong("name", "Say which country this is: its code or its name.")
        tier = cells.choice("tier", "tier", TIER_WORDS)
        review = cells.date("next_review_on")
        wanted = {
            "board_name": cells.line("board_name"),
            "region": cells.line("region"),
            "reason": cells.text("reason").strip(),
        }
        if cells.problems or cells.asks:
            return halted(number, shown, cells)
        first = self._met.setdefault(found.id if found else code, number)
        if first != number:
            cells.wrong("name", f"This country stands in line {first} already.")
            return halted(number, shown, cells)
        entry = (
            self._new(number, code, name)
            if found is None
            else CountryEntry(line=number, **_codes(found))
        )
        return self._planned(entry.revised(tier=tier, next_review_on=review, **wanted), found)

    def _check_new(self, code: str, alpha3: str, name: str) -> None:
        three = code if len(code) == 3 else alpha3
        two = code if len(code) == 2 else code[:2]
        if not _CODE.fullmatch(code):
            self._cells.wrong("code", "A code has two or three letters.")
        elif not (_OWN_TWO.fullmatch(two) and (not three or _OWN_THREE.fullmatch(three))):
            self._cells.wrong(
                "code",
                f"There is no country {code}. Codes of your own begin with X, such as XK and XKX.",
            )
        elif not name:
            self._cells.wrong("name", "A new country needs its name.")

    def _new(self, number: int, code: str, name: str) -> CountryEntry:
        three = code if len(code) == 3 else self._cells.line("alpha3").upper() or f"{code}X"
        return CountryEntry(line=number, alpha2=code[:2], alpha3=three, name=name)

    def _planned(self, entry: CountryEntry, found: CountryRow | None) -> PlannedLine:
        current = self._known.tiers.get(found.id) if found else None
        if entry.tier is not None and not entry.reason:
            entry = entry.revised(reason=current.reason if current else self._reason)
        if entry.tier is None and entry.next_review_on is not None and current is None:
            self._cells.wrong("next_review_on", "Only a watched country has a next review.")
            return halted(entry.line, entry.name, self._cells)
        if found is None:
            said = f"New: {entry.alpha2} {entry.alpha3}"
            return PlannedLine(entry.line, LineState.NEW, entry.name, said, entry=entry)
        target = entry.revised(
            id=found.id,
            version=found.version,
            board_name=entry.board_name or found.board_name,
            region=entry.region or found.region,
        )
        differences = list(_differences(found, current, target))
        shown = found.board_name or found.name
        if not differences:
            return PlannedLine(entry.line, LineState.SAME, shown, "Stands here already.")
        said = " · ".join(differences)
        return PlannedLine(entry.line, LineState.CHANGED, shown, said, entry=target)


def _codes(row: CountryRow) -> dict[str, str]:
    return {
        "alpha2": row.alpha2,
        "alpha3": row.alpha3,
        "numeric": row.numeric,
        "name": row.name,
    }


def _differences(
    found: CountryRow, current: KnownTier | None, target: CountryEntry
) -> Iterator[str]:
    if found.board_name != target.board_name:
        yield f"Called “{found.board_name or found.name}” → “{target.board_name}”"
    if found.region != target.region:
        yield f"Region “{found.region}” → “{target.region}”"
    before = current.tier if current else None
    if target.tier is not None and target.tier is not before:
        yield f"Watch list {before.label if before else 'not on it'} → {target.tier.label}"
    elif current is not None and target.reason and target.reason != current.reason:
        yield "Another reason on the watch list"
    review = current.next_review_on if current else None
    if target.next_review_on is not None and target.next_review_on != review:
        yield f"Next review {target.next_review_on.isoformat()}"
