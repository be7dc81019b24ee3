"""What a clause says beside its event: in memory of whom, with whose support, and by which marks in notes."""

import re

_REMARK = re.compile(
    r"\s*,?\s*(?P<words>(?:in (?:loving )?(?:memory|hono[u]?r) of|to honou?r|ter nagedachtenis aan)\s[^,;()]+)$"
    r"|\s*,?\s*(?P<unknown>(?:(?:herkomst|plaats|datum|jaar|wijze)(?: en (?:datum|jaar|herkomst))?"
    r"(?: van (?:verwerving|binnenkomst))? onbekend)|"
    r"\((?:\d+|een|twee|drie|vier|vijf|zes) (?:ex\.?|exemplaren|stuks)\)|"
    r"\[\s?as [^\[\]]+\]|as (?:unidentified|by|attributed to)\b[^,;()]*|e\.v\.d\.|met afb\.?|als [A-Z'‘(][^;]*)$"
    r"|\s*,?\s+(?P<support>(?:met (?:financiële )?(?:steun|hulp|medewerking) van|mede dankzij|"
    r"with (?:the )?(?:support|assistance|help) of|with funds (?:provided by|from|given by))\s[^;()\d]+)$"
    r"|\s*,?\s+(?P<fund>through (?:the )?[A-Z][\w.,&' -]*?\bFunds?|until (?:his|her|their) death)$"
    r"|\s*,\s*(?P<undated>(?:at an? )?(?:unknown date|dates? unknown|date not known|n\.d\.|z\.j\.|jaar onbekend))$"
    r"|\s*,\s*(?P<short>illustrated|illus\.?|illus\. in colou?r|met afb\.|afb\.(?: pl\. \w+)?|bought in|unsold|"
    r"withdrawn|passed|no address|address unknown)$"
)
# Behind a name, “verworven met steun van” does not say who acquired it.
_ACQUIRED = re.compile(r"[,.]\s*(?:verworven|aangekocht|gekocht|purchased|acquired|bought)$")


def find_remark(text: str) -> int | None:
    """Return where a remark at the end of a text begins, None where there is none."""
    found = _REMARK.search(text)
    if found is None or (found["support"] and _ACQUIRED.search(text[: found.start()])):
        return None
    return next(found.start(name) for name, words in found.groupdict().items() if words)


_KEY_ANYWHERE = re.compile(r"\[([1-9]\d{0,2}|[A-Za-z]{1,2})\]|(?<=[;.])(\*{1,3})$")


def keys_in(words: str) -> tuple[str, ...]:
    """Return the keys of the note marks among words that are not read further; stars count."""
    return tuple(key or str(len(stars)) for key, stars in _KEY_ANYWHERE.findall(words))
