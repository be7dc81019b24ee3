"""Identifiers of items, `oai:<host>:<identifier>` (openarchives.org/OAI/2.0/guidelines-oai-identifier.htm)."""

import re
from urllib.parse import quote, unquote, urlsplit

from polyvocal.conf import setting
from polyvocal.linkeddata.addresses import base_uri

_DOMAIN = r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+"
_PLAIN = "-_.!~*'()"


def namespace() -> str:
    """Return the part that all our identifiers share: the setting, else the host of our permanent addresses."""
    return str(setting("OAI_NAMESPACE") or urlsplit(base_uri()).hostname or "localhost")


def is_registrable() -> bool:
    """Whether the namespace is a domain name, as the guideline asks; an address in numbers is none."""
    return re.fullmatch(_DOMAIN, namespace()) is not None


def item_identifier(identifier: str) -> str:
    """Return the identifier of an item of an object's."""
    return f"oai:{namespace()}:{quote(identifier, safe=_PLAIN)}"


def object_identifier(item: str) -> str | None:
    """Return the identifier of the object that an item stands for, None where it is not one of ours."""
    start = f"oai:{namespace()}:"
    return unquote(item.removeprefix(start)) if item.startswith(start) else None
