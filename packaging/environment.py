"""The virtual environment: made once, filled from the lock, remembered by a stamp."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

import launcher
from debian import NotReady

LOCKS = ("lock.txt", "lock-dev.txt")


def missing_packages(root: Path) -> list[str]:
    """Return Debian's name of what making the environment lacks, if it has to be made."""
    if importlib.util.find_spec("ensurepip") is not None or _works(_python(root)):
        return []
    # Debian keeps this part of the standard library in a package of its own.
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def prepare(root: Path) -> str:
    """Return the path of the environment's Python, after making and filling it if needed."""
    folder, python = root / ".venv", _python(root)
    stamp = folder / "lock.sha256"
    wanted = fingerprint(root)
    if not _works(python):
        _make(folder)
    elif stamp.exists() and stamp.read_text(encoding="ascii").strip() == wanted:
        launcher.write(root)
        return str(python)
    _install(python, root)
    launcher.write(root)
    stamp.write_text(wanted + "\n", encoding="ascii")
    return str(python)


def fingerprint(root: Path) -> str:
    """Return one hash over the lock files; a change of it means installing anew."""
    digest = hashlib.sha256()
    for name in LOCKS:
        # Line ends are made alike: a checkout on Windows may have changed them.
        digest.update((root / "packaging" / name).read_text(encoding="utf-8").encode())
    return digest.hexdigest()


def _python(root: Path) -> Path:
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _works(python: Path) -> bool:
    """Say whether the environment still runs: its base Python may have been replaced."""
    if not python.exists():
        return False
    done = subprocess.run([python, "-c", "import pip"], capture_output=True, check=False)
    return done.returncode == 0


def _make(folder: Path) -> None:
    print(f"Making the environment {folder.name} with Python {sys.version.split()[0]}.", flush=True)
    try:
        venv.create(folder, clear=True, with_pip=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotReady(f"The environment {folder} could not be made: {error}") from error


def _install(python: Path, root: Path) -> None:
    print("Installing the locked packages; this is done once.", flush=True)
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # The lock is complete: no resolving, nothing built here, nothing without its hash.
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    for name in LOCKS:
        command += ["-r", str(root / "packaging" / name)]
    if subprocess.call(command, cwd=root):
        raise NotReady(
            "The packages could not be installed: see pip's message above. "
            "Check the connection to your package index and run the command again."
        )
