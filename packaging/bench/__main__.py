"""Measure the program against its budgets; prints each figure beside what it may be.

Every figure is a ratio of two things measured in this very run, so that it means the same on a
fast and on a slow machine; those of the map, of search, of lists and of the preview are
milliseconds, those of an import and of a board book seconds, and say so.
Run one with its name:
`dev.py bench save`.
"""

import sys
from collections.abc import Callable

import booking
import country
import documents
import listing
import mapping
import paging
import previewing
import printing
import saving
import searching
import serving
import starting
import taking_in
from figures import Figure

MEASURES: dict[str, Callable[[], list[Figure]]] = {
    "start": starting.measure,
    "save": saving.measure,
    "list": listing.measure,
    "print": printing.measure,
    "documents": documents.measure,
    "book": booking.measure,
    "preview": previewing.measure,
    "map": mapping.measure,
    "import": taking_in.measure,
    "search": searching.measure,
    "country": country.measure,
    "paging": paging.measure,
    "served": serving.measure,
    "sealed": saving.measure_sealed,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        print(f"There is no measure {unknown[0]}; there are: {', '.join(MEASURES)}")
        return 2
    missed = 0
    for name in names or MEASURES:
        for figure in MEASURES[name]():
            print(figure.line(), flush=True)
            missed += not figure.is_met
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
