"""Says which byte of a file does not fit the encoding the file declares, and which encoding it looks like."""

import codecs
from pathlib import Path
from typing import NamedTuple

_PIECE = 262_144


class WrongByte(NamedTuple):
    """Where the declared encoding ends, and what is wrong in words."""

    line: int
    words: str


def wrong_byte(path: Path, encoding: str) -> WrongByte | None:
    """Return the first byte that cannot be read, or None. A character cut off by the end of the file is not wrong."""
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError:
        return WrongByte(1, f"It declares {encoding}, which is not known.")
    line = 1
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            try:
                line += decoder.decode(piece).count("\n")
            except UnicodeDecodeError as error:
                return _described(error, line, encoding)
    return None


def _described(error: UnicodeDecodeError, line: int, encoding: str) -> WrongByte:
    line += error.object.count(b"\n", 0, error.start)
    byte = f"0x{error.object[error.start]:02X}"
    looks = _looks_like(error.object)
    return WrongByte(line, f"It declares {encoding}, but byte {byte} does not fit; it looks like {looks}.")


def _looks_like(found: bytes) -> str:
    return "Windows-1252" if any(0x80 <= byte < 0xA0 for byte in found) else "ISO-8859-1"


def misread(raw: bytes) -> bool:
    """Whether bytes that a one-byte encoding takes for several characters are UTF-8 without a flaw."""
    if raw.isascii():
        return False
    try:
        raw.decode("UTF-8")
    except UnicodeDecodeError:
        return False
    return True
