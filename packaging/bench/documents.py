"""Documents against other engines: the same content, each in a process of its own, in turns.

The peers are installed for this measure alone, outside of the program's environment. One that
can't be had here is left out, and said so.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from figures import Figure

HERE = Path(__file__).parent / "engines"
ROOT = HERE.parents[2]
PEERS = ROOT / "out" / "peers"
ROUNDS = 5
_LOOK_EACH = 0.005  # seconds
_LAUNCHER = 10.0  # MB
_OFFICE = 'pdf:writer_web_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'


@dataclass(frozen=True)
class Run:
    """What one engine took: seconds of a whole process, and its memory in MB at most."""

    seconds: float
    megabytes: float


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engines = _engines(folder)
        runs: dict[str, list[Run]] = {engine: [] for engine in engines}
        for _ in range(ROUNDS):  # in turns, so that a busy moment of the machine hits all
            for engine, command in engines.items():
                runs[engine].append(_run(command))
        pages = {engine: _pages(folder / f"{engine}.pdf") for engine in engines}
        register = [*engines["ours"], "register"]
        rows = min(_run(register).seconds for _ in range(ROUNDS))
    rates = {engine: pages[engine] / min(run.seconds for run in runs[engine]) for engine in engines}
    memory = {engine: max(run.megabytes for run in runs[engine]) for engine in engines}
    for engine, rate in rates.items():
        # An office is begun by a launcher: where its children can't be seen, nothing is said.
        told = f"{memory[engine]:8.0f} MB" if memory[engine] > _LAUNCHER else " " * 11
        print(f"{engine:<12}{rate:8.1f} pages/s {told} {pages[engine]:6} pages")
    ours = rates["ours"]
    figures = [
        Figure("pages a second, tagged", ours, 150, f"{pages['ours']} pages", is_rate=True),
        Figure("bare drawString / ours", rates["drawn"] / ours, 2.3, f"{rates['drawn']:.0f}"),
        Figure("memory in MB", memory["ours"], 100, "the whole process"),
    ]
    figures.append(Figure("seconds for 10,000 rows", rows, 3.0, "the whole process"))
    for peer, least in (("typst", 1.5), ("office", 2.0), ("weasyprint", 15.0)):
        if peer in rates:
            detail = f"{rates[peer]:.1f} pages/s"
            figures.append(
                Figure(f"ours / {peer}", ours / rates[peer], least, detail, is_rate=True)
            )
        else:
            print(f"{peer} can't be had here")
    return figures


def _engines(folder: Path) -> dict[str, list[str]]:
    """Return the command of each engine that can be had."""
    python, lines = sys.executable, folder / "lines"
    subprocess.run([python, HERE / "lines.py", lines], env=_variables(), check=True)
    engines = {
        "ours": [python, str(HERE / "ours.py"), str(folder / "ours.pdf")],
        "drawn": [python, str(HERE / "drawn.py"), str(lines), str(folder / "drawn.pdf")],
    }
    fonts = ROOT / "resources" / "fonts" / "noto"
    if peer := _peer("typst"):
        script = str(HERE / "typst_run.py")
        engines["typst"] = [peer, script, str(fonts), str(folder / "typst.pdf")]
    if peer := _peer("weasyprint"):
        engines["weasyprint"] = [peer, str(HERE / "web.py"), str(folder / "weasyprint.pdf")]
    if office := shutil.which("soffice"):
        page = folder / "office.html"
        subprocess.run([python, HERE / "web.py", page], env=_variables(), check=True)
        profile = f"-env:UserInstallation=file://{folder / 'profile'}"
        engines["office"] = [office, profile, "--headless", "--convert-to", _OFFICE]
        engines["office"] += ["--outdir", str(folder), str(page)]
    return engines


def _peer(name: str) -> str:
    """Return the Python of a peer's own environment, which is made first if need be."""
    folder = PEERS / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        install.append(name)
        if subprocess.run(install, check=False).returncode:
            shutil.rmtree(folder)
            return ""
    return str(python)


def _run(command: list[str]) -> Run:
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, env=_variables(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    # What the system counts for a child begins with the memory of its parent: it is read instead.
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _megabytes(process.pid))
        time.sleep(_LOOK_EACH)
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise RuntimeError(f"{Path(command[1]).name} failed")
    return Run(seconds, peak)


def _megabytes(pid: int) -> float:
    """Return the most memory that a process and its children have had, 0 where nobody tells."""
    total = 0.0
    for one in (pid, *_children(pid)):
        try:
            told = Path(f"/proc/{one}/status").read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            continue
        lines = [line.split() for line in told.splitlines() if line.startswith("VmHWM")]
        total += int(lines[0][1]) / 1024 if lines else 0.0
    return total


def _children(pid: int) -> list[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    own = [int(one) for one in told.split()]
    return own + [below for one in own for below in _children(one)]


def _variables() -> dict[str, str]:
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    # As installed: compiled modules are kept, whatever this shell prefers.
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


def _pages(path: Path) -> int:
    pdf = pypdfium2.PdfDocument(path)
    try:
        return len(pdf)
    finally:
        pdf.close()
