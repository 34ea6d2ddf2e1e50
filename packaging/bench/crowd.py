"""Some of the representatives of the bench: each logs a follow-up every five seconds.

Each has saved once before: a server plans a login's first save anew, in three times its time, and
two hundred who begin in the same second wait for each other (1.2 s) as people at work do not.
"""

import random
import statistics
import sys
import threading
import time

from serving import dsn_for

from board_app.bootstrap import SYSTEM_CLOCK
from board_app.services.actions import LogFollowUp
from board_app.services.handlers import HANDLERS
from board_app.services.reading import ActionFilter
from board_app.services.session import Session
from db.server.store import opened

EVERY_S = 5.0
SECONDS = 30.0


def main(host: str, people: int, seed: int) -> None:
    """Print the milliseconds of a first save, then of each later one until its answer."""
    dice = random.Random(seed)
    sessions = [
        Session(opened(dsn_for(host, "bench", "rep.bench"), SYSTEM_CLOCK), HANDLERS, SYSTEM_CLOCK)
        for _ in range(people)
    ]
    actor = sessions[0].actor
    items = sessions[0].reading.actions.actions(
        ActionFilter(agency_id=actor.agency_id, live=True), limit=2000
    )
    own = [item for item in items if item.lead_id == actor.agency_id and item.due_on]
    first, times = [], list[float]()
    for number, session in enumerate(sessions):
        start = time.perf_counter()
        session.do(LogFollowUp(action_id=own[number % len(own)].id, text="Said first"))
        first.append((time.perf_counter() - start) * 1000)
    end = time.perf_counter() + SECONDS

    def person(session: Session, number: int) -> None:
        time.sleep(dice.random() * EVERY_S)
        while time.perf_counter() < end:
            action = own[(number * 31 + len(times)) % len(own)]
            start = time.perf_counter()
            session.do(LogFollowUp(action_id=action.id, text=f"Said by {number}"))
            times.append((time.perf_counter() - start) * 1000)
            time.sleep(dice.expovariate(1 / EVERY_S))

    threads = [
        threading.Thread(target=person, args=(session, number))
        for number, session in enumerate(sessions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(f"{statistics.median(first):.2f}")
    print("\n".join(f"{one:.2f}" for one in times))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
