"""Passphrases that a person asked to keep, in the keyring of their own login and nowhere else."""

import logging
from contextlib import suppress
from typing import Protocol

_SERVICE = "Upstream"
_log = logging.getLogger(__name__)


class Backend(Protocol):
    """What a keyring can do; the package keyring's backends do."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class OsKeyring:
    """The keyring of the operating system; a computer may have none.

    Keyrings fail in ways of their own (locked, no bus, refused by the person): then nothing is
    kept and nothing is known, and the passphrase is asked for as always.
    """

    def __init__(self, backend: Backend | None = None) -> None:
        self._backend = backend
        self._is_looked_for = backend is not None

    @property
    def is_there(self) -> bool:
        """Tell whether this computer has a keyring; looking for it may take a second."""
        return self._found() is not None

    def known(self, place: str) -> str:
        """Return what is kept for a board, "" for nothing."""
        backend = self._found()
        if backend is None:
            return ""
        try:
            return backend.get_password(_SERVICE, place) or ""
        except Exception as fault:  # noqa: BLE001  (each keyring has its own)
            _log.warning("The keyring answered with a %s.", type(fault).__name__)
            return ""

    def keep(self, place: str, passphrase: str) -> None:
        """Keep a passphrase, in the place of the one before."""
        backend = self._found()
        if backend is not None and passphrase:
            try:
                backend.set_password(_SERVICE, place, passphrase)
            except Exception as fault:  # noqa: BLE001  (as above)
                _log.warning("The keyring kept nothing: %s.", type(fault).__name__)

    def forget(self, place: str) -> None:
        """Take a passphrase out of the keyring."""
        backend = self._found()
        if backend is not None:
            with suppress(Exception):  # it was not there
                backend.delete_password(_SERVICE, place)

    def _found(self) -> Backend | None:
        if not self._is_looked_for:
            self._is_looked_for = True
            self._backend = _of_this_computer()
        return self._backend


def _of_this_computer() -> Backend | None:
    # 60 ms, and a question to the session's bus: only when a passphrase is asked for.
    import keyring  # noqa: PLC0415
    from keyring.backends import chainer, fail, null  # noqa: PLC0415

    try:
        found = keyring.get_keyring()
    except Exception as fault:  # noqa: BLE001  (as above)
        _log.warning("No keyring: %s.", type(fault).__name__)
        return None
    if isinstance(found, fail.Keyring | null.Keyring):
        return None
    if isinstance(found, chainer.ChainerBackend) and not found.backends:
        return None
    return found
