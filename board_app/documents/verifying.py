"""Checks signatures: valid, changed after signing, or cannot tell; and by whom."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from board_app.domain.errors import Refused
from board_app.domain.signature import Checked, Finding


def check_signatures(pdf: bytes, trusted: Sequence[bytes] = ()) -> list[Checked]:
    """Return what a check of every signature of a file says, none if it has none.

    `trusted` are the certificates, in PEM or DER, of those who may vouch for a signer. Nothing is
    asked of the network. Raises Refused if it is no PDF that can be read.
    """
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415  (400 ms, for who checks alone)
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    roots = [_certificate(data) for data in trusted]
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        found = list(reader.embedded_regular_signatures)
    except (PdfError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("This can't be read as a PDF: it is damaged or locked.") from error
    return [_checked(one, roots) for one in found]


def name_of_certificate(data: bytes) -> str:
    """Return whose certificate it is; raises Refused if it is none."""
    return str(_certificate(data).subject.human_friendly)


def _checked(embedded: Any, roots: list[Any]) -> Checked:  # Any: of the library
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415  (as above)
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    name = _signer(embedded)
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    try:
        status = validate_pdf_signature(embedded, signer_validation_context=context)
    except (SignatureValidationError, PdfError, ValueError, KeyError, TypeError) as error:
        return Checked(
            Finding.UNKNOWN,
            name,
            f"The signature of {name} is of a kind that can't be checked here "
            f"({type(error).__name__}).",
        )
    stamp = status.timestamp_validity
    at: datetime | None = stamp.timestamp if stamp else status.signer_reported_dt
    is_stamped = bool(stamp and stamp.intact and stamp.valid)
    return Checked(*_judged(status, name), at, is_stamped)


def _judged(status: Any, name: str) -> tuple[Finding, str, str]:  # Any: of the library
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415  (as above)
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415

    if not (status.intact and status.valid):
        return (
            Finding.CHANGED,
            name,
            f"The file was changed after {name} signed it, or it is not the file that was signed.",
        )
    is_whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    if not is_whole and status.modification_level is not ModificationLevel.LTA_UPDATES:
        return (
            Finding.CHANGED,
            name,
            f"Something was added to the file after {name} signed it.",
        )
    if not status.trusted:
        sentence = (
            f"The file is as it was signed. Whether the signer really is {name} can't be told: "
            "nobody you trust vouches for it."
        )
        return Finding.UNKNOWN, name, sentence
    return Finding.VALID, name, f"The file is as {name} signed it."


def _signer(embedded: Any) -> str:  # Any: of the library
    try:
        subject = embedded.signer_cert.subject
        return str(subject.native.get("common_name") or subject.human_friendly)
    except (ValueError, KeyError, TypeError, AttributeError, LookupError):
        return "an unknown signer"


def _certificate(data: bytes) -> Any:  # Any: of the library
    from asn1crypto import pem, x509  # noqa: PLC0415  (as above)

    try:
        if pem.detect(data):
            _, _, data = pem.unarmor(data)
        certificate = x509.Certificate.load(data, strict=True)
        certificate.subject.human_friendly  # noqa: B018  (it is parsed only when it is asked)
    except (ValueError, TypeError, KeyError) as error:
        raise Refused("This is not a certificate (.pem, .crt or .cer).") from error
    return certificate
