"""The server's commands, as its administrator types them."""

import json
from pathlib import Path

import pytest

from board_app.cli import main
from tests.desk import PASSPHRASE, Desk
from tests.server.serving import Server


@pytest.fixture
def database(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    name = server.database()
    monkeypatch.setenv("BOARD_DSN", server.dsn(name))
    monkeypatch.setenv("BOARD_PASSPHRASE", PASSPHRASE)
    return name


def said(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> str:
    assert main([str(one) for one in arguments]) == code
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_from_a_file_to_a_server_and_back(
    desk: Desk,
    server: Server,
    database: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    desk.action("Report", lead_id=desk.agencies["state"])
    assert "promote" in said(capsys, "serve-schema")
    assert "Brought up to date" in said(capsys, "serve-schema")
    assert "the same on both sides" in said(capsys, "promote", desk.path)
    login = f"ann.{database[-12:]}"
    add = ("account", "add", login, "--kind", "secretariat", "--person", "Ann Reed")
    assert login in said(capsys, *add, "--clearance", "cui")
    assert f"{login:24} secretariat     CUI  nsc" in said(capsys, "account", "list")

    address = f"postgresql://{login}@{server.host.replace('/', '%2F')}/{database}"
    rows = json.loads(said(capsys, "actions", address, "--format", "json"))
    assert [row["title"] for row in rows] == ["Report"]
    assert "is sound" in said(capsys, "check", address)

    back = tmp_path / "back.board"
    assert "the same on both sides" in said(capsys, "demote", back)
    assert "is sound" in said(capsys, "check", back)
    assert "Closed" in said(capsys, "account", "disable", login)
    assert "closed" in said(capsys, "actions", address, code=1)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("account", "add"), 1, "Name the login"),
        (("account", "add", "x", "--clearance", "secret"), 2, "u or cui"),
        (("promote", "nothing.board"), 1, "There is no file"),
        (("demote", "postgresql://me@host/board"), 1, "not for a served board"),
        (("actions", "postgresql://me:secret@host/board"), 2, "Leave the passphrase out"),
        (("actions", "postgresql://host/board"), 2, "Write the address like"),
    ],
)
def test_what_is_misused_is_said(
    database: str,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    says: str,
) -> None:
    assert database
    told = said(capsys, *arguments, code=code)
    assert says in told
    assert "secret@" not in told


def test_without_a_database_it_asks_for_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BOARD_DSN", raising=False)
    assert "--dsn" in said(capsys, "serve-schema", code=1)
