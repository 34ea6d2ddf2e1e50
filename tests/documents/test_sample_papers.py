"""Every paper of the sample board, and of cleared minutes, keeps both standards."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.sample import build_sample
from board_app.services.papers.kinds import PaperKind, Wanted
from board_app.services.session import Session
from tests.documents.validating import Validator

WANTED = {
    "agenda": Wanted(kind=PaperKind.AGENDA),
    "minutes": Wanted(kind=PaperKind.MINUTES),
    "minutes without names": Wanted(kind=PaperKind.MINUTES, variant="non-attributed"),
    "minutes with numbered lines": Wanted(kind=PaperKind.MINUTES, variant="draft"),
    "review": Wanted(kind=PaperKind.REVIEW),
    "compact register": Wanted(kind=PaperKind.REGISTER),
    "full register": Wanted(kind=PaperKind.REGISTER, extent="all", form="full"),
    "what changed": Wanted(kind=PaperKind.REGISTER, extent="changed"),
    "decisions": Wanted(kind=PaperKind.DECISIONS),
    "watch list": Wanted(kind=PaperKind.WATCH_LIST),
    "follow-up": Wanted(kind=PaperKind.FOLLOW_UP),
    "attendance": Wanted(kind=PaperKind.ATTENDANCE, year=2015),
    "book": Wanted(kind=PaperKind.BOOK),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = build_sample(tmp_path_factory.mktemp("sample") / "sample.board")
    yield session
    session.store.close()


def _about(session: Session, wanted: Wanted) -> Wanted:
    """Return what is wanted with the thing it is about: the newest that there is."""
    reading, today = session.reading, session.board().today
    held = reading.meetings.last_meeting(today)
    assert held is not None
    ahead = [one for one in reading.meetings.meetings() if one.starts_at > held.starts_at]
    ids = {
        PaperKind.AGENDA: ahead[0].id,
        PaperKind.BOOK: ahead[0].id,
        PaperKind.MINUTES: held.id,
        PaperKind.REVIEW: reading.countries.reviews()[0].id,
    }
    agency = reading.directory.agencies(today)[1].id
    return Wanted(
        kind=wanted.kind,
        id=ids.get(wanted.kind),
        agency_id=agency if wanted.kind is PaperKind.FOLLOW_UP else None,
        year=wanted.year,
        extent=wanted.extent,
        form=wanted.form,
        variant=wanted.variant,
    )


def _is_sound(pdf: bytes, kept: Path, validator: Validator, qpdf: str) -> None:
    assert validator.broken(pdf) == []
    kept.write_bytes(pdf)
    done = subprocess.run([qpdf, "--check", kept], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", WANTED)
def test_paper_of_the_sample_is_sound(
    name: str, sample: Session, kept: Path, validator: Validator, qpdf: str
) -> None:
    draft = bootstrap.draft_paper(sample, _about(sample, WANTED[name]))

    _is_sound(bootstrap.make_paper(draft).pdf, kept, validator, qpdf)


@pytest.mark.slow
def test_cleared_and_approved_minutes_are_sound(
    sample: Session, kept: Path, validator: Validator, qpdf: str
) -> None:
    reading = sample.reading
    may, special = (reading.meetings.by_reference(name) for name in ("2015-05", "2015-05-S"))

    for wanted in (
        Wanted(kind=PaperKind.CLEARANCE, id=reading.clearance.rounds(may.id)[0].id),
        Wanted(kind=PaperKind.CLEARANCE, id=reading.clearance.rounds(special.id)[0].id),
        Wanted(kind=PaperKind.MINUTES, id=special.id),
        Wanted(kind=PaperKind.MINUTES, id=may.id),
        Wanted(kind=PaperKind.MINUTES, id=may.id, variant="non-attributed"),
    ):
        draft = bootstrap.draft_paper(sample, wanted)
        _is_sound(bootstrap.make_paper(draft).pdf, kept, validator, qpdf)
