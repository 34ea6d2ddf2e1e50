"""A time-stamp server on this machine alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp, x509
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore
from typing_extensions import override

from tests.documents.keys import authority, stamper


@contextmanager
def stamp_server(*, answers: bool = True, at: datetime | None = None) -> Iterator[str]:
    """Run a server and give its address; one that does not answer says so at once."""
    pair = stamper()
    held = SimpleCertificateStore.from_certs([x509.Certificate.load(authority().der)])
    made = DummyTimeStamper(
        x509.Certificate.load(pair.der),
        asn1_keys.PrivateKeyInfo.load(pair.key_der),
        certs_to_embed=held,
        fixed_dt=at,
    )

    class Stamps(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            if not answers:
                self.send_error(503)
                return
            data = made.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Stamps)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
