"""What a text rests on: provenance events of its object and dossiers. When those change, it is read again."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from polyvocal.exceptions import LifecycleError
from polyvocal.models import ProvenanceEvent, ProvenanceResearch, Reliance, Text
from polyvocal.publishing.actors import Actor
from polyvocal.publishing.revisions import recorded


def rest_on(
    text: Text, actor: Actor, *, events: Iterable[ProvenanceEvent], research: Iterable[ProvenanceResearch]
) -> None:
    """Let a text rest on exactly these events and dossiers; raises LifecycleError for an event of another object."""
    actor.require("draft_text")
    wanted: dict[tuple[str, Any], Any] = {("event", one.pk): one for one in events} | {
        ("research", one.pk): one for one in research
    }
    if any(name == "event" and one.text.obj_id != text.obj_id for (name, _key), one in wanted.items()):
        raise LifecycleError(_("A text rests on events of its own object."))
    with recorded(actor):
        for row in Reliance.objects.filter(text=text):
            if wanted.pop(("event", row.event_id) if row.event_id else ("research", row.research_id), None) is None:
                row.delete()
        for (name, _key), one in wanted.items():
            Reliance.objects.create(text=text, **{name: one})
