"""The installed PySide6 keeps the counts of Python's constants.

One release dropped a reference to True or None on most calls, which kills the process after some
thousand of them. The probe runs in a process of its own, so that such a death is seen as a fault.
"""

import json
import os
import subprocess
import sys

CALLS = 2_000
PROBE = """
import json, sys
from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

class Bell(QObject):
    struck = Signal(object)
    switched = Signal(bool)

    @Slot(object)
    def on_struck(self, value):
        pass

    @Slot(bool)
    def on_switched(self, value):
        pass

application = QCoreApplication([])
bell = Bell()
bell.struck.connect(bell.on_struck)
bell.switched.connect(bell.on_switched)
constants = {"None": None, "True": True, "False": False}

def strike():
    for _ in range(CALLS):
        for constant in constants.values():
            bell.struck.emit(constant)
        bell.switched.emit(True)
        bell.switched.emit(False)
        bell.setProperty("silent", True)
        bell.setProperty("silent", False)
        bell.blockSignals(True)
        bell.blockSignals(False)
        bell.setObjectName("bell")
        bell.parent()

CALLS = 1
strike()
before = {name: sys.getrefcount(constant) for name, constant in constants.items()}
CALLS = %d
strike()
after = {name: sys.getrefcount(constant) for name, constant in constants.items()}
print(json.dumps({name: after[name] - before[name] for name in constants}), flush=True)
"""


def test_calls_into_qt_keep_the_reference_counts() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE % CALLS],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    drift = json.loads(done.stdout)
    # A fault changes a count by one or more on each call; a handful is the interpreter's own.
    assert {name: by for name, by in drift.items() if abs(by) > CALLS // 10} == {}
