"""A wire that fails on demand: it stands between a program and its server."""

import contextlib
import selectors
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

_WORK = b'"do": "'  # stands in every work that is handed over, whatever statement carries it
_CHUNK = 65536


class Proxy:
    """Forwards bytes between unix sockets, in threads of its own.

    `cut` says when a connection is cut that carries a work, or what `cut_at` says: "before" the
    server hears of it, "after" it did but before its answer, "" never. `delay_s` holds all up.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._folder = tempfile.TemporaryDirectory(prefix="px")
        self.host = self._folder.name
        self.cut = ""
        self.cut_at = _WORK
        self.cuts = 0
        self.is_down = False
        self.delay_s = 0.0
        self._pairs: set[tuple[socket.socket, socket.socket]] = set()
        self._lock = threading.Lock()
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(Path(self.host, ".s.PGSQL.5432")))
        self._listener.listen(64)
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def drop(self) -> None:
        """Cut every connection now."""
        with self._lock:
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            _cut(pair)

    def close(self) -> None:
        self.is_down = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop()
        self._thread.join(timeout=5)
        self._folder.cleanup()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self.is_down:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(str(self._target))
            pair = (client, server)
            with self._lock:
                self._pairs.add(pair)
            threading.Thread(target=self._forward, args=(pair,), daemon=True).start()

    def _forward(self, pair: tuple[socket.socket, socket.socket]) -> None:
        client, server = pair
        waiting = selectors.DefaultSelector()
        with contextlib.suppress(OSError, ValueError), waiting:
            waiting.register(client, selectors.EVENT_READ)
            waiting.register(server, selectors.EVENT_READ)
            while all(self._passed(pair, key.fileobj) for key, _ in waiting.select()):
                pass
        _cut(pair)
        with self._lock:
            self._pairs.discard(pair)

    def _passed(self, pair: tuple[socket.socket, socket.socket], source: object) -> bool:
        client, server = pair
        data = client.recv(_CHUNK) if source is client else server.recv(_CHUNK)
        if not data:
            return False
        if self.delay_s:
            time.sleep(self.delay_s)
        if source is client and self.cut and self.cut_at in data:
            self.cuts += 1
            if self.cut == "after":
                server.sendall(data)
                # The server's answer begins when the work is done; it is thrown away.
                server.recv(1)
            return False
        (server if source is client else client).sendall(data)
        return True


def _cut(pair: tuple[socket.socket, socket.socket]) -> None:
    for end in pair:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextlib.contextmanager
def between(host: str) -> Iterator[Proxy]:
    """Give a wire to the server whose socket is in a folder."""
    proxy = Proxy(Path(host, ".s.PGSQL.5432"))
    try:
        yield proxy
    finally:
        proxy.close()
