"""The lock: complete, with hashes, naming no registry."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("lock.txt", "lock-dev.txt")


def entries(root: Path, name: str) -> list[str]:
    text = (root / "packaging" / name).read_text(encoding="utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [line for line in lines if not line.startswith("#")]


def versions(root: Path, *names: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        for entry in entries(root, name):
            package, version = entry.split("==")[0], entry.split("==")[1].split()[0]
            found[canonicalize_name(package)] = version
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_is_one_version_with_its_hashes(root: Path, name: str) -> None:
    found = entries(root, name)

    assert found
    for entry in found:
        requirement, *hashes = entry.split(" --hash=")
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; .+)?", requirement.strip()), entry[:80]
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", part.strip()) for part in hashes)


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_place(root: Path, name: str) -> None:
    text = (root / "packaging" / name).read_text(encoding="utf-8")

    for sign in ("://", "--index", "--extra-index", "--find-links", "--trusted-host", "file:", "@"):
        assert sign not in text


def test_no_package_is_in_both_locks(root: Path) -> None:
    assert not versions(root, LOCKS[0]).keys() & versions(root, LOCKS[1]).keys()


def test_declared_requirements_are_locked_in_their_range(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    program, everything = versions(root, LOCKS[0]), versions(root, *LOCKS)

    declared = [(Requirement(line), program) for line in project["dependencies"]]
    extras = project["optional-dependencies"]["dev"]
    declared += [(Requirement(line), everything) for line in extras]

    for requirement, locked in declared:
        name = canonicalize_name(requirement.name)
        assert name in locked, f"{name} is declared but not locked: run packaging/lock.py"
        assert requirement.specifier.contains(locked[name]), name


def test_a_changed_lock_asks_for_a_new_installation(
    script: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    environment = script("environment")
    (tmp_path / "packaging").mkdir()
    for name in LOCKS:
        (tmp_path / "packaging" / name).write_bytes(b"six==1.0\r\n")
    before = environment.fingerprint(tmp_path)

    (tmp_path / "packaging" / LOCKS[1]).write_bytes(b"six==1.0\n")
    assert environment.fingerprint(tmp_path) == before

    (tmp_path / "packaging" / LOCKS[1]).write_bytes(b"six==1.1\n")
    assert environment.fingerprint(tmp_path) != before
