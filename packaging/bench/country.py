"""The page of a country that was reviewed sixty times, with decisions and action items on it."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from figures import Figure

from board_app.bootstrap import ShiftedClock, open_board
from board_app.domain.ids import RecordId
from board_app.domain.risk import RiskLevel
from board_app.domain.states import Role
from board_app.sample import build_sample
from board_app.services.actions import AssignAction
from board_app.services.actor import Actor
from board_app.services.reviews import AdoptReview, RateFactor, ReviseReview, StartReview
from board_app.services.session import Session
from board_app.settings import Settings
from board_app.window import Program

REVIEWS, ACTIONS, FACTORS = 60, 200, 14
ROUNDS = 15
_FIRST = date(2010, 7, 1)


def measure() -> list[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "country.board"
        session = build_sample(path)
        country_id = _reviewed(session)
        session.store.close()
        first, again = _shown(Path(folder), path, country_id)
    detail = f"with {ACTIONS} action items; {first:.0f} ms at the first visit"
    return [Figure(f"country page with {REVIEWS} reviews, ms", again, 100, detail)]


def _reviewed(session: Session) -> RecordId:
    session.act_as(Actor(name="Bench", role=Role.SECRETARIAT))
    decided = session.reading.minutes.decisions()
    item_id = next(row.item_id for row in decided if row.item_id is not None)
    country = session.reading.board.countries()[0]
    for number in range(REVIEWS):
        day = _FIRST + timedelta(days=30 * number)
        id = _made(session.do(StartReview(country_id=country.id, as_of=day)).value)
        for factor in range(1, FACTORS + 1):
            level = RiskLevel((number + factor) % 6)
            session.do(RateFactor(review_id=id, factor=factor, level=level, rationale="As said."))
        session.do(ReviseReview(id=id, level=RiskLevel(1 + number % 5), situation="Tense. " * 60))
        version = session.reading.countries.review(id).version
        session.do(AdoptReview(id=id, version=version, decision="Adopted.", item_id=item_id))
    for number in range(ACTIONS):
        opened = _FIRST + timedelta(days=9 * number)
        title = f"Paper {number}"
        session.do(AssignAction(title=title, country_id=country.id, opened_on=opened))
    return country.id


def _made(value: object) -> RecordId:
    assert isinstance(value, int)
    return RecordId(value)


def _shown(folder: Path, path: Path, country_id: RecordId) -> tuple[float, float]:
    """Return the milliseconds until the page is painted, at the first visit and at later ones."""
    from ui.app import application, pages  # noqa: PLC0415  (Qt is not loaded for other measures)
    from ui.desk import Desk  # noqa: PLC0415
    from ui.page import Context  # noqa: PLC0415
    from ui.places import COUNTRY, THIS_MONTH, Navigator, Place  # noqa: PLC0415
    from ui.window import MainWindow  # noqa: PLC0415
    from ui.work import InlineRunner  # noqa: PLC0415

    session = open_board(path, "sample")
    clock = ShiftedClock(timedelta())
    program = Program(Settings(folder / "settings.json"), clock)
    made = application(program)
    window = MainWindow(Context(Desk(session, InlineRunner()), Navigator(), program), pages())
    window.resize(1280, 800)
    window.show()

    def visit() -> float:
        window.go(Place(THIS_MONTH))
        made.processEvents()
        start = time.perf_counter()
        window.go(Place(COUNTRY, country_id))
        made.sendPostedEvents()
        window.grab()
        return (time.perf_counter() - start) * 1000

    first = visit()
    again = _median(visit)
    window.close()
    session.store.close()
    return first, again


def _median(work: Callable[[], float]) -> float:
    return statistics.median(work() for _ in range(ROUNDS))
