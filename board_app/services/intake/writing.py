"""Writing the entries of an import, with progress; the transaction is the command's."""

from collections.abc import Sequence
from datetime import date

from board_app.domain.action import ActionItem, ActionSupport, FollowUp
from board_app.domain.base import RecordId
from board_app.domain.country import Country
from board_app.domain.person import Person
from board_app.domain.states import ActionStatus
from board_app.domain.watch import WatchEntry
from board_app.services.directory import Appoint, appoint
from board_app.services.intake.actions import OWN_NUMBER
from board_app.services.intake.entries import ActionEntry, CountryEntry, PersonEntry
from board_app.services.ports import Work
from board_app.services.progress import Progress
from board_app.services.watch import WatchCountry, current_entry, watch_country

_STEP = 50


def write_actions(
    entries: Sequence[ActionEntry], file_name: str, progress: Progress, work: Work
) -> None:
    """Add and change action items."""
    _keep_numbers(entries, work)
    writer = _ActionWriter(file_name, work)
    for at, entry in enumerate(entries):
        if at % _STEP == 0:
            progress.step(at, len(entries))
        if entry.id is None:
            writer.add(entry)
        else:
            writer.change(entry, entry.id)


def _keep_numbers(entries: Sequence[ActionEntry], work: Work) -> None:
    """Let the board's own numbers go on behind those that come in."""
    most: dict[str, int] = {}
    for entry in entries:
        own = OWN_NUMBER.fullmatch(entry.reference) if entry.id is None else None
        if own is not None:
            most[own[1]] = max(most.get(own[1], 0), int(own[2]))
    for year, number in most.items():
        while work.next_number(f"action {year}") < number:
            pass


class _ActionWriter:
    def __init__(self, file_name: str, work: Work) -> None:
        self._work = work
        self._today: date = work.today
        self._reason = f"Imported from {file_name}"[:300]

    def add(self, entry: ActionEntry) -> None:
        work = self._work
        opened = entry.opened_on or self._today
        reference = entry.reference
        if not reference:
            reference = f"A-{opened.year}-{work.next_number(f'action {opened.year}'):03d}"
        ends = None if entry.status.is_live else entry.closed_on or self._today
        action = work.add(
            ActionItem(
                reference=reference,
                title=entry.title,
                lead_id=entry.lead_id,
                deliverable=entry.deliverable,
                measure=entry.measure,
                due_on=entry.due_on,
                first_due_on=entry.due_on,
                status=entry.status,
                priority=entry.priority,
                country_id=entry.country_id,
                opened_on=opened,
                closed_on=ends,
            )
        )
        for agency_id in entry.supporting:
            work.add(ActionSupport(action_id=action.id, agency_id=agency_id))
        if entry.remark or entry.status is not ActionStatus.OPEN:
            status = entry.status if entry.status is not ActionStatus.OPEN else None
            self._follow(action, entry, status=status, made_on=ends)

    def change(self, entry: ActionEntry, id: RecordId) -> None:
        action = self._work.get(ActionItem, id, version=entry.version)
        changed = action.revised(
            title=entry.title,
            lead_id=entry.lead_id,
            deliverable=entry.deliverable,
            measure=entry.measure,
            priority=entry.priority,
            country_id=entry.country_id,
        )
        status = entry.status if entry.status is not action.status else None
        due_on = entry.due_on if entry.due_on != action.due_on else None
        if entry.remark or status or due_on:
            follow_up = self._follow(changed, entry, status=status, due_on=due_on)
            changed = changed.followed(follow_up)
        if changed != action:
            self._work.save(changed)
        self._support(changed, entry)

    def _support(self, action: ActionItem, entry: ActionEntry) -> None:
        rows = {row.agency_id: row for row in self._work.find(ActionSupport, action_id=action.id)}
        for agency_id in entry.supporting:
            if agency_id not in rows and agency_id != action.lead_id:
                self._work.add(ActionSupport(action_id=action.id, agency_id=agency_id))
        for agency_id, row in rows.items():
            if agency_id not in entry.supporting or agency_id == action.lead_id:
                self._work.remove(row)

    def _follow(
        self,
        action: ActionItem,
        entry: ActionEntry,
        *,
        status: ActionStatus | None = None,
        due_on: date | None = None,
        made_on: date | None = None,
    ) -> FollowUp:
        work = self._work
        return work.add(
            FollowUp(
                action_id=action.id,
                agency_id=entry.lead_id,
                person_id=entry.reported_by or work.actor.person_id,
                made_on=made_on or self._today,
                made_at=work.now,
                text=entry.remark,
                status=status,
                old_due_on=action.due_on if due_on else None,
                new_due_on=due_on,
                reason=self._reason,
            )
        )


def write_people(
    entries: Sequence[PersonEntry], _file_name: str, progress: Progress, work: Work
) -> None:
    """Add and change people, and appoint them."""
    today = work.today
    for at, entry in enumerate(entries):
        if at % _STEP == 0:
            progress.step(at, len(entries))
        values = entry.model_dump(exclude={"line", "id", "version", "role", "valid_from"})
        if entry.id is None:
            person = work.add(Person(**values))
        else:
            before = work.get(Person, entry.id, version=entry.version)
            person = before.revised(**values)
            if person != before:
                person = work.save(person)
        if entry.role is not None:
            wanted = Appoint(
                person_id=person.id,
                agency_id=person.agency_id,
                role=entry.role,
                valid_from=entry.valid_from or today,
            )
            appoint(wanted, work)


def write_countries(
    entries: Sequence[CountryEntry], _file_name: str, progress: Progress, work: Work
) -> None:
    """Add and name countries, and put them on the watch list."""
    for at, entry in enumerate(entries):
        if at % _STEP == 0:
            progress.step(at, len(entries))
        values = entry.model_dump(include={"alpha2", "alpha3", "numeric", "name", "region"})
        values["board_name"] = entry.board_name
        if entry.id is None:
            country = work.add(Country(**values))
        else:
            before = work.get(Country, entry.id, version=entry.version)
            country = before.revised(**values)
            if country != before:
                country = work.save(country)
        _watch(country.id, entry, work)


def _watch(country_id: RecordId, entry: CountryEntry, work: Work) -> None:
    current = current_entry(country_id, work)
    if entry.tier is not None and (current is None or current.tier is not entry.tier):
        wanted = WatchCountry(
            country_id=country_id,
            tier=entry.tier,
            reason=entry.reason,
            next_review_on=entry.next_review_on,
        )
        watch_country(wanted, work)
    elif current is not None:
        revised: WatchEntry = current.revised(
            reason=entry.reason or current.reason,
            next_review_on=entry.next_review_on or current.next_review_on,
        )
        if revised != current:
            work.save(revised)
