"""Remembers which record identifiers a run has met, in little memory for the numbers that most of them are."""

_PAGE = 4096


class Seen:
    """A set of identifiers: numbers as bits in pages, all others by their hash."""

    def __init__(self) -> None:
        self._pages: dict[int, bytearray] = {}
        self._others: set[int] = set()

    def add(self, identifier: str) -> bool:
        """Remember an identifier; return whether it was met before."""
        if not _is_plain_number(identifier):
            return self._add_other(hash(identifier))
        page, bit = divmod(int(identifier), _PAGE)
        bits = self._pages.setdefault(page, bytearray(_PAGE // 8))
        was_met = bool(bits[bit >> 3] & (1 << (bit & 7)))
        bits[bit >> 3] |= 1 << (bit & 7)
        return was_met

    def __contains__(self, identifier: str) -> bool:
        """Whether an identifier was met."""
        if not _is_plain_number(identifier):
            return hash(identifier) in self._others
        page, bit = divmod(int(identifier), _PAGE)
        return page in self._pages and bool(self._pages[page][bit >> 3] & (1 << (bit & 7)))

    def _add_other(self, mark: int) -> bool:
        was_met = mark in self._others
        self._others.add(mark)
        return was_met


def _is_plain_number(identifier: str) -> bool:
    return identifier.isascii() and identifier.isdigit() and len(identifier) < 12 and identifier[0] != "0"
