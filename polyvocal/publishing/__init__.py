"""The write path: the only room that changes the state of a text, with an actor, a reason and a revision."""

from polyvocal.publishing.actors import Actor, required_reason
from polyvocal.publishing.claims import assess, set_apart, set_side_by_side
from polyvocal.publishing.content import Content, Credit, Ground, StatedEvent, content_of, events_of
from polyvocal.publishing.drafting import (
    approve,
    begin_text,
    discard,
    draft,
    latest_edition,
    restore,
    revise,
    send_back,
    submit,
)
from polyvocal.publishing.erasure import erase
from polyvocal.publishing.fitting import refuse_unfit
from polyvocal.publishing.lifecycle import publish, publish_due, rebase, schedule, supersede, withdraw
from polyvocal.publishing.many import Bulk, Publication, publish_many
from polyvocal.publishing.reliances import rest_on
from polyvocal.publishing.research import give_status, save_research
from polyvocal.publishing.returning import ReturnedEdition, ReturnedJudgement, bring_back, bring_back_research
from polyvocal.publishing.reviews import settle
from polyvocal.publishing.revisions import record_many, recorded, versions_of
from polyvocal.publishing.stating import (
    difference,
    event_added,
    event_moved,
    event_removed,
    event_stated,
    events_read,
    events_written,
    notation_for,
    rival_content,
)

__all__ = [
    "Actor",
    "Bulk",
    "Content",
    "Credit",
    "Ground",
    "Publication",
    "ReturnedEdition",
    "ReturnedJudgement",
    "StatedEvent",
    "approve",
    "assess",
    "begin_text",
    "bring_back",
    "bring_back_research",
    "content_of",
    "difference",
    "discard",
    "draft",
    "erase",
    "event_added",
    "event_moved",
    "event_removed",
    "event_stated",
    "events_of",
    "events_read",
    "events_written",
    "give_status",
    "latest_edition",
    "notation_for",
    "publish",
    "publish_due",
    "publish_many",
    "rebase",
    "record_many",
    "recorded",
    "refuse_unfit",
    "required_reason",
    "rest_on",
    "restore",
    "revise",
    "rival_content",
    "save_research",
    "schedule",
    "send_back",
    "set_apart",
    "set_side_by_side",
    "settle",
    "submit",
    "supersede",
    "versions_of",
    "withdraw",
]
