"""The rules and their reasons in words, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from polyvocal.models import TriageFlag
from polyvocal.provenance.methods import METHODS

_LABELS: Mapping[str, Promise] = {
    "scope": gettext_lazy("made before 1946, acquired from 1933"),
    "acquisition-band": gettext_lazy("acquired in a period of the Dutch search"),
    "gap": gettext_lazy("gap in 1933–1945"),
    "transfer": gettext_lazy("changed hands in 1933–1945"),
    "forced-transfer": gettext_lazy("taken, forced or recovered"),
    "auction-germany-austria": gettext_lazy("auction in Germany or Austria"),
    "auction-snk": gettext_lazy("auction of the SNK"),
    "wartime-words": gettext_lazy("words of wartime looting and recovery"),
    "watched-name": gettext_lazy("name on a watch list"),
    "no-statement": gettext_lazy("no provenance known"),
    "unread": gettext_lazy("provenance not understood"),
    "no-dates": gettext_lazy("provenance without dates"),
    "first-owner-unknown": gettext_lazy("first owner not known"),
    "colonial-place": gettext_lazy("place under colonial rule"),
    "colonial-method": gettext_lazy("colonial way of acquisition"),
    "colonial-words": gettext_lazy("words of colonial collecting"),
}

_WORDS = gettext_lazy("“%(word)s” stands in: %(clause)s")
_SCOPE = gettext_lazy("Made %(made)s, acquired %(acquired)s.")
_METHOD = gettext_lazy("%(method)s: %(clause)s")
_REASONS: Mapping[str, Promise] = {
    "scope": _SCOPE,
    "acquisition-band": gettext_lazy("Acquired %(acquired)s, in the period %(band)s."),
    "gap": gettext_lazy("Nothing says who had it from %(start)s until %(end)s."),
    "transfer": gettext_lazy("It came or went in those years: %(clause)s"),
    "forced-transfer": _METHOD,
    "auction-germany-austria": gettext_lazy("An auction in %(place)s: %(clause)s"),
    "auction-snk": gettext_lazy("An auction of %(seller)s: %(clause)s"),
    "wartime-words": _WORDS,
    "watched-name": gettext_lazy("“%(written)s” is like %(name)s on the list %(list)s."),
    "no-statement": gettext_lazy("Made %(made)s, acquired %(acquired)s, and no statement says where it was."),
    "unread": gettext_lazy("Clauses of which none was understood: %(count)s."),
    "no-dates": gettext_lazy("Events without any date: %(count)s."),
    "first-owner-unknown": gettext_lazy("Made %(made)s; what is told begins with: %(clause)s"),
    "colonial-place": gettext_lazy("%(place)s: %(clause)s"),
    "colonial-method": _METHOD,
    "colonial-words": _WORDS,
}


def rule_label(rule: str) -> str:
    """Return what a rule is called; one that no longer exists keeps its code."""
    return str(_LABELS.get(rule, rule))


def rule_labels(rules: Iterable[str] = tuple(_LABELS)) -> list[tuple[str, str]]:
    """Return rules with what they are called."""
    return [(rule, rule_label(rule)) for rule in rules]


def reasons_of(flag: TriageFlag) -> list[str]:
    """Return why an object is flagged, one sentence a ground."""
    template = _REASONS.get(flag.rule)
    return [str(template) % _shown(flag.rule, ground) for ground in flag.grounds] if template else []


def _shown(rule: str, ground: Mapping[str, Any]) -> dict[str, Any]:
    unknown = _("at an unknown time")
    shown = {name: "" if value is None else value for name, value in ground.items()}
    for name in ("made", "acquired"):
        shown[name] = shown.get(name) or unknown
    for name in ("start", "end"):
        shown[name] = shown.get(name) or _("an unknown year")
    if shown.get("method") in METHODS:
        labels = METHODS[shown["method"]].labels
        shown["method"] = labels.get((get_language() or "en").split("-")[0], labels["en"])
    if rule == "colonial-place" and not shown["clause"]:
        shown["clause"] = _("where it was made, %(made)s") % {"made": shown["made"]}
    return shown
