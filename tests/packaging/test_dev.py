"""The developer's command: what it needs, what it says, what it starts."""

import ast
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]


@pytest.fixture
def dev(script: Script) -> ModuleType:
    return script("dev")


@pytest.fixture
def calls(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """Record the commands instead of starting them; the environment counts as ready."""
    made: list[list[str]] = []

    def call(command: list[str], variables: dict[str, str]) -> int:
        made.append([*command[1:], variables.get("BOARD_PASSPHRASE", "")])
        return 0

    monkeypatch.setattr(dev, "_call", call)
    monkeypatch.setattr(dev, "_prepared", lambda _: "python")
    monkeypatch.setattr(dev, "OUT", tmp_path)
    return made


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").split(".")[0])
    return names


def test_scripts_import_only_the_standard_library(root: Path) -> None:
    scripts = list((root / "packaging").glob("*.py"))
    known = sys.stdlib_module_names | {path.stem for path in scripts}

    assert root / "packaging" / "dev.py" in scripts
    assert {path.name: imported(path) - known for path in scripts if imported(path) - known} == {}


def test_packaging_is_no_package(root: Path) -> None:
    # It would hide the package of that name which pytest itself imports.
    assert not (root / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["run", "nonsense"], ["check", "nonsense"]]
)
def test_misuse_shows_the_commands(root: Path, arguments: list[str]) -> None:
    command = [sys.executable, str(root / "packaging" / "dev.py"), *arguments]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "run" in done.stderr
    assert "test" in done.stderr


@pytest.mark.parametrize(
    ("variables", "platform", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_display_is_told(
    script: Script, variables: dict[str, str], platform: str, *, expected: bool
) -> None:
    assert script("qt_libraries").has_display(variables, platform) is expected


@pytest.mark.parametrize(
    ("variables", "window", "expected"),
    [
        ({"DISPLAY": ":0"}, False, set()),
        ({"DISPLAY": ":0"}, True, {"libcups2", "libxcb-cursor0"}),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True, {"libcups2", "libwayland-egl1"}),
    ],
)
def test_libraries_follow_the_display(
    script: Script, variables: dict[str, str], *, window: bool, expected: set[str]
) -> None:
    packages = set(script("qt_libraries").wanted(variables, window=window).values())

    assert "libegl1" in packages
    assert packages & {"libcups2", "libxcb-cursor0", "libwayland-egl1"} == expected


def test_run_opens_the_window_on_the_sample(
    dev: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(dev.qt_libraries, "has_display", lambda *_: True)
    board = str(tmp_path / "sample.board")

    assert dev.main(["run"]) == 0

    assert calls == [
        ["-m", "board_app", "sample", board, "sample"],
        ["-m", "board_app", board, "sample"],
    ]


def test_run_keeps_a_sample_that_is_there(
    dev: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(dev.qt_libraries, "has_display", lambda *_: True)
    (tmp_path / "sample.board").write_bytes(b"kept")

    dev.main(["run"])

    assert [call[2] for call in calls] == [str(tmp_path / "sample.board")]


def test_run_without_a_display_says_so_and_makes_the_files(
    dev: ModuleType,
    calls: list[list[str]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev.qt_libraries, "has_display", lambda *_: False)
    board, agenda = str(tmp_path / "sample.board"), str(tmp_path / "agenda.pdf")
    minutes = str(tmp_path / "minutes.pdf")

    assert dev.main(["run"]) == 0

    assert calls[1:] == [
        [
            "-m",
            "board_app",
            "agenda",
            board,
            "--meeting",
            "next",
            "-o",
            agenda,
            "--replace",
            "sample",
        ],
        [
            "-m",
            "board_app",
            "minutes",
            board,
            "--meeting",
            "last",
            "-o",
            minutes,
            "--replace",
            "sample",
        ],
    ]
    said = capsys.readouterr().out
    assert said.startswith("There is no display here")
    assert all(path in said for path in (board, agenda, minutes))


def test_a_failed_step_ends_the_run_with_its_code(
    dev: ModuleType, calls: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.qt_libraries, "has_display", lambda *_: False)
    monkeypatch.setattr(dev, "_call", lambda command, _: 7 if "agenda" in command else 0)

    assert dev.main(["run"]) == 7


def test_arguments_go_to_pytest(dev: ModuleType, calls: list[list[str]]) -> None:
    dev.main(["test", "tests/db", "-k", "lock"])

    assert calls == [["-m", "pytest", "tests/db", "-k", "lock", ""]]


def test_missing_library_is_found(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    libraries = script("qt_libraries")
    monkeypatch.setattr(libraries.sys, "platform", "linux")
    monkeypatch.setattr(libraries, "ALWAYS", {"libabsent.so.9": "libabsent9"})

    assert libraries.missing_packages({}, window=False) == ["libabsent9"]


def test_only_linux_leaves_libraries_to_the_system(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    libraries = script("qt_libraries")
    monkeypatch.setattr(libraries.sys, "platform", "win32")
    monkeypatch.setattr(libraries, "ALWAYS", {"libabsent.so.9": "libabsent9"})

    assert libraries.missing_packages({}, window=True) == []


def test_environment_needs_the_package_that_makes_it(
    script: Script, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    environment = script("environment")
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda _: None)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"

    assert environment.missing_packages(tmp_path) == [f"python{version}-venv"]


def test_a_person_is_told_the_command(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    debian = script("debian")
    monkeypatch.setattr(debian.shutil, "which", lambda _: "apt-get")
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000, raising=False)

    with pytest.raises(debian.NotReady) as raised:
        debian.install(["libabsent9", "python3.11-venv"])

    command = "  sudo apt-get install --no-install-recommends libabsent9 python3.11-venv"
    assert str(raised.value).splitlines()[-1] == command


def test_another_system_is_told_the_names(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    debian = script("debian")
    monkeypatch.setattr(debian.shutil, "which", lambda _: None)

    with pytest.raises(debian.NotReady, match="libabsent9"):
        debian.install(["libabsent9"])


@pytest.mark.parametrize("failing", ["", "update", "install"])
def test_root_installs_what_is_missing(
    script: Script, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    debian = script("debian")
    made: list[list[str]] = []

    def apt(command: list[str], _: dict[str, str]) -> int:
        made.append(command[2:])
        return 100 if command[2] == failing else 0

    monkeypatch.setattr(debian.shutil, "which", lambda _: "apt-get")
    monkeypatch.setattr(debian.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(debian, "_quietly", apt)

    if failing:
        with pytest.raises(debian.NotReady, match="Installing failed"):
            debian.install(["libabsent9"])
    else:
        debian.install(["libabsent9"])
        assert [command[0] for command in made] == ["update", "install"]
        assert made[1][-1] == "libabsent9"


def test_what_is_not_ready_is_said_in_words(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: list[str]) -> str:
        raise dev.debian.NotReady("Qt needs a library.")

    monkeypatch.setattr(dev, "_prepared", refuse)

    assert dev.main(["test"]) == 1
    assert capsys.readouterr().err == "Qt needs a library.\n"


def test_programs_that_check_papers_are_wanted_by_ci_alone(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = script("test_tools")
    monkeypatch.setattr(tools.shutil, "which", lambda _: None)

    assert tools.missing_packages({}) == []
    assert "qpdf" in tools.missing_packages({"CI": "true"})


@pytest.mark.skipif(sys.platform == "win32", reason="the command of Windows is another one")
def test_command_of_the_environment_finds_the_program_from_anywhere(
    script: Script, tmp_path: Path
) -> None:
    scripts = tmp_path / "a checkout" / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "python").symlink_to(sys.executable)
    program = scripts.parent.parent / "board_app.py"
    program.write_text("import sys\nprint(sys.argv[1:])\n", encoding="ascii")

    command = script("launcher").write(scripts.parent.parent)
    done = subprocess.run(
        [command, "agenda", "a b"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout) == (0, "['agenda', 'a b']\n"), done.stderr
