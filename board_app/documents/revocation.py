"""Asks an issuer whether a certificate was withdrawn: lists (CRL) and single answers (OCSP).

The addresses stand in certificates that somebody trusted vouches for; no other is asked. What is
sent is the number of the certificate, nothing of the paper. Each question has its time.
"""

import time
import urllib.request
from collections.abc import AsyncGenerator, Iterable
from http.client import HTTPException
from typing import Any

from asn1crypto import crl, ocsp, pem
from pyhanko_certvalidator import errors
from pyhanko_certvalidator.fetchers import (
    CertificateFetcher,
    CRLFetcher,
    FetcherBackend,
    Fetchers,
    OCSPFetcher,
)
from pyhanko_certvalidator.fetchers.common_utils import (
    enumerate_delivery_point_urls,
    format_ocsp_request,
    process_ocsp_response_data,
)
from pyhanko_certvalidator.util import get_ocsp_urls, get_relevant_crl_dps, issuer_serial
from typing_extensions import override

from board_app.documents.stamping import is_web_address

_MOST = 60_000_000  # bytes: lists of large issuers are long
_MOST_QUESTIONS = 12  # of one check of a signature
_AT_ONCE = 65_536
_NOBODY: tuple[Any, ...] = ()
_KIND = "application/ocsp-request"


class Issuers(FetcherBackend):
    """Those who are asked during one check; all of it takes no longer than some seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._lists: dict[str, crl.CertificateList | None] = {}
        self._questions = 0
        self.answers = 0

    @override
    def get_fetchers(self) -> Fetchers:
        return Fetchers(_Answers(self), _Lists(self), _NoCertificates())

    def list_at(self, address: str) -> crl.CertificateList | None:
        """Return the list at an address, None if it can't be had; each is asked for once."""
        if address not in self._lists:
            self._lists[address] = self._list_at(address)
        return self._lists[address]

    def _list_at(self, address: str) -> crl.CertificateList | None:
        data = self.answer(address)
        try:
            if data is None:
                return None
            if pem.detect(data):
                _, _, data = pem.unarmor(data)
            found = crl.CertificateList.load(data, strict=True)
            found["tbs_cert_list"]["this_update"].native  # noqa: B018  (parsed when it is asked)
        except (ValueError, TypeError):
            return None
        self.answers += 1
        return found

    def answer(self, address: str, sent: bytes | None = None) -> bytes | None:
        """Return what an address answers, None if it does not in time."""
        left = self._end - time.monotonic()
        if left <= 0 or self._questions >= _MOST_QUESTIONS or not is_web_address(address):
            return None
        self._questions += 1
        kind = {"Content-Type": _KIND} if sent is not None else {}
        asked = urllib.request.Request(address, data=sent, headers=kind)  # noqa: S310  (looked at)
        try:
            # Nothing else runs in this loop, so it may wait here.
            with urllib.request.urlopen(asked, timeout=left) as answer:  # noqa: S310  (as above)
                return self._read(answer)
        except (OSError, HTTPException, ValueError):
            return None

    def _read(self, answer: Any) -> bytes | None:  # Any: of the library
        parts: list[bytes] = []
        size = 0
        # A server that gives one byte after the other would be waited for without end.
        while part := answer.read1(_AT_ONCE):
            size += len(part)
            if size > _MOST or time.monotonic() > self._end:
                return None
            parts.append(part)
        return b"".join(parts)


class _Lists(CRLFetcher):
    def __init__(self, issuers: Issuers) -> None:
        self._issuers = issuers
        self._found: list[crl.CertificateList] = []

    @override
    async def fetch(self, cert: Any, *, use_deltas: Any = None) -> list[crl.CertificateList]:
        places = get_relevant_crl_dps(cert, use_deltas=bool(use_deltas))
        addresses = [one for place in places for one in enumerate_delivery_point_urls(place)]
        made = [found for one in addresses if (found := self._issuers.list_at(one)) is not None]
        if not made:
            raise errors.CRLFetchError("No list could be had.")
        self._found += made
        return made

    @override
    def fetched_crls(self) -> Iterable[crl.CertificateList]:
        return list(self._found)

    @override
    def fetched_crls_for_cert(self, cert: Any) -> Iterable[crl.CertificateList]:
        raise KeyError  # each list is kept by its address; the question finds it there


class _Answers(OCSPFetcher):
    def __init__(self, issuers: Issuers) -> None:
        self._issuers = issuers
        self._found: dict[bytes, ocsp.OCSPResponse] = {}

    @override
    async def fetch(self, cert: Any, authority: Any) -> ocsp.OCSPResponse:
        request = format_ocsp_request(cert, authority, certid_hash_algo="sha1", request_nonces=True)
        for address in get_ocsp_urls(cert):
            data = self._issuers.answer(address, request.dump())
            if data is None:
                continue
            try:
                found = process_ocsp_response_data(data, ocsp_request=request, ocsp_url=address)
            except (errors.OCSPValidationError, ValueError, TypeError):
                continue
            self._issuers.answers += 1
            self._found[issuer_serial(cert)] = found
            return found
        raise errors.OCSPFetchError("Nobody answered.")

    @override
    def fetched_responses(self) -> Iterable[ocsp.OCSPResponse]:
        return list(self._found.values())

    @override
    def fetched_responses_for_cert(self, cert: Any) -> Iterable[ocsp.OCSPResponse]:
        found = self._found.get(issuer_serial(cert))
        return [] if found is None else [found]


class _NoCertificates(CertificateFetcher):
    """Looks for nobody: who vouches is in the file, or is trusted here."""

    @override
    async def fetch_cert_issuers(self, cert: Any) -> AsyncGenerator[Any, None]:
        for none in _NOBODY:
            yield none

    @override
    async def fetch_crl_issuers(self, certificate_list: Any) -> AsyncGenerator[Any, None]:
        for none in _NOBODY:
            yield none

    @override
    def fetched_certs(self) -> Iterable[Any]:
        return ()
