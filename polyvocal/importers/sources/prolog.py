"""What can be said of an XML file from its first bytes: is it XML, which encoding does it declare, has it a DTD."""

import codecs
import re
from typing import NamedTuple

from polyvocal.exceptions import SourceError
from polyvocal.importers.sources.recoding import AsUtf8, ReadFile, wide_encoding

HEAD = 65_536

_DECLARED = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.:-]*)["']""")
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_UNFINISHED = ("<!--", "<?")
_BEFORE_ROOT = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)


class Prolog(NamedTuple):
    """The encoding a file declares (else UTF-8), the one its first bytes show ('' if none), its outermost element."""

    declared: str
    shown: str
    root: str

    @property
    def encoding(self) -> str:
        """The encoding to read the file's bytes with."""
        return self.shown or self.declared


def read_prolog(head: bytes, source: str) -> Prolog:
    """Read a file's first bytes. Raises SourceError: empty, not XML, or with a document type (problem `entities`)."""
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise SourceError("The file is empty.", problem="empty", source=source)
    shown = "UTF-8" if head.startswith(codecs.BOM_UTF8) else wide_encoding(head)
    words = head.decode(shown or "latin-1", errors="replace").lstrip("\ufeffï»¿")
    start = _root_starts(words)
    if words.startswith(("<!DOCTYPE", "<!ENTITY"), start):
        raise SourceError("The file declares a document type.", problem="entities", source=source, position="1")
    root = _ROOT.match(words, start)
    if root is None and start < len(words) and not words.startswith(_UNFINISHED, start):
        raise SourceError(f"The file begins with {words[start : start + 20]!r}.", problem="not-xml", source=source)
    found = _DECLARED.match(words)
    declared = found.group(1) if found else "UTF-8"
    if not shown and declared.upper().startswith(("UTF-16", "UTF-32", "UCS", "ISO-10646")):
        detail = f"It declares {declared}, but one byte is one letter in it."
        raise SourceError(detail, problem="encoding", source=source, position="1")
    return Prolog(declared, shown, root.group(1) if root else "")


def prolog_of(file: ReadFile, source: str, *, encoding: str = "") -> Prolog:
    """Read a file's first bytes, in the encoding given if there is one."""
    if not encoding:
        return read_prolog(file.read(HEAD), source)
    words = AsUtf8(file, encoding).read(HEAD).decode("utf-8", errors="replace")
    return read_prolog(_DECLARED.sub("<?xml", words).encode(), source)._replace(declared=encoding, shown=encoding)


def _root_starts(words: str) -> int:
    start = 0
    while found := _BEFORE_ROOT.match(words, start):
        start = found.end()
    return start


def is_one_byte(encoding: str) -> bool:
    """Whether every byte is a character in this encoding, so that no byte can be wrong in it."""
    return encoding.lower().startswith(("iso-8859", "latin", "windows-125", "cp125", "cp437", "cp850"))
