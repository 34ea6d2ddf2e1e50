"""One window for one file: a second start on the same board raises the first.

Qt's network room costs 7 ms and is loaded only when there is somebody to talk to.
"""

import getpass
import hashlib
import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

_WAIT_MS = 500


def _name(path: Path) -> str:
    """Return a socket name that says nothing about the file to others on the machine."""
    whole = f"{getpass.getuser()}\n{path.resolve()}"
    name = f"upstream-{hashlib.sha256(whole.encode()).hexdigest()[:24]}"
    # A whole path where sockets are files: then it can be seen that nobody listens.
    return str(Path(tempfile.gettempdir(), name)) if os.name == "posix" else name


def raise_other(path: Path) -> bool:
    """Ask the window that has this board open to come forward; False if there is none."""
    name = _name(path)
    if os.name == "posix" and not Path(name).exists():
        return False
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415  (see the head of this room)

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(b"raise")
    socket.waitForBytesWritten(_WAIT_MS)
    socket.disconnectFromServer()
    return True


class Doorbell(QObject):
    """Listens for second starts while a board is open."""

    rung = Signal()

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415  (see the head of this room)

        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_server_new_connection)
        name = _name(path)
        if not self._server.listen(name):
            # A socket file that a killed program left behind: nobody answered on it before.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        self._server.close()

    @Slot()
    def _on_server_new_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.rung.emit()
