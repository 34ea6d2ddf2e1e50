"""Lines that become action items: matched by number, else by what is promised and who leads."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from board_app.domain import words
from board_app.domain.action import may_become
from board_app.domain.ids import RecordId
from board_app.domain.states import ActionStatus, Priority
from board_app.services.intake.cells import Cells, halted
from board_app.services.intake.entries import ActionEntry
from board_app.services.intake.names import COUNTRY, PERSON
from board_app.services.intake.plan import LineState, PlannedLine
from board_app.services.intake.reading import KnownAction
from board_app.services.session import Session

# A number that says whose it is; digits alone are only somebody's row count.
_NUMBER = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9./_-]{1,23}")
_DAY_ALONE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]00:00(?::00)?)?")
OWN_NUMBER = re.compile(r"A-(\d{4})-(\d{3,5})")
_STATUSES: Mapping[ActionStatus, str] = {
    ActionStatus.OPEN: "open|new|not started|pending|assigned|outstanding|to do|todo",
    ActionStatus.IN_PROGRESS: "in progress|ongoing|working|started|on track|active|underway|wip",
    ActionStatus.BLOCKED: "blocked|stuck|on hold|hold|delayed|waiting",
    ActionStatus.SUBMITTED: "submitted|for review|in review|in coordination|with nsc|delivered",
    ActionStatus.CLOSED: "closed|complete|completed|done|finished|closed out",
    ActionStatus.OVERTAKEN: "overtaken by events|overtaken|obe|overcome by events",
    ActionStatus.TRANSFERRED: "transferred|moved|handed over|reassigned",
    ActionStatus.CANCELLED: "cancelled|canceled|dropped|withdrawn|void",
}
STATUS_WORDS = {word: state for state, said in _STATUSES.items() for word in said.split("|")}
PRIORITY_WORDS = {
    **dict.fromkeys(("high", "urgent", "critical", "1", "immediate", "top"), Priority.HIGH),
    **dict.fromkeys(("normal", "medium", "low", "routine", "2", "3", "standard"), Priority.NORMAL),
}


class KnownActions(NamedTuple):
    """What the board holds of action items already."""

    by_reference: Mapping[str, KnownAction]
    by_promise: Mapping[tuple[str, RecordId | None], list[KnownAction]]
    supporting: Mapping[RecordId, tuple[RecordId, ...]]
    remarks: Mapping[RecordId, frozenset[str]]


def known_actions(session: Session) -> KnownActions:
    """Return the board's action items as an import matches them."""
    intake = session.reading.intake
    by_promise: dict[tuple[str, RecordId | None], list[KnownAction]] = defaultdict(list)
    rows = intake.actions()
    for row in rows:
        if not row.archived:
            by_promise[row.title, row.lead_id].append(row)
    by_reference = {row.reference.casefold(): row for row in rows}
    return KnownActions(by_reference, by_promise, intake.supporting(), intake.remarks())


class ActionPlanner:
    """Makes a planned line of each line; remembers which numbers it met."""

    def __init__(self, cells: Cells, known: KnownActions, today: date, file_name: str) -> None:
        self._cells = cells
        self._known = known
        self._today = today
        self._reason = f"Imported from {file_name}"
        self._met: dict[str, int] = {}
        self._by_promise = {key: list(rows) for key, rows in known.by_promise.items()}
        self.foreign = 0

    def line(self, number: int) -> PlannedLine:
        """Return what becomes of the line that the cells stand at."""
        cells = self._cells
        title = cells.line("title")
        if not title and not any(problem.column >= 0 for problem in cells.problems):
            cells.wrong("title", "This can't be empty.")
        said = cells.line("reference")
        reference = _own_form(said) if _NUMBER.fullmatch(said) else ""
        self._check_met(reference, number)
        wanted = self._entry(number, title, reference, said)
        found = self._match(reference, wanted)
        if found is not None and found.archived:
            cells.wrong("reference", f"{found.reference} is archived. Restore it from History.")
        self._check_dates(wanted)
        shown = f"{reference} {title}".strip()
        if cells.problems or cells.asks:
            return halted(number, shown, cells)
        if found is None:
            self.foreign += bool(said and not reference)
            return PlannedLine(number, LineState.NEW, shown, self._said(wanted), entry=wanted)
        return self._update(number, found, wanted)

    def _check_met(self, reference: str, number: int) -> None:
        if reference:
            first = self._met.setdefault(reference.casefold(), number)
            if first != number:
                self._cells.wrong("reference", f"{reference} stands in line {first} already.")

    def _check_dates(self, wanted: ActionEntry) -> None:
        for key, day in (("opened_on", wanted.opened_on), ("closed_on", wanted.closed_on)):
            if day is not None and day > self._today:
                self._cells.wrong(key, "This day lies in the future.")

    def _entry(self, number: int, title: str, reference: str, said: str) -> ActionEntry:
        cells = self._cells
        lead, helping = _first(cells.agencies("lead"))
        named = (*helping, *cells.agencies("supporting"))
        supporting = tuple(dict.fromkeys(id for id in named if id != lead))
        deliverable = cells.text("deliverable")
        if said and not reference:
            deliverable = f"{deliverable}\nTheir number: {said}".strip()
        status = cells.choice("status", "status", STATUS_WORDS)
        priority = cells.choice("priority", "priority", PRIORITY_WORDS)
        return ActionEntry(
            line=number,
            reference=reference,
            title=title or "?",
            lead_id=lead,
            supporting=supporting,
            deliverable=deliverable,
            measure=cells.text("measure"),
            due_on=cells.date("due_on"),
            status=status or ActionStatus.OPEN,
            priority=priority or Priority.NORMAL,
            country_id=cells.named(COUNTRY, "country"),
            opened_on=cells.date("opened_on"),
            closed_on=cells.date("closed_on"),
            remark=_told(cells.text("remarks")),
            reported_by=cells.named(PERSON, "reported_by"),
        )

    def _match(self, reference: str, wanted: ActionEntry) -> KnownAction | None:
        if reference:
            return self._known.by_reference.get(reference.casefold())
        if self._cells.problems or self._cells.asks:
            return None  # a line that does not count yet must not take another one's match
        alike = self._by_promise.get((wanted.title, wanted.lead_id), [])
        found = next((row for row in alike if row.due_on == wanted.due_on), None)
        # A promise that was kept before may be made again: only a live one is meant otherwise.
        found = found or next((row for row in alike if row.status.is_live), None)
        if found is not None:
            alike.remove(found)
        return found

    def _update(self, number: int, found: KnownAction, wanted: ActionEntry) -> PlannedLine:
        """Compare with what is there; an empty cell changes nothing."""
        cells, known = self._cells, self._known
        supporting = known.supporting.get(found.id, ())
        is_told = not wanted.remark or wanted.remark in known.remarks.get(found.id, frozenset())
        target = wanted.revised(
            id=found.id,
            version=found.version,
            reference=found.reference,
            lead_id=wanted.lead_id if wanted.lead_id is not None else found.lead_id,
            supporting=wanted.supporting or supporting,
            deliverable=wanted.deliverable or found.deliverable,
            measure=wanted.measure or found.measure,
            due_on=wanted.due_on or found.due_on,
            status=wanted.status if cells.has("status") else found.status,
            priority=wanted.priority if cells.has("priority") else found.priority,
            country_id=wanted.country_id or found.country_id,
            remark="" if is_told else wanted.remark,
        )
        shown = f"{found.reference} {wanted.title}"
        if not may_become(found.status, target.status):
            cells.wrong(
                "status",
                f"An action item that is {found.status.label.lower()} can't become "
                f"{target.status.label.lower()}.",
            )
            return halted(number, shown, cells)
        differences = list(self._differences(found, target, supporting))
        if not differences:
            return PlannedLine(number, LineState.SAME, shown, "Stands here already.")
        sentence = " · ".join(differences)
        return PlannedLine(number, LineState.CHANGED, shown, sentence, entry=target)

    def _differences(
        self, found: KnownAction, target: ActionEntry, supporting: tuple[RecordId, ...]
    ) -> Iterator[str]:
        names = self._cells.names
        if found.due_on != target.due_on:
            is_later = found.due_on and target.due_on and target.due_on > found.due_on
            why = f" (a later date: {self._reason})" if is_later else ""
            yield f"Due {self._day(found.due_on)} → {self._day(target.due_on)}{why}"
        if found.status is not target.status:
            yield f"{found.status.label} → {target.status.label}"
        if found.lead_id != target.lead_id:
            before = names.agency(found.lead_id) or "nobody"
            yield f"Lead {before} → {names.agency(target.lead_id)}"
        if set(supporting) != set(target.supporting):
            yield f"Supporting {self._agencies(supporting)} → {self._agencies(target.supporting)}"
        if found.priority is not target.priority:
            yield f"Priority {found.priority.label} → {target.priority.label}"
        if found.country_id != target.country_id:
            yield f"Country {names.country(target.country_id)}"
        for word, before, after in (
            ("Text", found.title, target.title),
            ("Deliverable", found.deliverable, target.deliverable),
            ("Measure", found.measure, target.measure),
        ):
            if before != after:
                yield f"{word} “{_short(before)}” → “{_short(after)}”"
        if target.remark:
            yield f"Follow-up “{_short(target.remark)}”"

    def _said(self, wanted: ActionEntry) -> str:
        parts = [self._cells.names.agency(wanted.lead_id) or "No lead yet"]
        parts.append(f"due {self._day(wanted.due_on)}" if wanted.due_on else "no date yet")
        if wanted.status is not ActionStatus.OPEN:
            parts.append(wanted.status.label.lower())
        if wanted.remark:
            parts.append(f"follow-up “{_short(wanted.remark)}”")
        return " · ".join(parts)

    def _day(self, day: date | None) -> str:
        return words.day(day, self._today) if day else "no date"

    def _agencies(self, ids: Iterable[RecordId]) -> str:
        return ", ".join(self._cells.names.agency(id) for id in ids) or "nobody"


def _told(remark: str) -> str:
    """Return what a remark says; a day alone tells when there was one, as exported lists do."""
    said = remark.strip()
    return "" if _DAY_ALONE.fullmatch(said) else said


def _own_form(said: str) -> str:
    return said.upper() if OWN_NUMBER.fullmatch(said.upper()) else said


def _first(ids: tuple[RecordId, ...]) -> tuple[RecordId | None, tuple[RecordId, ...]]:
    return (ids[0], ids[1:]) if ids else (None, ())


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 48 else f"{line[:47]}…"
