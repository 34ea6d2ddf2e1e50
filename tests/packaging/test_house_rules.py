"""The house rules say what is broken, where."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def rules(script: Callable[[str], ModuleType]) -> ModuleType:
    return script("house_rules")


def function_of(lines: int, *, comment: str = "") -> str:
    return f"def walk() -> None:{comment}\n" + "    print()\n" * (lines - 1)


def found_in(rules: ModuleType, folder: Path, files: dict[str, str]) -> Sequence[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return list(rules.faults(folder, list(files)))


def test_file_up_to_the_limit_is_well(rules: ModuleType, tmp_path: Path) -> None:
    assert found_in(rules, tmp_path, {"ui/page.py": "x = 1\n" * 350}) == []


def test_file_over_the_limit_is_named(rules: ModuleType, tmp_path: Path) -> None:
    found = found_in(rules, tmp_path, {"ui/page.py": "x = 1\n" * 351})

    assert found == ["ui/page.py:1: 351 lines; a file has at most 350"]


@pytest.mark.parametrize("name", ["tests/ui/test_page.py", "db/migrations/m0001_board.py"])
def test_tests_and_migrations_may_be_long(rules: ModuleType, tmp_path: Path, name: str) -> None:
    assert found_in(rules, tmp_path, {name: "x = 1\n" * 351 + function_of(41)}) == []


def test_function_up_to_the_limit_is_well(rules: ModuleType, tmp_path: Path) -> None:
    assert found_in(rules, tmp_path, {"ui/page.py": function_of(40)}) == []


@pytest.mark.parametrize("comment", ["", "  # long", "  # long:", "  # long:  "])
def test_long_function_without_a_reason_is_named(
    rules: ModuleType, tmp_path: Path, comment: str
) -> None:
    found = found_in(rules, tmp_path, {"ui/page.py": "\n" + function_of(41, comment=comment)})

    assert len(found) == 1
    assert found[0].startswith("ui/page.py:2: walk has 41 lines")


def test_long_function_with_a_reason_is_well(rules: ModuleType, tmp_path: Path) -> None:
    text = function_of(41, comment="  # long: one table of the format")

    assert found_in(rules, tmp_path, {"ui/page.py": text}) == []


@pytest.mark.parametrize(
    "name",
    [
        "ui/AgendaPanel.py",
        "ui/agenda-panel.py",
        "ui/agenda_helper.py",
        "db/utils.py",
        "ui/aux.py",
        "resources/a picture.png",
        "docs/what?.md",
    ],
)
def test_name_that_is_refused(rules: ModuleType, name: str) -> None:
    assert list(rules.name_faults(name))


@pytest.mark.parametrize(
    "name", ["ui/__main__.py", "db/m0001_board.py", "README.md", "tests/corpora/a b/Odd-name.py"]
)
def test_name_that_is_well(rules: ModuleType, name: str) -> None:
    assert list(rules.name_faults(name)) == []


def test_names_that_differ_by_case_are_named(rules: ModuleType, tmp_path: Path) -> None:
    found = found_in(rules, tmp_path, {"ui/icon.svg": "", "ui/Icon.svg": ""})

    assert found == ["ui/Icon.svg: differs from ui/icon.svg only by case"]
