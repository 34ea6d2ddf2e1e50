"""The checks of the code: each a name and the Python commands that carry it out."""

from __future__ import annotations

CONTRACTS = "from importlinter.cli import lint_imports_command as check; check"
CHECKS: dict[str, list[list[str]]] = {
    "format": [["-m", "ruff", "format", "--check", "."]],
    "lint": [["-m", "ruff", "check", "."]],
    # The scripts of packaging/ are no package, so their types are checked on their own.
    "types": [["-m", "mypy"], ["-m", "mypy", "--no-explicit-package-bases", "packaging"]],
    "contracts": [["-c", f"{CONTRACTS}(['--no-logo'])"]],
    "rules": [["packaging/house_rules.py"]],
    "licences": [["packaging/licences.py", "check"]],
}
