"""Rights as the Europeana Data Model takes them: one address of its list, spelled with http."""

import re
from collections.abc import Mapping

from polyvocal.linkeddata.licences import licence_uri

# rightsstatements.org, "copyright not evaluated": what may be said where nobody said anything.
NOT_EVALUATED = "http://rightsstatements.org/vocab/CNE/1.0/"
# From free to strict: what holds for several things together is the strictest of them.
_ORDER = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", "InC-1.0")
_ACCEPTED = re.compile(
    r"http://(?:creativecommons\.org/publicdomain/(?:zero|mark)/1\.0/"
    r"|rightsstatements\.org/vocab/(?:NoC-NC|NoC-OKLR|InC|InC-EDU|InC-OW-EU|CNE)/1\.0/)"
)
_LICENCE = re.compile(r"http://creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)/(?:([a-z]+)/)?")
_KINDS = frozenset(("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"))
_COUNTRIES: Mapping[str, str] = {
    "1.0": "fi il nl",
    "2.0": "at au be br ca cl de es fr hr it jp kr nl pl tw uk",
    "2.1": "au es jp",
    "2.5": "ar au bg br ca ch cn co dk es hr hu il in it mk mt mx my nl pe pl pt scotland se si tw za",
    "3.0": "at au br ch cl cn cr cz de ec ee eg es fr gr gt hk hr ie igo it lu nl no nz ph pl pr pt ro rs sg th tw "
    "ug us ve vn za",
    "4.0": "",
}
"""Where each version of Creative Commons was adapted to the law of a country; 2.1 is nothing but adaptations."""


def rights_of(licence: str) -> str:
    """Return the address of a licence, our code or an address, as Europeana wants it; '' where it takes none such."""
    uri = licence_uri(licence)
    return uri if _ACCEPTED.fullmatch(uri) or _is_creative_commons(uri) else ""


def _is_creative_commons(uri: str) -> bool:
    found = _LICENCE.fullmatch(uri)
    if found is None:
        return False
    kind, version, country = found.groups()
    is_kind = kind in _KINDS or (kind, version) == ("by-nd-nc", "1.0")
    is_general = not country and version != "2.1"
    return is_kind and version in _COUNTRIES and (is_general or country in _COUNTRIES[version].split())


def strictest(licences: set[str]) -> str:
    """Return the address of the strictest of our licences, "not evaluated" where one is none of them."""
    if not licences or not licences <= set(_ORDER):
        return NOT_EVALUATED
    return rights_of(max(licences, key=_ORDER.index))
