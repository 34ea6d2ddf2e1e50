"""The connection proves the server: only the right certificate with the right name is talked to.

The wheel's server has no TLS, so these need an installed one (`apt-get install postgresql`).
"""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from board_app import bootstrap
from board_app.domain.errors import BoardError
from board_app.services.served import ServedPlace
from db.server import accounts, moving
from db.server.connection import connect, dsn_of
from db.server.preparing import prepare
from tests.desk import Desk, MakeDesk

_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin")) if os.name == "posix" else []
SECRET = "a long passphrase"

pytestmark = pytest.mark.skipif(
    not _PROGRAMS or shutil.which("openssl") is None, reason="no PostgreSQL with TLS is installed"
)


class Authority:
    """A certificate authority and what it certified, all in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "ca.crt"
        self._openssl(
            *(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=Test CA",
            ),
            *("-keyout", "ca.key", "-out", "ca.crt"),
        )

    def certify(self, name: str, subject: str) -> tuple[Path, Path]:
        """Return a certificate and its key."""
        self._openssl(
            *("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={subject}"),
            *("-keyout", f"{name}.key", "-out", f"{name}.csr"),
        )
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName=DNS:{subject}\n")
        self._openssl(
            *("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.crt", "-CAkey", "ca.key"),
            *("-CAcreateserial", "-days", "2", "-out", f"{name}.crt", "-extfile", extensions.name),
        )
        key = self.folder / f"{name}.key"
        key.chmod(0o600)
        return self.folder / f"{name}.crt", key

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)


class TlsServer:
    """An installed PostgreSQL that talks on a port with TLS alone."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        self.folder, self.authority = folder, authority
        self.data = folder / "data"
        self.port = _free_port()
        certificate, key = authority.certify("server", "localhost")
        self.user = "postgres" if os.getuid() == 0 else None
        if self.user:
            shutil.chown(folder, self.user)
        self._run("initdb", "-D", str(self.data), "-A", "trust", "-U", "postgres", "-E", "UTF8")
        for file, name in ((certificate, "server.crt"), (key, "server.key")):
            shutil.copy(file, self.data / name)
            if self.user:
                shutil.chown(self.data / name, self.user)
            (self.data / name).chmod(0o600)
        shutil.copy(authority.root, self.data / "root.crt")
        (self.data / "pg_hba.conf").write_text(
            "local all postgres trust\n"
            "hostssl all by.certificate 127.0.0.1/32 cert\n"
            "hostssl all all 127.0.0.1/32 scram-sha-256\n"
        )
        self._run(
            *("pg_ctl", "-D", str(self.data), "-w", "-l", str(self.folder / "log"), "-o"),
            f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c ssl=on "
            "-c ssl_ca_file=root.crt -c fsync=off",
            "start",
        )
        self.admin = f"host={self.folder} port={self.port} user=postgres dbname=postgres"

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(_PROGRAMS[-1] / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            user=self.user,
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def tls() -> Iterator[TlsServer]:
    with tempfile.TemporaryDirectory(prefix="tls") as name:
        folder = Path(name)
        folder.chmod(0o755)
        certificates = folder / "certificates"
        certificates.mkdir()
        started = TlsServer(folder, Authority(certificates))
        yield started
        started.stop()


@pytest.fixture
def place(tls: TlsServer, make_desk: MakeDesk) -> ServedPlace:
    """Give the place of a board whose one login is Ben's."""
    desk = make_desk()
    with connect(tls.admin, is_plain=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS tls WITH (FORCE)")
        admin.execute("CREATE DATABASE tls")
        admin.execute('DROP ROLE IF EXISTS ben, "by.certificate"')
    dsn = tls.admin.replace("dbname=postgres", "dbname=tls")
    prepare(dsn)
    moving.promote(dsn, desk.session.store.whole())
    accounts.add(dsn, "ben", kind="representative", person="Ben Okoro", passphrase=SECRET)
    accounts.add(dsn, "by.certificate", kind="representative", person="Cleo Marsh")
    return ServedPlace(
        "localhost", "tls", "ben", tls.port, root_certificate=str(tls.authority.root)
    )


def opened_as(place: ServedPlace, passphrase: str) -> str:
    session = bootstrap.open_served(place, passphrase)
    name = session.actor.name
    session.store.close()
    return name


def test_the_right_certificate_and_passphrase_open(place: ServedPlace) -> None:
    assert place.sslmode == "verify-full"
    assert opened_as(place, SECRET) == "Ben Okoro"


def test_a_certificate_of_ones_own_opens_without_a_passphrase(
    place: ServedPlace, tls: TlsServer
) -> None:
    certificate, key = tls.authority.certify("cleo", "by.certificate")
    wanted = place._replace(user="by.certificate", certificate=str(certificate), key=str(key))
    assert opened_as(wanted, "") == "Cleo Marsh"


@pytest.mark.parametrize(
    ("change", "passphrase", "says"),
    [
        ({}, "wrong passphrase", "does not fit"),
        ({}, "", "needs a passphrase"),
        ({"host": "127.0.0.1"}, SECRET, "for another name"),
        ({"root_certificate": ""}, SECRET, "not trusted"),
        ({"root_certificate": "/nowhere/ca.crt"}, SECRET, "can't be read"),
        ({"sslmode": "disable"}, SECRET, "does not accept this login"),
        ({"user": "by.certificate"}, "", "certificate"),
    ],
)
def test_anything_else_is_refused_in_its_own_words(
    place: ServedPlace, change: dict[str, str], passphrase: str, says: str
) -> None:
    with pytest.raises(BoardError, match=says):
        opened_as(place._replace(**change), passphrase)  # type: ignore[arg-type]


def test_another_authority_is_not_trusted(place: ServedPlace, tmp_path: Path) -> None:
    other = Authority(tmp_path)
    with pytest.raises(BoardError, match="not trusted"):
        opened_as(place._replace(root_certificate=str(other.root)), SECRET)


def test_a_server_without_tls_gets_no_passphrase(tls: TlsServer, desk: Desk) -> None:
    """Somebody who only listens on the port and speaks no TLS is told nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        listener.settimeout(5)
        port = int(listener.getsockname()[1])
        place = ServedPlace("localhost", "x", "ben", port, root_certificate=str(tls.authority.root))
        heard = bytearray()

        def answer() -> None:
            peer, _ = listener.accept()
            heard.extend(peer.recv(100))
            peer.sendall(b"N")
            heard.extend(peer.recv(1000))
            peer.close()

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(BoardError, match="does not encrypt"):
            connect(dsn_of(place, SECRET))
        thread.join(timeout=5)
    assert b"ben" not in bytes(heard)
    assert SECRET.encode() not in bytes(heard)
