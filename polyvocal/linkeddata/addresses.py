"""The identifiers of the archive: web addresses under POLYVOCAL["BASE_URI"] that hold for ever."""

import re
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote

from django.core.signals import setting_changed
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

from polyvocal.archival import VOCABULARY
from polyvocal.conf import setting

OBJECT = "object"
TEXT = "text"
EDITION = "edition"
VOICE = "voice"
PERSPECTIVE = "perspective"
CLAIM = "claim"
RESEARCH = "research"
SCHEME = "scheme"

# RFC 3986, section 3.3: what a path may hold as it is.
_IN_PATHS = "!$&'()*+,;=/~:@"
# Of the form that every kind of page takes for a key.
_SOME_KEY = "00000000-0000-4000-8000-000000000000"
# RFC 3987, section 2.2: what no address may hold, and a % that begins no escape. Brackets belong to IPv6 alone.
_NOT_IN_IRI = re.compile(
    r'[\x00-\x20<>"{}|^`\\\[\]\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff'
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 15))
    + "]"
    r"|%(?![0-9A-Fa-f]{2})"
)
_ON_THE_WEB = re.compile(r'https?://[^\s/\\?#@:%<>"{}|^`\[\]]+(?::\d{1,5})?(?:[/?#].*)?', re.IGNORECASE | re.DOTALL)


@cache
def base_uri() -> str:
    """Return the address under which all identifiers stand, without a slash at its end."""
    return str(setting("BASE_URI")).rstrip("/")


@lru_cache(maxsize=4_000)
def identifier_uri(kind: str, key: str) -> str:
    """Return the identifier of the thing itself: an object, a text, an edition, a voice and so on."""
    # Most keys are UUIDs and slugs, and a dump asks for each of them several times.
    written = key if key.isascii() and key.replace("-", "").isalnum() else quote(key, safe="~:@")
    return f"{base_uri()}/id/{kind}/{written}"


def listed_uri(scheme: str, code: str) -> str:
    """Return the address of a term of a controlled list, which is told of in the document of its scheme."""
    return f"{identifier_uri(SCHEME, scheme)}#{quote(code, safe='')}"


def kind_of(uri: str) -> str:
    """Return what sort of thing an identifier of ours stands for."""
    return uri.removeprefix(f"{base_uri()}/id/").partition("/")[0]


def document_uri(uri: str, ending: str = "jsonld") -> str:
    """Return the address of the document about the thing that `uri` identifies."""
    return f"{uri}.{ending}"


@lru_cache(maxsize=4_000)
def spelled(uri: str) -> str:
    """Return a web address that somebody typed as RFC 3987 asks."""
    address, mark, fragment = _NOT_IN_IRI.sub(lambda found: quote(found.group(), errors="replace"), uri).partition("#")
    return address + mark + fragment.replace("#", "%23")


@lru_cache(maxsize=4_000)
def web_address(given: str) -> str:
    """Return what somebody gave as the address of something elsewhere, spelled; '' where it is none on the web.

    Whoever reads our documents may follow it: `javascript:`, `data:` and paths on a server lead nowhere.
    """
    address = given.strip()
    return spelled(address) if _ON_THE_WEB.fullmatch(address) else ""


def vocabulary_uri() -> str:
    """Return the identifier of the vocabulary of our own, in which whole records are told."""
    return f"{base_uri()}{VOCABULARY}"


def absolute(address: str) -> str:
    """Return a path of this site as a full web address; a full address stays as it is."""
    return address if "://" in address else f"{base_uri()}/{address.lstrip('/')}"


def served(image: str) -> str:
    """Return the full web address of an image; `static:…` lies among the site's static files."""
    return absolute(static(image.removeprefix("static:")) if image.startswith("static:") else image)


def page_uri(kind: str, key: str) -> str:
    """Return the full web address of the page of an object, an edition and so on."""
    before, after = _around_key(kind, get_script_prefix(), get_language())
    return f"{before}{quote(key, safe=_IN_PATHS)}{after}"


@cache
def _around_key(kind: str, _prefix: str, _language: str | None) -> tuple[str, str]:
    # A dump asks for many pages, and Django would work out the address of each anew.
    before, _key, after = absolute(reverse(f"polyvocal:{kind}", args=[_SOME_KEY])).partition(_SOME_KEY)
    return before, after


def _forget(*, setting: str, **_: Any) -> None:
    if setting in ("POLYVOCAL", "ROOT_URLCONF"):
        base_uri.cache_clear()
        identifier_uri.cache_clear()
        _around_key.cache_clear()


setting_changed.connect(_forget)
