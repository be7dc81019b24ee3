"""Which addresses of images may be shown, and what a IIIF image service makes of them. No Django.

IIIF Image API 2.1 and 3.0: `{service}/{region}/{size}/{rotation}/{quality}.{format}`, `{service}/info.json`. The size
`!w,h` fits within a box in both versions and never enlarges.
"""

import re

_SHOWN = re.compile(
    r"""(?:https?://[^\s/\\?#@%<>"{}|^`\[\]]+(?:[/?#][^\s\\]*)?|static:[^\s\\:]+|/[^\s/\\][^\s\\]*)""", re.IGNORECASE
)
_STEP_UP = re.compile(r"(?:^|[/=:])\.\.(?:/|$)")
_INFO = re.compile(r"(https?://\S+)/info\.json", re.IGNORECASE)
_IMAGE = re.compile(
    r"(https?://\S+)/(?:full|square|[\d,]+|pct:[\d.,]+)/(?:\^?(?:full|max|!?\d*,\d*|pct:[\d.]+))/!?\d+(?:\.\d+)?"
    r"/(?:default|native|color|gray|bitonal)\.[a-z0-9]+",
    re.IGNORECASE,
)
_MANIFEST = re.compile(r"https?://\S+/manifest(?:\.json)?/?", re.IGNORECASE)
_SERVER_PATH = re.compile(r"(?:file:|[A-Za-z]:[\\/]|\\\\|\.{1,2}[\\/])[^\n]*", re.IGNORECASE)


def is_shown(address: str) -> bool:
    """Whether an address may be put before the public: on the web, or on this site (`/media/…`, `static:…`).

    A path on a museum's server (`..\\..\\DAT`, `C:\\`, `\\\\server`) never is, nor one that hides in a web address.
    """
    return bool(_SHOWN.fullmatch(address)) and not _STEP_UP.search(address)


def is_on_the_web(address: str) -> bool:
    """Whether an address that a source gives may be shown: there, a path that begins with / lies on some server."""
    return is_shown(address) and not address.startswith("/")


def is_server_path(words: str) -> bool:
    """Whether words are nothing but the path of a file on a server."""
    return bool(_SERVER_PATH.fullmatch(words.strip()))


def is_manifest(address: str) -> bool:
    """Whether an address names a IIIF manifest: a description of images, no image."""
    return is_on_the_web(address) and bool(_MANIFEST.fullmatch(address))


def service_of(address: str) -> str:
    """Return the IIIF image service behind an address, '' where there is none."""
    found = _INFO.fullmatch(address) or _IMAGE.fullmatch(address)
    return found[1] if found else ""


def sized(address: str, service: str, *, within: int) -> str:
    """Return the address of an image no larger than a square box in pixels, if a service can make it so."""
    return f"{service}/full/!{within},{within}/0/default.jpg" if service else address
