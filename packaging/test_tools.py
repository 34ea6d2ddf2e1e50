"""Programs that check finished papers: a laptop may lack them, CI may not."""

from __future__ import annotations

import shutil
from collections.abc import Mapping

# The program, and the Debian package that brings it.
WANTED = {
    "javac": "default-jdk-headless",
    "pdfinfo": "poppler-utils",
    "qpdf": "qpdf",
    "softhsm2-util": "softhsm2",
}


def missing_packages(variables: Mapping[str, str]) -> list[str]:
    """Return Debian's names of what is lacking where everything is to be checked."""
    if not variables.get("CI"):
        return []
    return [package for program, package in WANTED.items() if shutil.which(program) is None]
