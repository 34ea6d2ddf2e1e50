"""An issuer on this machine alone that says which certificates it withdrew."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp
from typing_extensions import override

from tests.documents.keys import Pair, authority

_DAY = timedelta(days=1)


@dataclass
class Office:
    """What the issuer says; without `answers` it keeps everybody waiting."""

    address: str = ""
    withdrawn: dict[int, datetime] = field(default_factory=dict)
    answers: bool = True
    is_garbage: bool = False
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    signs: Pair = field(default_factory=authority)
    asked: list[str] = field(default_factory=list)
    closing: Event = field(default_factory=Event)

    def withdraw(self, pair: Pair, at: datetime | None = None) -> None:
        self.withdrawn[pair.certificate.serial_number] = at or datetime.now(UTC) - _DAY

    def list_of_withdrawn(self) -> bytes:
        """Return the list (CRL) in DER."""
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.signs.certificate.subject)
            .last_update(self.made_at - _DAY)
            .next_update(self.made_at + _DAY)
        )
        for number, at in self.withdrawn.items():
            one = x509.RevokedCertificateBuilder().serial_number(number).revocation_date(at)
            made = made.add_revoked_certificate(one.build())
        return made.sign(self.signs.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def answer(self, asked: bytes, pair: Pair) -> bytes:
        """Return what is said of one certificate (OCSP) in DER."""
        at = self.withdrawn.get(ocsp.load_der_ocsp_request(asked).serial_number)
        status = ocsp.OCSPCertStatus
        made = (
            ocsp.OCSPResponseBuilder()
            .add_response(
                pair.certificate,
                authority().certificate,
                hashes.SHA1(),
                status.REVOKED if at else status.GOOD,
                self.made_at - _DAY,
                self.made_at + _DAY,
                at,
                x509.ReasonFlags.key_compromise if at else None,
            )
            .responder_id(ocsp.OCSPResponderEncoding.HASH, authority().certificate)
        )
        signed = made.sign(authority().key, hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.DER)


@contextmanager
def issuer_office(pair_of: list[Pair] | None = None) -> Iterator[Office]:
    """Run the issuer; `pair_of` holds the certificate that single answers are about."""
    office = Office()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"" if not office.answers else office.list_of_withdrawn())

        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            pair = (pair_of or [])[-1]
            self._answer(office.answer(asked, pair))

        def _answer(self, data: bytes) -> None:
            office.asked.append(self.path)
            if not office.answers:
                office.closing.wait(30)
                return
            data = b"garbage" if office.is_garbage else data
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    office.address = f"http://127.0.0.1:{server.server_port}/withdrawn.crl"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield office
    finally:
        office.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()
