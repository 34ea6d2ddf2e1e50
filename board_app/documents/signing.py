"""Signatures: a finished file is signed in its prepared field; nothing is written afterwards.

PAdES, baseline B-B, or B-T with a time-stamp server. The visible part is ordinary, tagged text of
the page that was set before. Who signs later can't change the page: the field shows the words.
"""

import asyncio
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from board_app.documents.certificates import name_of
from board_app.domain.errors import Invalid, NoStamp, Refused, StorageUnavailable
from board_app.domain.signature import Key, KeyFile, KeyToken

_BYTES_FOR_A_SIGNATURE = 32_768
_SECONDS_FOR_A_STAMP = 20


@dataclass(frozen=True)
class Signing:
    """A key that is open, with the name of whom it belongs to."""

    name: str
    signer: Any = field(repr=False)  # Any: of the library's kinds, imported when one signs


@contextmanager
def opened(key: Key) -> Iterator[Signing]:
    """Open a key file or a token; raises Refused, or Invalid with what is wrong with it."""
    if isinstance(key, KeyFile):
        yield _from_file(key)
        return
    session = _session(key)
    try:
        yield _from_token(key, session)
    finally:
        session.close()


def signed(
    pdf: bytes,
    field_name: str,
    signing: Signing,
    *,
    reason: str,
    stamp_server: str = "",
    words: str = "",
) -> bytes:
    """Return the file signed in one of its fields; raises the known errors.

    `stamp_server` is the address of a time-stamp server, "" for none. `words` are shown in the
    field, "" where the page says them.
    """
    from pyhanko.sign import fields, signers  # noqa: PLC0415  (400 ms, for who signs alone)

    writer = _writer(pdf, field_name)
    about = signers.PdfSignatureMetadata(
        field_name=field_name,
        reason=reason,
        name=signing.name,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    stamper = _stamper(stamp_server) if stamp_server else None
    signer = signers.PdfSigner(
        about, signer=signing.signer, timestamper=stamper, stamp_style=_look(words)
    )
    target = io.BytesIO()

    async def sign() -> None:
        await signer.async_sign_pdf(
            writer,
            existing_fields_only=True,
            bytes_reserved=_BYTES_FOR_A_SIGNATURE,
            output=target,
        )

    _carried_out(sign, stamp_server)
    return target.getvalue()


def _look(words: str) -> Any:  # Any: of the library
    from pyhanko.stamp.noop import NoOpStampStyle  # noqa: PLC0415  (as above)

    if not words:
        return NoOpStampStyle()
    from board_app.documents.later_line import LaterLine  # noqa: PLC0415  (80 ms, as above)

    return LaterLine(words=words)


def _writer(pdf: bytes, field_name: str) -> Any:  # Any: of the library
    """Return the file ready to be added to; raises Refused unless the field waits in it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415  (as above)
    from pyhanko.sign.fields import enumerate_sig_fields  # noqa: PLC0415

    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        fields = {name: value for name, value, _ in enumerate_sig_fields(writer.prev)}
    except (PdfError, ValueError, KeyError, TypeError) as error:
        raise Refused("This can't be read as a PDF: it is damaged or locked.") from error
    if field_name not in fields:
        raise Refused("Not signed: the paper has no such line to sign on.")
    if fields[field_name] is not None:
        raise Invalid("Not signed: this line is signed already.", field="line")
    return writer


def _carried_out(sign: Any, stamp_server: str) -> None:  # Any: a coroutine function
    from pyhanko.sign.general import SigningError  # noqa: PLC0415  (as above)
    from pyhanko.sign.timestamps import TimestampRequestError  # noqa: PLC0415

    try:
        asyncio.run(sign())
    except (TimestampRequestError, OSError, TimeoutError) as error:
        if not stamp_server:
            raise StorageUnavailable("Not signed: the key did not answer. Try again.") from error
        raise NoStamp(
            f"Not signed: the time-stamp server {stamp_server} did not answer. "
            "Try again, or sign without a time stamp."
        ) from error
    except SigningError as error:
        raise Refused(
            "Not signed: this key can't sign here. It may have expired, or be meant for something "
            "other than signatures."
        ) from error


def _stamper(address: str) -> Any:  # Any: of the library
    from board_app.documents.stamping import WebStamper, is_web_address  # noqa: PLC0415  (as above)

    if not is_web_address(address):
        raise Invalid(
            "Write the time-stamp server like http://stamps.example.org, or leave it empty.",
            field="stamp_server",
        )
    return WebStamper(address, seconds=_SECONDS_FOR_A_STAMP)


def _from_file(key: KeyFile) -> Signing:
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415  (as above)

    try:
        data = key.path.read_bytes()
    except OSError as error:
        raise Invalid(
            f"{key.path.name} can't be read. Is it still there?", field="key_file"
        ) from error
    signer = _loaded(SimpleSigner, data, key.passphrase)
    if signer is None:
        raise Invalid(
            f"{key.path.name} can't be opened: the passphrase is wrong, or it is not a key file "
            "(.p12 or .pfx).",
            field="key_passphrase",
        )
    return _opened(signer)


def _loaded(kind: Any, data: bytes, passphrase: str) -> Any:  # Any: of the library
    try:
        return kind.load_pkcs12_data(data, other_certs=(), passphrase=passphrase.encode())
    except (ValueError, TypeError, AttributeError):
        return None  # a file may hold certificates alone, without a key


def _session(key: KeyToken) -> Any:  # Any: of the library
    import pkcs11  # noqa: PLC0415  (as above)
    from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415
    from pyhanko.sign.pkcs11 import open_pkcs11_session  # noqa: PLC0415

    if not Path(key.library).exists():
        raise Invalid(
            f"There is no driver {key.library}. Ask who gave you the card or token.",
            field="driver",
        )
    try:
        pkcs11.lib(key.library)
    except (pkcs11.exceptions.PKCS11Error, OSError, RuntimeError) as error:
        raise Invalid(f"{key.library} is no driver of a card or token.", field="driver") from error
    try:
        return open_pkcs11_session(
            key.library, token_criteria=TokenCriteria(label=key.token), user_pin=key.pin
        )
    except (pkcs11.exceptions.PinIncorrect, pkcs11.exceptions.PinLenRange) as error:
        raise Invalid(
            "The PIN is wrong. After a few wrong ones the card locks itself.", field="pin"
        ) from error
    except pkcs11.exceptions.PinLocked as error:
        raise Invalid("The card is locked. Ask who gave it to you.", field="pin") from error
    except (pkcs11.exceptions.PKCS11Error, OSError, RuntimeError) as error:
        raise Invalid(
            f"No card or token “{key.token}” answers. Is it in the reader, and is the name right?",
            field="token",
        ) from error


def _from_token(key: KeyToken, session: Any) -> Signing:  # Any: of the library
    import pkcs11  # noqa: PLC0415  (as above)
    from pyhanko.sign.general import SigningError  # noqa: PLC0415
    from pyhanko.sign.pkcs11 import PKCS11Signer  # noqa: PLC0415

    signer = PKCS11Signer(session, cert_label=key.certificate, key_label=key.certificate)
    try:
        return _opened(signer)
    except (pkcs11.exceptions.PKCS11Error, SigningError, LookupError) as error:
        raise Invalid(
            f"The card holds no certificate “{key.certificate}”.", field="certificate"
        ) from error


def _opened(signer: Any) -> Signing:  # Any: of the library
    """Return a key with its name; raises Refused unless it is valid today."""
    certificate = signer.signing_cert
    name, now = name_of(certificate), datetime.now(UTC)
    if now > certificate.not_valid_after:
        raise Refused(
            f"The certificate of {name} ended on {certificate.not_valid_after:%Y-%m-%d}. "
            "Ask who issued it for a new one."
        )
    if now < certificate.not_valid_before:
        raise Refused(
            f"The certificate of {name} begins on {certificate.not_valid_before:%Y-%m-%d}. "
            "Is the clock of this computer right?"
        )
    return Signing(name, signer)
