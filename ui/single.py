"""One window for one file: a second start on the same board raises the first."""

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


def _name(path: Path) -> str:
    """Return a socket name that says nothing about the file to others on the machine."""
    whole = f"{getpass.getuser()}\n{path.resolve()}"
    return f"upstream-{hashlib.sha256(whole.encode()).hexdigest()[:24]}"


def raise_other(path: Path) -> bool:
    """Ask the window that has this board open to come forward; False if there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
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
