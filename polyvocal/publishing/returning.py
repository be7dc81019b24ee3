"""Bringing back what another installation of the archive published: editions keep their keys, numbers and times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal import signals
from polyvocal.exceptions import InvalidEditionError, LifecycleError
from polyvocal.models import Edition, EditionState, EventAssessment, ProvenanceResearch, ResearchStep, Text, Voice
from polyvocal.models.rows import insert_instances
from polyvocal.publishing import _state
from polyvocal.publishing.actors import Actor, required_reason
from polyvocal.publishing.content import Content, Ground
from polyvocal.publishing.fitting import refuse_unfit
from polyvocal.publishing.lifecycle import refuse_if_incomplete, refuse_if_out_of_order
from polyvocal.publishing.research import save_research


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedEdition:
    """An edition as it stands elsewhere; `text` is unsaved and bears its key, `content.published_from` is given.

    Of a withdrawn one the words, and why it came, stayed where they were.
    """

    text: Text
    key: UUID
    number: int
    content: Content
    state: str
    reason: str = ""
    published_until: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawal_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedJudgement:
    """A voice's judgement of an event as it was given elsewhere."""

    key: UUID
    event: UUID
    voice: Voice
    standing: str
    reason: str
    assessed_at: datetime
    ground: Ground | None = None


def bring_back(
    editions: Sequence[ReturnedEdition], actor: Actor, *, judgements: Sequence[ReturnedJudgement] = ()
) -> list[Edition]:
    """Write texts with all their editions, each text's oldest first, and how their events are judged; all or nothing.

    Raises NotPermittedError, LifecycleError where a text stands here already, and InvalidEditionError where editions
    are not numbered without gaps, do not follow each other in time, or lack words, a voice or the end of their period,
    UnfitRecordError where a field holds what it cannot.
    """
    actor.require("publish_text")
    moment = timezone.now()
    pairs = [pair for _text, group in groupby(editions, attrgetter("text")) for pair in _made(group, actor, moment)]
    texts = {one.text.pk: one.text for one in editions}
    judged = [_assessment(one, actor) for one in judgements]
    refuse_unfit([*texts.values(), *(edition for edition, _content in pairs), *judged])
    with transaction.atomic():
        insert_instances(Text, list(texts.values()))
        _state.write_editions(pairs)
        insert_instances(EventAssessment, judged)
    withdrawn = [edition for edition, _content in pairs if edition.is_withdrawn]
    keys = [edition.pk for edition, _content in pairs if not edition.is_withdrawn]
    transaction.on_commit(lambda: signals.editions_published.send(Edition, edition_ids=keys, actor=actor))
    for one in withdrawn:
        transaction.on_commit(partial(signals.edition_withdrawn.send, Edition, edition=one, actor=actor))
    return [edition for edition, _content in pairs]


def bring_back_research(
    research: ProvenanceResearch, steps: Sequence[tuple[str, str, datetime]], actor: Actor
) -> ProvenanceResearch:
    """Save a dossier with the statuses it was given elsewhere: each its code, the reason and the moment."""
    actor.require("publish_text")
    refuse_unfit([research])
    with transaction.atomic():
        saved = save_research(research, actor, reason=actor.name)
        insert_instances(
            ResearchStep,
            [
                ResearchStep(research=saved, status=status, reason=reason, actor_name=actor.name, taken_at=taken_at)
                for status, reason, taken_at in steps
            ],
        )
    return saved


def _made(editions: Iterator[ReturnedEdition], actor: Actor, moment: datetime) -> Iterator[tuple[Edition, Content]]:
    before: Edition | None = None
    for number, one in enumerate(editions, start=1):
        edition = _edition(one, actor, moment)
        _refuse_if_unlikely(one, number=number, before=before)
        refuse_if_out_of_order(edition, before, moment=moment)
        yield edition, one.content
        before = edition


def _edition(one: ReturnedEdition, actor: Actor, moment: datetime) -> Edition:
    is_withdrawn = one.state == EditionState.WITHDRAWN
    # The archive asks why a later edition came; of a withdrawn one that may tell what it said, so it was not given.
    unknown = _("Not given: these words were withdrawn.") if is_withdrawn and one.number > 1 else ""
    edition = _state.edition_from(
        one.text, one.content, number=one.number, reason=one.reason or unknown, actor_name=actor.name, moment=moment
    )
    edition.pk = one.key
    edition.state, edition.published_until = EditionState(one.state), one.published_until
    if is_withdrawn:
        edition.withdrawn_at, edition.withdrawn_by = one.withdrawn_at, actor.name
        edition.withdrawal_reason = one.withdrawal_reason
    return edition


def _refuse_if_unlikely(one: ReturnedEdition, *, number: int, before: Edition | None) -> None:
    if not one.text._state.adding:
        raise LifecycleError(_("This text stands here already."))
    if one.number != number:
        raise InvalidEditionError(
            _("Edition %(number)d of a text is missing: after it comes %(next)d.")
            % {"number": number, "next": one.number}
        )
    is_withdrawn = one.state == EditionState.WITHDRAWN
    if not is_withdrawn:
        refuse_if_incomplete(one.content)
        if number > 1:
            required_reason(one.reason)
    if is_withdrawn and (one.content.words or one.content.events):
        raise InvalidEditionError(_("A withdrawn edition comes without its words."))
    if not one.content.credits:
        raise InvalidEditionError(_("Say whose words these are: “unknown” is a voice too."))
    if one.content.published_from is None or (one.state == EditionState.CURRENT) is not (one.published_until is None):
        raise InvalidEditionError(_("It does not say from when until when the public could read these words."))
    if is_withdrawn and not (one.withdrawn_at and one.withdrawal_reason):
        raise InvalidEditionError(_("It does not say when and why an edition was withdrawn."))
    if before is not None and before.is_current:
        raise InvalidEditionError(_("A text has one current edition, and it is the last."))


def _assessment(one: ReturnedJudgement, actor: Actor) -> EventAssessment:
    return EventAssessment(
        pk=one.key, event_id=one.event, voice=one.voice, standing=one.standing, reason=one.reason,
        source=one.ground.source if one.ground else None, locator=one.ground.locator if one.ground else "",
        actor_name=actor.name, assessed_at=one.assessed_at,
    )  # fmt: skip
