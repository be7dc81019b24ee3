"""What Museum Het Pakhuis knows of former owners beyond its collection system: rivals, judgements, dossiers, places."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from polyvocal import publishing
from polyvocal.models import (
    EventStatement,
    Place,
    ProvenanceEvent,
    ProvenanceResearch,
    Reliance,
    ResearchDocument,
    ResearchedObject,
    Researcher,
    Source,
    Text,
    Voice,
)
from polyvocal.publishing import Actor, Ground
from polyvocal.selectors import object_numbered

Given = dict[str, Any]


def load_research(file: Path, *, actor: Actor) -> None:
    """Take in places, dossiers, rival claims and judgements, once the statements themselves are in."""
    given = tomllib.loads(file.read_text(encoding="utf-8"))
    with publishing.recorded(actor, reason="demo collection"):
        for place in given["places"]:
            _load_place(place)
    for dossier in given["dossiers"]:
        _load_dossier(dossier, actor)
    for rivals in given["rivals"]:
        publishing.set_side_by_side([_event(rivals["object"], claim) for claim in rivals["claims"]], actor)
    for judgement in given["judgements"]:
        _judge(judgement, actor)


def _load_place(given: Given) -> None:
    Place.objects.get_or_create(
        name=given["name"],
        defaults={name: Decimal(str(given[name])) for name in ("latitude", "longitude")},
    )


def _load_dossier(given: Given, actor: Actor) -> None:
    fields = ("slug", "title", "question", "period", "begun", "method", "findings")
    research = ProvenanceResearch(
        **{name: given[name] for name in fields}, outcome=given.get("outcome", ""), is_public=True
    )
    with publishing.recorded(actor, reason="demo collection"):
        publishing.save_research(research, actor)
        for slug in given["researchers"]:
            Researcher.objects.create(research=research, voice=Voice.objects.get(slug=slug))
        for number in given["objects"]:
            ResearchedObject.objects.create(research=research, obj=_obj(number))
        for one in given["documents"]:
            ResearchDocument.objects.create(
                research=research, kind=one["kind"], source=_source(one), locator=one.get("locator", "")
            )
        for text in given["texts"]:
            Reliance.objects.create(text=_text(text), research=research)
    for step in given["steps"]:
        publishing.give_status(research, actor, status=step["status"], reason=step["reason"])


def _judge(given: Given, actor: Actor) -> None:
    publishing.assess(
        _event(given["object"], given["claim"]), actor, voice=Voice.objects.get(slug=given["voice"]),
        standing=given["standing"], reason=given["reason"],
        ground=Ground(_source(given["source"]), given["source"]["locator"]),
    )  # fmt: skip


def _event(number: str, claim: Given) -> ProvenanceEvent:
    """Return the event of an object that a voice states in words that begin so."""
    found = EventStatement.objects.filter(
        edition__text__obj=_obj(number), edition__state="current",
        edition__attributions__voice__slug=claim["voice"], edition__attributions__role="author",
        clause__startswith=claim["clause"],
    )  # fmt: skip
    return found.get().event


def _source(given: Given) -> Source:
    found = Source.objects.filter(title=given["title"]).first()
    return found or Source.objects.create(title=given["title"], uri=given.get("uri", ""))


def _text(given: Given) -> Text:
    return Text.objects.get(
        obj=_obj(given["object"]), perspective__slug=given["perspective"], text_type=given["type"],
        language=given["language"], part=1,
    )  # fmt: skip


def _obj(number: str) -> Any:
    return object_numbered(number)
