"""A window that shows action items while somebody else changes them: commit to paint."""

import os
import sys
import tempfile
import time
from pathlib import Path

from serving import store_of

from board_app.bootstrap import SYSTEM_CLOCK, LazyHandlers
from board_app.domain.states import ActionStatus
from board_app.services.actions import LogFollowUp
from board_app.services.reading import ActionFilter
from board_app.services.session import Session
from board_app.settings import Settings
from board_app.window import Program

CHANGES = 40


def main(host: str, database: str) -> None:  # long: one window, set up and measured in one go
    """Print the milliseconds from the end of each save to the first paint that shows it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  (after its platform is chosen)

    from ui.app import application, pages  # noqa: PLC0415
    from ui.desk import Desk  # noqa: PLC0415
    from ui.kit.rows import RowList  # noqa: PLC0415
    from ui.page import Context  # noqa: PLC0415
    from ui.places import ACTIONS, Navigator, Place  # noqa: PLC0415
    from ui.window import MainWindow  # noqa: PLC0415
    from ui.work import ThreadRunner  # noqa: PLC0415

    other = Session(store_of(host, database), LazyHandlers(), SYSTEM_CLOCK)
    mine = Session(store_of(host, database), LazyHandlers(), SYSTEM_CLOCK)
    with tempfile.TemporaryDirectory() as home:
        program = Program(Settings(Path(home) / "settings.json"), SYSTEM_CLOCK)
        application(program)
        desk = Desk(mine, ThreadRunner())
        window = MainWindow(Context(desk, Navigator(), program), pages())
        window.show()
        window.go(Place(ACTIONS))
        desk.watch()
        rows = window.findChild(RowList, "actions_list")
        assert rows is not None
        wanted = ActionFilter(agency_id=other.actor.agency_id, live=True)
        first = next(
            item
            for item in other.reading.actions.actions(wanted, limit=50)
            if item.lead_id == other.actor.agency_id and item.due_on
        )

        def shown() -> str:
            model = rows.model()
            cells = (model.index(row, 0).siblingAtColumn(x) for row in range(20) for x in range(7))
            return " ".join(str(cell.data()) for cell in cells)

        def wait(word: str) -> None:
            end = time.perf_counter() + 5
            while time.perf_counter() < end:
                QApplication.processEvents()
                line = next((one for one in _lines(rows) if first.reference in one), "")
                if word in line:
                    window.grab()
                    return
            raise SystemExit(f"{word} was never shown: {shown()}")

        _settle(QApplication)
        for number in range(CHANGES):
            status = (ActionStatus.IN_PROGRESS, ActionStatus.SUBMITTED)[number % 2]
            other.do(LogFollowUp(action_id=first.id, text=f"Change {number}", status=status))
            start = time.perf_counter()
            wait(status.label)
            print(f"{(time.perf_counter() - start) * 1000:.2f}")
        desk.close()


def _lines(rows: object) -> list[str]:
    model = rows.model()  # type: ignore[attr-defined]
    return [
        " ".join(str(model.index(y, x).data()) for x in range(model.columnCount()))
        for y in range(min(model.rowCount(), 40))
    ]


def _settle(application: object) -> None:
    end = time.perf_counter() + 2
    while time.perf_counter() < end:
        application.processEvents()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
