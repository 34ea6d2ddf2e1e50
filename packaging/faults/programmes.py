"""Run the fault programmes and print what each found; what must be none is none, or this fails.

Without `--full` each runs as often as the tests run it. Run one with its name, and a failed run
again with its seed: `dev.py faults kill --full --seed 7`.
"""

import argparse
import secrets
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

import clients
import copying
import failing
import filling
import flipping
import forging
import killing
import swapping
import undoing
import upgrading
import wire
from ground import Ground, ground
from outcome import COLUMNS, Outcome


@dataclass(frozen=True)
class Programme:
    """What is run, how often in the tests, and how often before a release; clients: seconds."""

    run: Callable[[Ground, int, int], Outcome]
    quick: int
    full: int


PROGRAMMES = {
    "kill": Programme(killing.run, quick=120, full=1_000),
    "device": Programme(failing.run, quick=20, full=2_000),
    "copy": Programme(copying.run, quick=5, full=200),
    "swap": Programme(swapping.run, quick=3, full=1_000),
    "full": Programme(filling.run, quick=2, full=50),
    "migrate": Programme(upgrading.run, quick=30, full=10_000),
    "flip": Programme(flipping.run, quick=60, full=600),
    "history": Programme(forging.run, quick=200, full=10_000),
    "undo": Programme(undoing.run, quick=60, full=10_000),
    "clients": Programme(clients.run, quick=5, full=600),
    "server": Programme(wire.run, quick=5, full=600),
}


def timed(name: str, place: Ground, tries: int, seed: int) -> Outcome:
    """Run one programme and take its time."""
    begun = time.monotonic()
    try:
        found = PROGRAMMES[name].run(place, tries, seed)
    except Exception:  # noqa: BLE001  (one that breaks off must not hide what the others find)
        found = Outcome(name, "tries", wrong=1, notes=[traceback.format_exc()])
    found.seconds = time.monotonic() - begun
    return found


def main(arguments: list[str]) -> int:
    """Run what is named, or all; exit codes: 0 all hold, 1 one does not, 2 usage."""
    parser = argparse.ArgumentParser(prog="dev.py faults", description="Run fault programmes.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PROGRAMMES))
    parser.add_argument("--full", action="store_true", help="as often as before a release")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    wanted = parser.parse_args(arguments)
    unknown = [name for name in wanted.names if name not in PROGRAMMES]
    if unknown:
        parser.error(f"there is no programme {unknown[0]}; there are: {', '.join(PROGRAMMES)}")
    print(f"seed {wanted.seed}\n{COLUMNS}", flush=True)
    are_clean = True
    with ground() as place:
        for name in wanted.names or PROGRAMMES:
            one = PROGRAMMES[name]
            found = timed(name, place, one.full if wanted.full else one.quick, wanted.seed)
            print(found.line(), *found.notes, sep="\n    ", flush=True)
            are_clean = are_clean and found.is_clean
    return 0 if are_clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
