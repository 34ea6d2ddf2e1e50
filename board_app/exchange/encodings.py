"""From bytes to text: the guess is shown and can be changed, and no byte is ever dropped."""

import codecs
import io

from board_app.domain.errors import Refused
from board_app.services.intake.raw import ENCODINGS

_LONE = "upstream-lone-bytes"
_CHUNK = 1 << 20
_PROBE = 2000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABELS = {one.key: one.label for one in ENCODINGS}


def guessed(content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the likely encoding and what is uncertain about it, nothing if nothing is."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding, ()
    wide = _without_mark(content[:_PROBE])
    if wide:
        return wide, (f"The file does not say how its text is coded; read as {_LABELS[wide]}.",)
    if _is_utf8(content):
        return "utf-8", ()
    valid, other = _lines_of_each(content)
    if valid:
        both = f"{valid} lines in UTF-8 and {other} in Windows-1252"
        return "mixed", (f"The file mixes {both}. Both are read; look at the accents.",)
    return "windows-1252", (
        f"The file is not UTF-8; {other} lines are read as Windows-1252. Look at the accents.",
    )


def text_of(content: bytes, encoding: str) -> io.TextIOWrapper:
    """Return the text line by line, without its byte order mark and with its own line ends."""
    for mark, marked in _MARKS:
        if marked == encoding and content.startswith(mark):
            content = content[len(mark) :]
    codec, errors = {
        "mixed": ("utf-8", _LONE),
        "windows-1252": ("cp1252", _LONE),
    }.get(encoding, (encoding, "strict"))
    return io.TextIOWrapper(io.BytesIO(content), codec, errors, newline="")


def not_so(encoding: str, line: int) -> Refused:
    """Return what to say when the text does not follow the encoding that was chosen."""
    return Refused(
        f"Line {line} is not {_LABELS.get(encoding, encoding)}. Choose another encoding."
    )


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _CHUNK):
            decoder.decode(content[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _without_mark(probe: bytes) -> str:
    """Return which UTF-16 it is if every other byte is zero, as in Western text."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, letters = probe[first::2], probe[1 - first :: 2]
        if len(zeros) > 3 and zeros.count(0) > 0.7 * len(zeros) and letters.count(0) == 0:
            return encoding
    return ""


def _lines_of_each(content: bytes) -> tuple[int, int]:
    """Count the lines beyond ASCII that are UTF-8, and those that are not."""
    valid = other = 0
    for line in content.splitlines():
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            other += 1
        else:
            valid += 1
    return valid, other


def _keep(fault: UnicodeError) -> tuple[str, int]:
    """Read what the codec can't as Windows-1252, and the five bytes that lacks as Latin-1."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    lone = fault.object[fault.start : fault.end]
    try:
        return lone.decode("cp1252"), fault.end
    except UnicodeDecodeError:
        return lone.decode("latin-1"), fault.end


codecs.register_error(_LONE, _keep)
