"""From a passphrase to the raw key, and from the raw key to the printed recovery code.

The salt is the file's own first 16 bytes, where SQLCipher keeps it, so one file is all there is.
"""

import base64
import hashlib
import hmac
import os
import struct
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from threading import Thread, get_native_id

from argon2.low_level import Type, hash_secret_raw

from board_app.domain.errors import Refused

SALT_BYTES = 16
KEY_BYTES = 32
PAGE_BYTES = 4096
_MAC_BYTES = 64
_MAC_SALT_MASK = 0x3A  # SQLCipher 4: the HMAC key is derived from the salt with this mask
_CHECK_BYTES = 3
_CODE_LETTERS = 56
_FEWEST_GROUPS = 10
_OFF_BY = 5  # a group left out or typed twice
_MISREAD = str.maketrans("018", "OIB")  # no code holds these digits, but people read them

# Format 1; a change of these numbers is a new file format. 64 MiB, three passes, four lanes.
_MEMORY_KIB = 65536
_PASSES = 3
_LANES = 4
_PATIENT = 10  # nice


def derived_key(passphrase: str, salt: bytes) -> bytes:
    """Return the 32-byte raw key of a passphrase; takes about a tenth of a second."""
    return hash_secret_raw(
        # The same letters typed on another system may arrive composed differently.
        unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"),
        salt,
        time_cost=_PASSES,
        memory_cost=_MEMORY_KIB,
        parallelism=_LANES,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


class KeyAhead:
    """A key that is derived on a thread of its own while the program is still being loaded.

    Argon2 lets other threads run; on two cores the tenth of a second it takes costs nothing.
    """

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path = path
        self._passphrase = passphrase
        self._found: tuple[bytes, bytes] | None = None
        self._thread = Thread(target=self._derive, name="key", daemon=True)
        self._thread.start()

    def key_for(self, passphrase: str, salt: bytes) -> bytes | None:
        """Return the key if it was derived of just these two, else None."""
        self._thread.join()
        if self._found is None or (passphrase, salt) != (self._passphrase, self._found[0]):
            return None
        return self._found[1]

    def _derive(self) -> None:
        _step_back()
        try:
            with self._path.open("rb") as file:
                salt = file.read(SALT_BYTES)
        except OSError:
            return  # opening the file says why, in words
        if len(salt) == SALT_BYTES and not looks_like_code(self._passphrase):
            self._found = salt, derived_key(self._passphrase, salt)


def _step_back() -> None:
    """Let this thread, and the four that Argon2 makes of it, take only what the window leaves.

    On two cores they would slow the loading down by a fifth. Only Linux counts it by thread.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, get_native_id(), _PATIENT)


def recovery_code(key: bytes) -> str:
    """Return the raw key in groups of five letters and digits, with a check at the end."""
    check = hashlib.sha256(key).digest()[:_CHECK_BYTES]
    letters = base64.b32encode(key + check).decode().rstrip("=")
    return "-".join(letters[i : i + 5] for i in range(0, len(letters), 5))


def key_from_code(code: str) -> bytes:
    """Return the raw key of a recovery code; raises Refused if it was mistyped."""
    letters = _letters(code).translate(_MISREAD)
    padded = letters + "=" * (-len(letters) % 8)
    try:
        raw = base64.b32decode(padded)
    except ValueError:
        raise Refused("This is not a recovery code. It has groups of five letters.") from None
    key, check = raw[:KEY_BYTES], raw[KEY_BYTES:]
    if len(key) != KEY_BYTES or hashlib.sha256(key).digest()[:_CHECK_BYTES] != check:
        raise Refused("The recovery code has a typing error. Compare it with the printed one.")
    return key


def looks_like_code(text: str) -> bool:
    """Tell whether a typed passphrase is meant as a recovery code, perhaps with a typing error."""
    groups = text.replace("-", " ").split()
    letters = _letters(text)
    is_plain = letters.isascii() and letters.isalnum()
    if len(groups) < _FEWEST_GROUPS:
        return is_plain and len(letters) == _CODE_LETTERS
    return is_plain and abs(len(letters) - _CODE_LETTERS) <= _OFF_BY


def fits(path: Path, key: bytes) -> bool:
    """Tell whether the key belongs to the file, without opening the database.

    A torn first page alone does not speak against it: the journal may hold the whole one.
    """
    with path.open("rb") as file:
        first = file.read(PAGE_BYTES)
    return _good_among(first, key) == 1 or good_pages(path, key)[0] > 0


def good_pages(path: Path, key: bytes) -> tuple[int, int]:
    """Count the pages whose seal fits the key, and all pages.

    A wrong passphrase fits none of them; damage spoils some. This never opens the database.
    """
    raw = path.read_bytes()
    return _good_among(raw, key), len(raw) // PAGE_BYTES


def _letters(code: str) -> str:
    return "".join(code.split()).replace("-", "").upper()


def _good_among(raw: bytes, key: bytes) -> int:
    salt = raw[:SALT_BYTES]
    masked = bytes(byte ^ _MAC_SALT_MASK for byte in salt)
    seal_key = hashlib.pbkdf2_hmac("sha512", key, masked, 2, KEY_BYTES)
    good = 0
    for number in range(1, len(raw) // PAGE_BYTES + 1):
        page = raw[(number - 1) * PAGE_BYTES : number * PAGE_BYTES]
        body = page[SALT_BYTES if number == 1 else 0 : -_MAC_BYTES]
        seal = hmac.new(seal_key, body + struct.pack("<I", number), "sha512").digest()
        good += hmac.compare_digest(seal, page[-_MAC_BYTES:])
    return good
