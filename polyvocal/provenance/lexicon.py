"""The words that the grammar knows beside those of the methods."""

import tomllib
from functools import cache
from importlib.resources import files

_LISTS: dict[str, str] = tomllib.loads(files("polyvocal.provenance").joinpath("words.toml").read_text("utf-8"))


def spoken(language: str) -> str:
    """Return which of the two languages of the grammar a BCP 47 tag stands for; English where it is neither."""
    return "nl" if language.lower().startswith("nl") else "en"


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of single words."""
    return frozenset(_LISTS[name].split())


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Return a list of phrases, the longest first."""
    listed = (one.strip("\n") for one in _LISTS[name].replace("\n", "|").split("|"))
    return tuple(sorted((one for one in listed if one.strip()), key=len, reverse=True))
