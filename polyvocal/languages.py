"""What a language is called, and in which direction it is written, by BCP 47 tag."""

from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, gettext_lazy

_BESIDE_DJANGO: dict[str, Any] = {
    "ase": gettext_lazy("American Sign Language"),
    "djk": gettext_lazy("Ndyuka"),
    "dse": gettext_lazy("Sign Language of the Netherlands"),
    "hns": gettext_lazy("Sarnami"),
    "jv": gettext_lazy("Javanese"),
    "mis": gettext_lazy("another language"),
    "mul": gettext_lazy("several languages"),
    "nds": gettext_lazy("Low Saxon"),
    "pap": gettext_lazy("Papiamento"),
    "rom": gettext_lazy("Romani"),
    "srm": gettext_lazy("Saramaccan"),
    "srn": gettext_lazy("Sranantongo"),
    "su": gettext_lazy("Sundanese"),
    "zea": gettext_lazy("Zeelandic"),
    "und": gettext_lazy("language not known"),
}
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"}
_RIGHT_TO_LEFT_SCRIPTS = {"arab", "hebr", "syrc", "thaa"}


def language_name(tag: str) -> str:
    """Return the name of a language in the active one; a tag that nobody named is its own name."""
    for wanted in (tag.lower(), tag.split("-")[0].lower()):
        if wanted in _BESIDE_DJANGO:
            return str(_BESIDE_DJANGO[wanted])
        if wanted in LANG_INFO and "name" in LANG_INFO[wanted]:
            return gettext(str(LANG_INFO[wanted]["name"]))
    return tag


def direction(tag: str) -> str:
    """Return `rtl` or `ltr`, after the script subtag where there is one."""
    primary, *rest = tag.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"
