"""What the first screen does not need is not loaded for it."""

import subprocess
import sys
from pathlib import Path

from board_app.sample import build_sample

HEAVY = (
    "PySide6.QtNetwork",
    "pydantic",
    "sqlite_utils",
    "reportlab",
    "uharfbuzz",
    "pikepdf",
    "pyhanko",
    "docx",
    "holidays",
    "dateutil",
    "PIL",
    "pypdfium2",
    "logging.handlers",
    "board_app.domain.fold",
    "board_app.domain.marking",
    "board_app.sample",
    "board_app.services.handlers",
    "ui.jump",
    "ui.kit.dialogs",
    "ui.opening.welcome",
    "ui.pages.meeting.page",
    "ui.pages.settings",
)

SCRIPT = """
import sys
from pathlib import Path
from board_app.bootstrap import open_board
from board_app.settings import Settings
from board_app.window import Program
from board_app.bootstrap import clock_from_environment
from ui.app import application, pages
from ui.opening.doors import Doors
from ui.work import InlineRunner

path = Path(sys.argv[1])
program = Program(Settings(path.with_suffix(".json")), clock_from_environment())
session = open_board(path, "sample")
board = session.board()
# Somebody who has been here before: nobody is asked who they are.
program.memory.is_person(board.uid, session.reading.directory.people(board.today)[0].id)
session.store.close()
made = application(program)
doors = Doors(program, pages(), InlineRunner)
doors.begin(path, "sample")
assert doors.window.isVisible()
assert "#nav" in made.styleSheet(), "the sheet is held back no longer than the window"
assert "quorum" in doors.window.page.head.facts.text()
print(",".join(name for name in sys.modules))
doors.stop()
"""


def test_heavy_modules_are_not_loaded_before_first_paint(tmp_path: Path) -> None:
    path = tmp_path / "start.board"
    build_sample(path).store.close()
    root = Path(__file__).parents[2]

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)],
        env={
            "PYTHONPATH": str(root),
            "QT_QPA_PLATFORM": "offscreen",
            "UPSTREAM_TODAY": "2015-07-07",
            "HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = set(done.stdout.strip().splitlines()[-1].split(","))
    assert "ui.pages.this_month" in loaded
    assert sorted(loaded & set(HEAVY)) == []
