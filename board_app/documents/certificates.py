"""Certificates: whose they are, by whom, and until when."""

import hashlib
import logging
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from board_app.domain.errors import Refused

# The library writes whose certificate it looks at into the log, which holds no names.
for _talker in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_talker).setLevel(logging.CRITICAL + 1)

_LONGEST = 120
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_NONE = "This is not a certificate (.pem, .crt or .cer)."


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate as it is read."""

    name: str
    issuer: str
    begins: datetime
    ends: datetime
    sha256: str
    der: bytes = field(repr=False)


def read_certificate(data: bytes) -> Issued:
    """Return what a certificate says, in PEM or DER; raises Refused if it is none."""
    made = certificate_of(data)
    try:
        limits = made["tbs_certificate"]["validity"]
        begins, ends = limits["not_before"].native, limits["not_after"].native
        der = bytes(made.dump())
        return Issued(
            name_of(made),
            name_of(made, of_issuer=True),
            begins,
            ends,
            hashlib.sha256(der).hexdigest(),
            der,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(_NONE) from error


def certificate_of(data: bytes) -> Any:  # Any: of the library
    """Return a certificate as the library has it; raises Refused if it is none."""
    from asn1crypto import pem, x509  # noqa: PLC0415  (for who signs or checks alone)

    try:
        if pem.detect(data):
            several = list(pem.unarmor(data, multiple=True))
            if len(several) != 1:
                raise Refused(
                    "The file holds several certificates. Trust one at a time, each of its own "
                    "file."
                )
            data = several[0][2]
        certificate = x509.Certificate.load(data, strict=True)
        certificate.subject.human_friendly  # noqa: B018  (it is parsed only when it is asked)
        certificate.public_key.algorithm  # noqa: B018  (as above)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(_NONE) from error
    return certificate


def name_of(certificate: Any, *, of_issuer: bool = False) -> str:  # Any: of the library
    """Return the common name in a certificate, in one line without steering signs."""
    held = certificate.issuer if of_issuer else certificate.subject
    name = held.native.get("common_name") or held.human_friendly
    if isinstance(name, list):
        name = name[0]
    said = " ".join(_STEERING.sub(" ", str(name)).split())
    return said[:_LONGEST] or "somebody without a name"
