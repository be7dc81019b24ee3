"""The form of one provenance event: how, who, when, how surely, and on what ground."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal.admin.names import EdtfFormField
from polyvocal.dates import read_ownership
from polyvocal.pages.ribbons import method_in_words, tenure_in_words
from polyvocal.provenance import METHODS, NOTATIONS
from polyvocal.records import PartyRecord, ProvenanceEventRecord, TenureRecord

PARTIES = {
    "receiver": gettext_lazy("Who got it"),
    "receiver_agent": gettext_lazy("Who acted for them"),
    "sender": gettext_lazy("Who gave or sold it"),
    "sender_agent": gettext_lazy("Who handled it for them"),
}
_BOUNDS = ("botb", "eotb", "bote", "eote")
_AS_USUAL = [("", gettext_lazy("as usual for this method")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
_KINDS = {
    "acquisition": gettext_lazy("It came to somebody"),
    "instantiation": gettext_lazy("It came into being or was found"),
    "disappearance": gettext_lazy("It went"),
    "divided_custody": gettext_lazy("It was kept by somebody else"),
    "rejoining": gettext_lazy("It came back"),
    "transformation": gettext_lazy("The owner changed"),
}


class PartyForm(forms.Form):
    """Who took part. Without a name there is nobody."""

    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=500)
    role = forms.CharField(
        label=gettext_lazy("Described as"), required=False, max_length=300,
        help_text=gettext_lazy("As the source says it: his son, the artist, Kunsthandel."),
    )  # fmt: skip
    born = EdtfFormField(label=gettext_lazy("Born or founded"))
    died = EdtfFormField(label=gettext_lazy("Died or closed"))
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=300)
    is_name_doubted = forms.BooleanField(label=gettext_lazy("The name is uncertain"), required=False)
    is_place_doubted = forms.BooleanField(label=gettext_lazy("The place is uncertain"), required=False)

    @classmethod
    def of(cls, party: PartyRecord | None, **given: Any) -> "PartyForm":
        """Return the form of a party as it is stated."""
        if party is None:
            return cls(**given)
        initial = {name: getattr(party, name) for name in ("name", "role", "born", "died", "place")}
        doubts = {"is_name_doubted": not party.is_certain, "is_place_doubted": not party.is_place_certain}
        return cls(**given, initial=initial | doubts)

    def clean(self) -> dict[str, Any]:
        """Ask for the name where anything is said of a party."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("name") and any(cleaned.get(one) for one in ("role", "born", "died", "place")):
            self.add_error("name", _("Give the name, or “unknown” as the source says it."))
        return cleaned

    def party(self, before: PartyRecord | None) -> PartyRecord | None:
        """Return the party; the address that says who it is stays with an unchanged name."""
        given = self.cleaned_data
        if not given["name"]:
            return None
        return PartyRecord(
            given["name"], is_certain=not given["is_name_doubted"], born=given["born"], died=given["died"],
            place=given["place"], is_place_certain=not given["is_place_doubted"], role=given["role"],
            uri=before.uri if before is not None and before.name == given["name"] else "",
        )  # fmt: skip


class EventForm(forms.Form):
    """What an event says besides its parties."""

    method = forms.ChoiceField(label=gettext_lazy("How"), required=False)
    is_doubted = forms.BooleanField(
        label=gettext_lazy("Possibly: the whole event is uncertain"), required=False
    )  # fmt: skip
    as_written = forms.CharField(
        label=gettext_lazy("When"), required=False, max_length=300,
        help_text=gettext_lazy("As the statement says it: 1941, by 1921, from 1933 until at least 1938, around 1690."),
    )  # fmt: skip
    botb = EdtfFormField(label=gettext_lazy("Began no earlier than"))
    eotb = EdtfFormField(label=gettext_lazy("Began no later than"))
    bote = EdtfFormField(label=gettext_lazy("Ended no earlier than"))
    eote = EdtfFormField(label=gettext_lazy("Ended no later than"))
    is_direct = forms.BooleanField(
        label=gettext_lazy("It is known to have gone straight on to the next event"), required=False
    )
    place = forms.CharField(label=gettext_lazy("Where it changed hands"), required=False, max_length=300)
    is_place_doubted = forms.BooleanField(label=gettext_lazy("This place is uncertain"), required=False)
    occasion = forms.CharField(label=gettext_lazy("Sale or exhibition"), required=False, max_length=500)
    lot_number = forms.CharField(label=gettext_lazy("Lot"), required=False, max_length=100)
    stock_number = forms.CharField(label=gettext_lazy("Stock number"), required=False, max_length=100)
    price = forms.CharField(label=gettext_lazy("Price"), required=False, max_length=200)
    transfers_title = forms.ChoiceField(label=gettext_lazy("Ownership passed"), required=False, choices=_AS_USUAL)
    transfers_custody = forms.ChoiceField(label=gettext_lazy("Custody passed"), required=False, choices=_AS_USUAL)
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kept with the event. A note that stands in the words is changed in the words."),
    )  # fmt: skip
    keeps_words = forms.BooleanField(
        label=gettext_lazy("Leave the words as they are"), required=False,
        help_text=gettext_lazy("Otherwise the clause is written anew where it says something else than these fields."),
    )  # fmt: skip

    def __init__(self, typed: Any, *, record: ProvenanceEventRecord, language: str, notation: str) -> None:
        super().__init__(typed, initial=_initial(record))
        self.record, self.language, self.notation = record, language, notation
        self.fields["method"].choices = list(_method_choices(record.method))  # type: ignore[attr-defined]
        if not record.clause:
            del self.fields["keeps_words"]

    @property
    def understood(self) -> str:
        """The dates as they are understood now, in the active language."""
        tenure = self.record.tenure
        return tenure_in_words(tenure) if any(getattr(tenure, name) for name in _BOUNDS) else ""

    def clean(self) -> dict[str, Any]:
        """Read the dates where their words changed; ask for the bounds where they cannot be read."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        given = tuple(cleaned[name] for name in _BOUNDS)
        written, before = cleaned["as_written"], self.record.tenure
        if given == tuple(getattr(before, name) for name in _BOUNDS) and written != before.as_written:
            given = self._read(written)
        cleaned["tenure"] = TenureRecord(written, *given)
        return cleaned

    def _read(self, written: str) -> tuple[str, str, str, str]:
        convention = NOTATIONS[self.notation].convention
        dates = read_ownership(written, language=self.language, convention=convention)
        if written and not dates.is_understood:
            self.add_error("as_written", _("This is not understood. Write it otherwise, or give the dates below."))
        return dates.botb, dates.eotb, dates.bote, dates.eote

    def stated(self, **parties: PartyRecord | None) -> ProvenanceEventRecord:
        """Return the event as it was filled in; its key, step and clause are those of before."""
        given = self.cleaned_data
        uncertain = [name for name in self.record.uncertain if name != "place"]
        return replace(
            self.record, is_understood=True, is_certain=not given["is_doubted"], method=given["method"],
            uncertain=(*uncertain, *(["place"] if given["is_place_doubted"] and given["place"] else [])),
            tenure=given["tenure"], is_direct=True if given["is_direct"] else self.record.is_direct and False,
            transfers_title=_said(given["transfers_title"]), transfers_custody=_said(given["transfers_custody"]),
            **{name: given[name] for name in ("place", "occasion", "lot_number", "stock_number", "price", "note")},
            **cast(dict[str, Any], parties),
        )  # fmt: skip


def _initial(record: ProvenanceEventRecord) -> dict[str, Any]:
    plain = ("method", "place", "occasion", "lot_number", "stock_number", "price", "note")
    return {
        **{name: getattr(record, name) for name in plain},
        **{name: getattr(record.tenure, name) for name in ("as_written", *_BOUNDS)},
        "is_doubted": not record.is_certain,
        "is_place_doubted": "place" in record.uncertain,
        "is_direct": bool(record.is_direct),
        "transfers_title": _as_choice(record.transfers_title),
        "transfers_custody": _as_choice(record.transfers_custody),
        "keeps_words": bool(record.clause) and not record.is_understood,
    }


def _as_choice(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


def _said(choice: str) -> bool | None:
    return {"yes": True, "no": False}.get(choice)


def _method_choices(present: str) -> Iterator[Any]:
    yield ("", _("not said"))
    if present and present not in METHODS:
        yield (present, present)
    for kind, label in _KINDS.items():
        of_kind = [(one.id, method_in_words(one.id)) for one in METHODS.values() if one.kind == kind]
        yield (label, sorted(of_kind, key=lambda pair: pair[1].casefold()))
