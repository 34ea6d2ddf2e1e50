"""The keyring of one's login: kept only if asked, and never in the way."""

import pytest

from board_app import os_keyring
from board_app.os_keyring import OsKeyring


class Held:
    """A keyring in memory; `fault` makes it fail as real ones do."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.fault: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._may_fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._may_fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._may_fail()
        del self.kept[service, username]

    def _may_fail(self) -> None:
        if self.fault is not None:
            raise self.fault


def test_what_is_kept_is_known_until_it_is_forgotten() -> None:
    held = Held()
    ring = OsKeyring(held)
    assert ring.is_there
    assert ring.known("a.board") == ""
    ring.keep("a.board", "words")
    ring.keep("b.board", "")
    assert held.kept == {("Upstream", "a.board"): "words"}
    assert ring.known("a.board") == "words"
    ring.forget("a.board")
    ring.forget("a.board")
    assert held.kept == {}


def test_a_keyring_that_fails_is_no_keyring(caplog: pytest.LogCaptureFixture) -> None:
    held = Held()
    held.fault = RuntimeError("locked: secret words")
    ring = OsKeyring(held)
    ring.keep("a.board", "words")
    assert ring.known("a.board") == ""
    ring.forget("a.board")
    assert "words" not in caplog.text
    assert "a.board" not in caplog.text


def test_a_computer_without_a_keyring_is_known_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring  # noqa: PLC0415
    from keyring.backends import fail  # noqa: PLC0415

    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    ring = OsKeyring()
    assert not ring.is_there
    ring.keep("a.board", "words")
    assert ring.known("a.board") == ""

    def broken() -> None:
        raise RuntimeError("no bus")

    monkeypatch.setattr(keyring, "get_keyring", broken)
    assert not OsKeyring().is_there
    monkeypatch.setattr(keyring, "get_keyring", Held)
    assert OsKeyring().is_there
    assert os_keyring._of_this_computer() is not None
