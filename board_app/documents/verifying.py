"""Checks signatures: valid, changed after signing, or cannot tell; and by whom."""

import asyncio
import io
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from board_app.documents.certificates import certificate_of, name_of
from board_app.domain.errors import Refused
from board_app.domain.signature import Checked, Finding

# What a file that was made to do harm, or that is torn, brings the library to.
_TORN = (
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError),
    *(AssertionError, NotImplementedError, RecursionError, OSError, struct.error, zlib.error),
)
_END = re.compile(rb"startxref[\x00\t\n\f\r ]+\d{1,20}[\x00\t\n\f\r ]+%%EOF")
_FOR_SIGNING = frozenset({"non_repudiation", "digital_signature"})
_BLANK = b"\x00\t\n\f\r "
_AFTER = (
    "{names} signed after that: the field of that signature alone was filled in, the pages are as "
    "they were."
)
_ADDED = "Something was added to the file after {name} signed it."


_SECONDS = 20  # for all that the issuers of one signature are asked
_SAME = "The file is as {name} signed it"
_WITHDRAWN = (
    "The file is as it was signed, but {issuer} withdrew the certificate of {name} on {day}, and "
    "no time stamp that you trust says that it was signed before."
)
_ISSUER_WITHDRAWN = (
    "The file is as it was signed, but the certificate of {issuer}, who vouches for {name}, was "
    "withdrawn on {day}, and no time stamp that you trust says that it was signed before."
)
_NOT_WITHDRAWN = f"{_SAME}. {{issuer}} says that the certificate is not withdrawn."
_NOT_WITHDRAWN_THEN = (
    f"{_SAME}. {{issuer}} says that the certificate was not withdrawn at the time of the stamp."
)
_NOBODY_TO_ASK = f"{_SAME}. You trust this certificate itself: nobody else was asked about it."
_NO_ANSWER = (
    "The file is as it was signed, and {issuer} vouches for {name}. Whether the certificate was "
    "withdrawn since can't be told: nobody answered, or it does not say whom to ask."
)
_NOT_TOLD = (
    "The file is as it was signed, and {issuer} vouches for {name}. Whether the certificate was "
    "withdrawn since can't be told: what was answered is too old, or not by who may say it."
)
_NO_CLOCK = (
    "The file is as it was signed. Whether {name} signed it in time can't be told: the "
    "certificate of the time-stamp server was withdrawn."
)


class Answer(NamedTuple):
    """What those who issued a certificate say of it; names stand in braces."""

    finding: Finding
    sentence: str


class _Torn(Exception):
    """A file, or a signature in it, can't be read."""


def check_signatures(
    pdf: bytes, trusted: Sequence[bytes] = (), *, asks_issuers: bool = False
) -> list[Checked]:
    """Return what a check of every signature of a file says, none if it has none.

    `trusted` are the certificates, in PEM or DER, of those who may vouch for a signer. With
    `asks_issuers` they are asked, over the network, whether a certificate was withdrawn; else
    nobody is asked anything. Raises Refused if it is no PDF that can be read.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415  (400 ms, rarely wanted)

    roots = [certificate_of(data) for data in trusted]
    held, is_added_to = _without_end(pdf)
    try:
        with _tearing():
            reader = PdfFileReader(io.BytesIO(held), strict=False)
            found = list(reader.embedded_regular_signatures)
    except _Torn as error:
        raise Refused("This can't be read as a PDF: it is damaged or locked.") from error
    checked = _side_by_side(found, [_checked(one, roots, asks=asks_issuers) for one in found])
    return [_added_to(one) for one in checked] if is_added_to else checked


def _side_by_side(found: list[Any], checked: list[Checked]) -> list[Checked]:  # Any: of the library
    """Say of each signature that holds which ones stand before and behind it."""
    told = []
    for at, (embedded, one) in enumerate(zip(found, checked, strict=True)):
        before, after = (_names(part) for part in (checked[:at], checked[at + 1 :]))
        parts = [one.sentence]
        if any(later.finding is Finding.CHANGED for later in checked[at + 1 :]):
            parts.append(f"What was added after it, as by {after}, does not hold.")
        elif after:
            parts.append(_AFTER.format(names=after))
        elif embedded.signed_revision + 1 < _revisions(embedded):
            parts.append("A time stamp, or what later checks need, was added since.")
        if before:
            parts.append(f"It seals the signature of {before} too.")
        holds = one.finding is not Finding.CHANGED
        told.append(replace(one, sentence=" ".join(parts)) if holds else one)
    return told


def _names(checked: Sequence[Checked]) -> str:
    return " and ".join(one.signer for one in checked)


def _without_end(pdf: bytes) -> tuple[bytes, bool]:
    """Return a file without what stands behind its end, and whether anything does."""
    ends = [match.end() for match in _END.finditer(pdf)]
    rest = pdf[ends[-1] :].lstrip(_BLANK) if ends else b""
    return (pdf[: len(pdf) - len(rest)], True) if rest else (pdf, False)


def _added_to(checked: Checked) -> Checked:
    if checked.finding is Finding.CHANGED:
        return checked
    told = _ADDED.format(name=checked.signer)
    return replace(checked, finding=Finding.CHANGED, sentence=told, wants_trust=False)


@contextmanager
def _tearing() -> Iterator[None]:
    """Turn whatever the library stumbles over into one error."""
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415  (as above)
    from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415

    try:
        yield
    except (*_TORN, PdfError, SignatureValidationError) as error:
        raise _Torn from error


def _checked(embedded: Any, roots: list[Any], *, asks: bool) -> Checked:  # Any: of the library
    name, issuer = _signer(embedded)
    try:
        with _tearing():
            status = _validated(embedded, roots)
            stamp = status.timestamp_validity
            is_stamped = bool(stamp and stamp.trusted)
            if is_stamped and not status.trusted:
                # The certificate may have ended since; what counts is the moment of the stamp.
                status = _validated(embedded, roots, at=stamp.timestamp)
            # Whoever nobody vouches for names no address that is asked.
            answer = _asked(embedded, roots, stamp) if asks and status.trusted else None
    except _Torn as error:
        told = f"The signature of {name} is damaged, or of a kind that can't be checked here"
        told = f"{told} ({type(error.__cause__).__name__})."
        return Checked(Finding.UNKNOWN, name, told, field=str(embedded.field_name))
    at: datetime | None = stamp.timestamp if stamp else status.signer_reported_dt
    finding, sentence, wants_trust = _judged(status, name, issuer)
    if answer is not None and finding is Finding.VALID:
        finding, sentence = answer.finding, answer.sentence.format(name=name, issuer=issuer)
    return Checked(
        finding,
        name,
        sentence,
        at.astimezone(UTC) if at else None,
        is_stamped,
        stamper=name_of(stamp.signing_cert) if stamp else "",
        issuer=issuer,
        wants_trust=wants_trust,
        field=str(embedded.field_name),
    )


def _asked(embedded: Any, roots: list[Any], stamp: Any) -> Answer:  # Any: as above
    """Return what the issuers say of the certificate, as it was at the moment of a stamp."""
    from board_app.documents.revocation import Issuers  # noqa: PLC0415  (for who asks alone)

    issuers = Issuers(_SECONDS)
    at = stamp.timestamp if stamp and stamp.trusted else None
    status = _validated(embedded, roots, at=at, issuers=issuers)
    stamped_now = status.timestamp_validity
    if at is not None and not stamped_now.trusted:
        return Answer(Finding.UNKNOWN, _NO_CLOCK)
    withdrawn = status.revocation_details
    if withdrawn is not None:
        day = f"{withdrawn.revocation_date.astimezone(UTC):%Y-%m-%d}"
        told = _ISSUER_WITHDRAWN if withdrawn.ca_revoked else _WITHDRAWN
        return Answer(Finding.WITHDRAWN, told.replace("{day}", day))
    if not status.trusted:
        return Answer(Finding.UNKNOWN, _NOT_TOLD if issuers.answers else _NO_ANSWER)
    if not issuers.answers:
        return Answer(Finding.VALID, _NOBODY_TO_ASK)
    return Answer(Finding.VALID, _NOT_WITHDRAWN_THEN if at else _NOT_WITHDRAWN)


def _validated(
    embedded: Any,  # Any: as above
    roots: list[Any],
    at: datetime | None = None,
    issuers: Any = None,
) -> Any:
    from pyhanko.sign.validation import async_validate_pdf_signature  # noqa: PLC0415  (as above)
    from pyhanko.sign.validation.settings import KeyUsageConstraints  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    def context(moment: datetime | None, mode: str) -> Any:  # Any: as above
        return ValidationContext(
            trust_roots=roots,
            allow_fetching=issuers is not None,
            fetcher_backend=issuers,
            revocation_mode=mode if issuers is not None else "soft-fail",
            # A list of today also tells what was withdrawn before an earlier moment.
            retroactive_revinfo=moment is not None,
            moment=moment,
            best_signature_time=moment,
        )

    return asyncio.run(
        async_validate_pdf_signature(
            embedded,
            signer_validation_context=context(at, "require"),
            ts_validation_context=context(None, "soft-fail"),
            diff_policy=_only_signatures(),
            # Cards differ in which of the two they allow; either is for signing.
            key_usage_settings=KeyUsageConstraints(
                key_usage=set(_FOR_SIGNING),
                match_all_key_usages=False,
            ),
        )
    )


def _only_signatures() -> Any:  # Any: of the library
    """Return what may follow a signature: further ones, time stamps, what checks will need."""
    from pyhanko.sign import diff_analysis  # noqa: PLC0415  (as above)

    diff: Any = diff_analysis  # Any: it is typed in parts alone
    later = diff.ModificationLevel.LTA_UPDATES
    kept = ("DocInfoRule", "XrefStreamRule", "ObjectStreamRule", "DSSCompareRule")
    rules = [getattr(diff, name)() for name in (*kept, "MetadataUpdateRule")]
    return diff.StandardDiffPolicy(
        global_rules=[
            diff.CatalogModificationRule(),
            *(rule.as_qualified(later) for rule in rules),
        ],
        form_rule=diff.FormUpdatingRule(
            field_rules=[diff.SigFieldCreationRule(), diff.SigFieldModificationRule()]
        ),
    )


def _judged(status: Any, name: str, issuer: str) -> tuple[Finding, str, bool]:  # Any: as above
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415  (as above)
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415

    if not (status.intact and status.valid):
        told = f"The file was changed after {name} signed it, or it is not the file that was signed"
        return Finding.CHANGED, f"{told}.", False
    is_whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    level = status.modification_level
    is_added_to = (
        status.coverage is not SignatureCoverageLevel.ENTIRE_REVISION
        or level is None
        or level is ModificationLevel.OTHER
        or not status.docmdp_ok
    )
    if not is_whole and is_added_to:
        return Finding.CHANGED, _ADDED.format(name=name), False
    if status.trusted:
        return Finding.VALID, f"The file is as {name} signed it.", False
    why, wants_trust = _why_not(status, name, issuer)
    return Finding.UNKNOWN, f"The file is as it was signed. {why}", wants_trust


def _revisions(embedded: Any) -> int:  # Any: of the library
    return int(embedded.reader.xrefs.total_revisions)


def _why_not(status: Any, name: str, issuer: str) -> tuple[str, bool]:  # Any: of the library
    """Return why nobody knows the signer, and whether trust in the issuer would help."""
    certificate = status.signing_cert
    now = datetime.now(UTC)
    if not certificate.not_valid_before <= now <= certificate.not_valid_after:
        return (
            f"Whether {name} signed it in time can't be told: the certificate is not valid today, "
            "and no time stamp that you trust says when it was signed."
        ), False
    usage = certificate.key_usage_value
    if usage is not None and not usage.native & _FOR_SIGNING:
        return f"The certificate of {name} is not meant for signing papers.", False
    vouches = f" It says that {issuer} issued its certificate." if issuer else ""
    return (
        f"Whether the signer really is {name} can't be told: nobody you trust vouches for it."
        f"{vouches}"
    ), True


def _signer(embedded: Any) -> tuple[str, str]:  # Any: of the library
    """Return who signed and who issued the certificate, as the certificate says."""
    try:
        with _tearing():
            certificate = embedded.signer_cert
            return name_of(certificate), name_of(certificate, of_issuer=True)
    except _Torn:
        return "an unknown signer", ""
