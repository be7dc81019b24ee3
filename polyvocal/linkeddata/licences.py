"""Addresses of licences as aggregators compare them, letter by letter: as the owners of the licences name them."""

import re

from polyvocal.models import LICENCES

# What leads people to a page about a licence in their language: “deed.nl”, “legalcode”, “?language=nl”.
_PAGE = re.compile(r"(?:deed(?:\.[a-z-]+)?|legalcode(?:\.[a-z-]+)?)?(?:\?.*)?$")


def licence_uri(licence: str) -> str:
    """Return a licence, our code or an address, as its owner names it: with http and a slash at its end."""
    uri = LICENCES.get(licence, licence).strip().replace("https://", "http://", 1).replace("http://www.", "http://", 1)
    uri = _PAGE.sub("", uri.replace("rightsstatements.org/page/", "rightsstatements.org/vocab/"))
    return uri if uri.endswith("/") else f"{uri}/"
