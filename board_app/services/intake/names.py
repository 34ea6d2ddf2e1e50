"""Names in files: which agency, person or country they mean, as known or as answered before."""

from collections.abc import Iterable, Mapping
from datetime import date

from board_app.domain.fold import words
from board_app.domain.ids import RecordId
from board_app.services.intake.plan import Answer
from board_app.services.rows import AgencyRow, CountryRow, PersonRow
from board_app.services.session import Session

AGENCY, PERSON, COUNTRY = "agency", "person", "country"


class Unknown(Exception):
    """The name is not known and nobody said yet what it means."""


def folded(said: str) -> str:
    """Return the form under which a name is found, whatever its case, accents and points."""
    return " ".join(words(said)) or " ".join(said.split())


class Names:
    """All that names can mean on this board. One that two things have means neither."""

    def __init__(
        self,
        agencies: Iterable[AgencyRow],
        people: Iterable[PersonRow],
        countries: Iterable[CountryRow],
        seat_names: Iterable[tuple[RecordId, str]],
        meanings: Mapping[tuple[str, str], RecordId],
    ) -> None:
        self.agencies = {row.id: row for row in agencies}
        self.people = {row.id: row for row in people}
        self.countries = {row.id: row for row in countries}
        self._known: dict[str, dict[str, RecordId | None]] = {AGENCY: {}, PERSON: {}, COUNTRY: {}}
        self._meanings = meanings
        for agency_id, name in seat_names:
            self._learn(AGENCY, name, agency_id)
        for agency in self.agencies.values():
            for name in (agency.name, agency.abbreviation, agency.code):
                # The name of today wins over one that another agency had once.
                self._known[AGENCY][folded(name)] = agency.id
        for person in self.people.values():
            for name in (person.name, person.email):
                self._learn(PERSON, name, person.id)
        for country in self.countries.values():
            for name in (country.alpha2, country.alpha3, country.name, country.board_name):
                self._learn(COUNTRY, name, country.id)

    def _learn(self, kind: str, name: str, id: RecordId) -> None:
        form = folded(name) if name else ""
        if form:
            known = self._known[kind]
            known[form] = id if known.get(form, id) == id else None

    def meaning(self, kind: str, said: str, answers: Mapping[str, Answer]) -> RecordId | None:
        """Return what a name means, None if it was said to mean nothing; raises Unknown."""
        form = folded(said)
        answer = answers.get(f"{kind}:{form}")
        if answer is not None:
            return None if answer.value is None else RecordId(answer.value)
        found = self._known[kind].get(form) or self._meanings.get((kind, form))
        if found is None and kind == AGENCY:
            found = self._agency_of_person(form)
        if found is None:
            raise Unknown(said)
        return found

    def _agency_of_person(self, form: str) -> RecordId | None:
        """Return the agency of a person whose name stands where an agency is asked."""
        person = self._known[PERSON].get(form)
        return None if person is None else self.people[person].agency_id

    def agency(self, id: RecordId | None) -> str:
        row = self.agencies.get(id) if id is not None else None
        return row.abbreviation if row else ""

    def country(self, id: RecordId | None) -> str:
        row = self.countries.get(id) if id is not None else None
        return (row.board_name or row.name) if row else ""


def names_of(session: Session, today: date) -> Names:
    """Return the names this board knows."""
    reading = session.reading
    agencies = reading.directory.agencies(today)
    seated = {row.id for row in agencies}
    people = reading.directory.people(today)
    countries = reading.board.countries()
    there = {AGENCY: seated, PERSON: {row.id for row in people}}
    there[COUNTRY] = {row.id for row in countries}
    return Names(
        agencies,
        people,
        countries,
        [pair for pair in reading.intake.seat_names() if pair[0] in seated],
        {
            (row.kind, row.folded): row.target_id
            for row in reading.intake.meanings()
            if row.target_id in there[row.kind]
        },
    )
