"""Time stamps: a server says when something was signed; only its digest leaves this computer."""

import urllib.request
from http.client import HTTPException
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import urlsplit

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError
from typing_extensions import override

_KIND = "application/timestamp-query"
_MOST = 1_000_000  # bytes of an answer


class WebStamper(TimeStamper):
    """Asks a server over HTTP as RFC 3161 has it; raises TimestampRequestError."""

    def __init__(self, address: str, *, seconds: float) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # of the library
        self._address = address
        self._seconds = seconds

    @override
    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        asked = urllib.request.Request(  # noqa: S310  (the kind of address was looked at)
            self._address, data=cast("bytes", req.dump()), headers={"Content-Type": _KIND}
        )
        try:
            # Nothing else runs in this loop, so it may wait here.
            with urllib.request.urlopen(asked, timeout=self._seconds) as answer:  # noqa: S310
                data = answer.read(_MOST + 1)
            return _read(data)
        except HTTPError as error:
            error.close()
            raise TimestampRequestError("The server refused.") from error
        except (OSError, HTTPException, ValueError, TypeError) as error:
            raise TimestampRequestError("The server gave no time stamp.") from error


def is_web_address(address: str) -> bool:
    """Tell whether a text is the address of a server on the web."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _read(data: bytes) -> Any:  # Any: of the library
    if len(data) > _MOST:
        raise ValueError("The answer is longer than any time stamp.")
    answer = tsp.TimeStampResp.load(data, strict=True)
    answer["status"]["status"].native  # noqa: B018  (it is parsed only when it is asked)
    return answer
