"""Signatures: with which key, and what a check of one says."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from pathlib import Path


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key in a file (PKCS#12)."""

    path: Path
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyToken:
    """A key on a card or token (PKCS#11): the driver's file, names of token and certificate."""

    library: str
    token: str
    certificate: str
    pin: str = field(repr=False)


Key = KeyFile | KeyToken


class Finding(Enum):
    """What a check of a signature says."""

    VALID = "valid"
    CHANGED = "changed after signing"
    UNKNOWN = "cannot tell"
    WITHDRAWN = "certificate withdrawn"


@dataclass(frozen=True, slots=True)
class Checked:
    """One signature: what was found, by whom it is, and the sentence that says so.

    `signed_at` is UTC; `is_stamped` tells whether a time-stamp server that is trusted vouches for
    it, or only the signer's own clock, or a server (`stamper`) that nobody trusted.
    `wants_trust` tells whether it would be valid if an issuer were trusted, whose name is `issuer`.
    `field` is the name of the field in the file.
    """

    finding: Finding
    signer: str
    sentence: str
    signed_at: datetime | None = None
    is_stamped: bool = False
    stamper: str = ""
    issuer: str = ""
    wants_trust: bool = False
    field: str = ""

    @property
    def clock(self) -> str:
        """Return in words who says when it was signed."""
        if self.is_stamped:
            return f"time-stamped by {self.stamper}"
        if self.stamper:
            return f"time-stamped by {self.stamper}, which you have not trusted"
        return "by the signer's own clock"
