"""How an ownership ended, where a house writes it among the dates: “1928–sold 1935”, “1925–d. 1950”."""

import re

_SOLD_BETWEEN = re.compile(r"(?<=[–—-])\s*sold\s+")
_DIED_BETWEEN = re.compile(r"(?<=[–—-])\s*(?:(?:his|her|their)\s+)?d\.\s*")
_BY_AND_UNTIL = re.compile(r"^(?P<by>by \d{4})\s?[–—-]\s?(?P<last>\d{4})$")
_SOLD_ON = re.compile(r"\s*(?P<mark>;)\s*(?P<way>sold (?:to|through) [^;()\[\]]+)$")


def without_ways(words: str) -> str:
    """Return the dates alone; “by 1920–1925” is by 1920 until 1925."""
    plain = _DIED_BETWEEN.sub("", _SOLD_BETWEEN.sub("", words))
    return _BY_AND_UNTIL.sub(lambda found: f"{found['by']} until {found['last']}", plain)


def says_sold(words: str) -> bool:
    """Say whether a sale stands between the dates."""
    return _SOLD_BETWEEN.search(words) is not None


def find_sold_on(words: str) -> re.Match[str] | None:
    """Find to whom it was sold, behind the dates."""
    return _SOLD_ON.search(words)
