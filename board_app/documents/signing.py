"""Signatures: a finished file is signed in its prepared field; nothing is written afterwards.

PAdES, baseline B-B, or B-T with a time-stamp server. The visible part is ordinary, tagged text of
the page that was set before: a stamp drawn into the field would break both standards.
"""

import asyncio
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from board_app.domain.errors import Refused, StorageUnavailable
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
    """Open a key file or a token; raises Refused with what is wrong with it."""
    if isinstance(key, KeyFile):
        yield _from_file(key)
        return
    session = _session(key)
    try:
        yield _from_token(key, session)
    finally:
        session.close()


def signed(
    pdf: bytes, field_name: str, signing: Signing, *, reason: str, stamp_server: str = ""
) -> bytes:
    """Return the file signed in one of its fields; raises Refused or StorageUnavailable.

    `stamp_server` is the address of a time-stamp server, "" for none.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import fields, signers  # noqa: PLC0415  (400 ms, for who signs alone)
    from pyhanko.stamp.noop import NoOpStampStyle  # noqa: PLC0415

    about = signers.PdfSignatureMetadata(
        field_name=field_name,
        reason=reason,
        name=signing.name,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    signer = signers.PdfSigner(
        about,
        signer=signing.signer,
        timestamper=_stamper(stamp_server) if stamp_server else None,
        stamp_style=NoOpStampStyle(),
    )
    target = io.BytesIO()

    async def sign() -> None:
        await signer.async_sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)),
            existing_fields_only=True,
            bytes_reserved=_BYTES_FOR_A_SIGNATURE,
            output=target,
        )

    _carried_out(sign, stamp_server)
    return target.getvalue()


def _carried_out(sign: Any, stamp_server: str) -> None:  # Any: a coroutine function
    from pyhanko.sign.general import SigningError  # noqa: PLC0415  (as above)
    from pyhanko.sign.timestamps import TimestampRequestError  # noqa: PLC0415

    try:
        asyncio.run(sign())
    except (TimestampRequestError, OSError, TimeoutError) as error:
        if not stamp_server:
            raise StorageUnavailable("Not signed: the key did not answer. Try again.") from error
        raise StorageUnavailable(
            f"Not signed: the time-stamp server {stamp_server} did not answer. "
            "Try again, or sign without a time stamp."
        ) from error
    except SigningError as error:
        raise Refused(
            "Not signed: this key can't sign here. It may have expired, or be meant for something "
            "other than signatures."
        ) from error


def _stamper(address: str) -> Any:  # Any: of the library
    from pyhanko.sign.timestamps import HTTPTimeStamper  # noqa: PLC0415  (as above)

    return HTTPTimeStamper(address, timeout=_SECONDS_FOR_A_STAMP)


def _from_file(key: KeyFile) -> Signing:
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415  (as above)

    try:
        data = key.path.read_bytes()
    except OSError as error:
        raise Refused(f"{key.path.name} can't be read.") from error
    signer = _loaded(SimpleSigner, data, key.passphrase)
    if signer is None:
        raise Refused(
            f"{key.path.name} can't be opened: the passphrase is wrong, or it is not a key file "
            "(.p12 or .pfx)."
        )
    return Signing(_name(signer), signer)


def _loaded(kind: Any, data: bytes, passphrase: str) -> Any:  # Any: of the library
    try:
        return kind.load_pkcs12_data(data, other_certs=(), passphrase=passphrase.encode())
    except (ValueError, TypeError, OSError):
        return None


def _session(key: KeyToken) -> Any:  # Any: of the library
    import pkcs11  # noqa: PLC0415  (as above)
    from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415
    from pyhanko.sign.pkcs11 import open_pkcs11_session  # noqa: PLC0415

    if not Path(key.library).exists():
        raise Refused(f"There is no driver {key.library}. Ask who gave you the card or token.")
    try:
        return open_pkcs11_session(
            key.library, token_criteria=TokenCriteria(label=key.token), user_pin=key.pin
        )
    except (pkcs11.exceptions.PinIncorrect, pkcs11.exceptions.PinLenRange) as error:
        raise Refused("The PIN is wrong. After a few wrong ones the card locks itself.") from error
    except pkcs11.exceptions.PinLocked as error:
        raise Refused("The card is locked. Ask who gave it to you.") from error
    except (pkcs11.exceptions.PKCS11Error, OSError, RuntimeError) as error:
        raise Refused(
            f"No card or token “{key.token}” answers. Is it in the reader, and is the name right?"
        ) from error


def _from_token(key: KeyToken, session: Any) -> Signing:  # Any: of the library
    import pkcs11  # noqa: PLC0415  (as above)
    from pyhanko.sign.general import SigningError  # noqa: PLC0415
    from pyhanko.sign.pkcs11 import PKCS11Signer  # noqa: PLC0415

    signer = PKCS11Signer(session, cert_label=key.certificate, key_label=key.certificate)
    try:
        return Signing(_name(signer), signer)
    except (pkcs11.exceptions.PKCS11Error, SigningError, LookupError) as error:
        raise Refused(f"The card holds no certificate “{key.certificate}”.") from error


def _name(signer: Any) -> str:  # Any: of the library
    names = signer.signing_cert.subject.native
    name = names.get("common_name") or signer.signing_cert.subject.human_friendly
    return str(name)
