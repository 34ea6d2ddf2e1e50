"""Lines that become people: matched by e-mail, else by name and agency."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from board_app.domain.ids import RecordId
from board_app.domain.states import Role
from board_app.services.intake.cells import Cells, halted
from board_app.services.intake.entries import PersonEntry
from board_app.services.intake.names import AGENCY, folded
from board_app.services.intake.plan import LineState, PlannedLine
from board_app.services.rows import PersonRow

_ROLES: Mapping[Role, str] = {
    Role.PRINCIPAL: "principal|member|representative|rep|board member|lead",
    Role.ALTERNATE: "alternate|deputy|alt|backup|plus one",
    Role.OFFICER: "action officer|officer|ao|poc|point of contact|staff|working level",
    Role.SECRETARIAT: "secretariat|secretary|exec sec|executive secretary",
    Role.CHAIR: "chair|chairman|chairwoman|chairperson|chair person",
    Role.OBSERVER: "observer|guest|partner",
}
ROLE_WORDS = {word: role for role, said in _ROLES.items() for word in said.split("|")}


class KnownPeople(NamedTuple):
    """The directory as an import matches it."""

    by_email: Mapping[str, PersonRow]
    by_name: Mapping[tuple[str, RecordId], PersonRow]


def known_people(people: Iterable[PersonRow]) -> KnownPeople:
    rows = list(people)
    return KnownPeople(
        {row.email.casefold(): row for row in rows if row.email},
        {(folded(row.name), row.agency_id): row for row in rows},
    )


class PeoplePlanner:
    """Makes a planned line of each line."""

    def __init__(self, cells: Cells, known: KnownPeople) -> None:
        self._cells = cells
        self._known = known
        self._met: dict[tuple[str, RecordId], int] = {}
        self.foreign = 0

    def line(self, number: int) -> PlannedLine:
        cells = self._cells
        name = cells.line("name") or " ".join(
            part for part in (cells.line("first_name"), cells.line("last_name")) if part
        )
        if not name:
            cells.wrong("name", "This can't be empty.")
        agency = cells.named(AGENCY, "agency")
        if agency is None and not cells.asks:
            cells.wrong("agency", "Say which agency the person belongs to.")
        email = cells.line("email")
        if email and ("@" not in email or " " in email):
            cells.wrong("email", "This is not an e-mail address.")
        role = cells.choice("role", "role", ROLE_WORDS)
        since = cells.date("valid_from")
        texts = {key: cells.line(key) for key in ("title", "phone")}
        note = cells.text("note")
        if agency is None or cells.problems or cells.asks:
            return halted(number, name, cells)
        first = self._met.setdefault((folded(name), agency), number)
        if first != number:
            cells.wrong("name", f"{name} stands in line {first} already.")
            return halted(number, name, cells)
        wanted = PersonEntry(
            line=number,
            name=name,
            agency_id=agency,
            email=email,
            note=note,
            role=role,
            valid_from=since,
            **texts,
        )
        return self._planned(wanted)

    def _planned(self, wanted: PersonEntry) -> PlannedLine:
        by_email = self._known.by_email.get(wanted.email.casefold()) if wanted.email else None
        found = by_email or self._known.by_name.get((folded(wanted.name), wanted.agency_id))
        agency = self._cells.names.agency(wanted.agency_id)
        if found is None:
            role = f" · {wanted.role.label}" if wanted.role else ""
            return PlannedLine(
                wanted.line, LineState.NEW, wanted.name, f"{agency}{role}", entry=wanted
            )
        target = wanted.revised(
            id=found.id,
            version=found.version,
            title=wanted.title or found.title,
            email=found.email if found is by_email else wanted.email or found.email,
            phone=wanted.phone or found.phone,
            note=wanted.note or found.note,
            role=wanted.role if wanted.role is not found.role else None,
        )
        differences = list(self._differences(found, target))
        if not differences:
            return PlannedLine(wanted.line, LineState.SAME, wanted.name, "Stands here already.")
        return PlannedLine(
            wanted.line, LineState.CHANGED, wanted.name, " · ".join(differences), entry=target
        )

    def _differences(self, found: PersonRow, target: PersonEntry) -> Iterator[str]:
        if found.agency_id != target.agency_id:
            yield f"Agency {found.agency} → {self._cells.names.agency(target.agency_id)}"
        for word, before, after in (
            ("Name", found.name, target.name),
            ("Title", found.title, target.title),
            ("E-mail", found.email, target.email),
            ("Telephone", found.phone, target.phone),
            ("Note", found.note, target.note),
        ):
            if before != after:
                yield (
                    f"{word} “{before[:40]}” → “{after[:40]}”"
                    if before
                    else f"{word} “{after[:40]}”"
                )
        if target.role is not None:
            before = found.role.label if found.role else "nothing"
            yield f"Appointed {before} → {target.role.label}"
