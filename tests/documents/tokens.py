"""A token in software, with the key of a signer."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pkcs11
from cryptography.hazmat.primitives import serialization as out
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate

from tests.documents.keys import Pair

TOKEN = "board card"
PIN = "246810"
_PLACES = ("/usr/lib", "/usr/local/lib", "/opt/homebrew/lib")


def driver() -> str:
    """Return the path of the driver, "" if it is not here."""
    for place in _PLACES:
        for found in sorted(Path(place).glob("**/libsofthsm2.so")):
            return str(found)
    return ""


@contextmanager
def made_token(folder: Path, pair: Pair) -> Iterator[str]:
    """Make a token that holds the key, and give the path of its driver."""
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    subprocess.run(
        [
            *("softhsm2-util", "--init-token", "--free", "--label", TOKEN),
            *("--pin", PIN, "--so-pin", PIN),
        ],
        check=True,
        capture_output=True,
    )
    try:
        library = driver()
        token = pkcs11.lib(library).get_token(token_label=TOKEN)
        with token.open(rw=True, user_pin=PIN) as session:
            _put(session, pair)
        yield library
    finally:
        if before is None:
            del os.environ["SOFTHSM2_CONF"]
        else:
            os.environ["SOFTHSM2_CONF"] = before


def _put(session: pkcs11.Session, pair: Pair) -> None:
    names = pkcs11.Attribute
    key = pair.key.private_bytes(
        out.Encoding.DER, out.PrivateFormat.TraditionalOpenSSL, out.NoEncryption()
    )
    about = {names.TOKEN: True, names.LABEL: "signing", names.ID: b"1"}
    session.create_object(decode_rsa_private_key(key) | about)
    session.create_object(decode_x509_certificate(pair.der) | about)
