"""The only code that writes editions. What belongs to them goes first: the database asks for that."""

from collections.abc import Sequence
from datetime import datetime

from polyvocal.models import Attribution, Citation, Edition, EditionState, Text
from polyvocal.models.rows import PreparedRows, insert_rows, prepared_rows
from polyvocal.models.texts import checksum_of
from polyvocal.publishing._events import blank_events, write_events
from polyvocal.publishing.content import Content

BATCH = 500


def edition_from(
    text: Text, content: Content, *, number: int, reason: str, actor_name: str, moment: datetime
) -> Edition:
    """Return an unsaved current edition."""
    return Edition(
        text=text,
        number=number,
        words=content.words,
        checksum=checksum_of(content.words),
        content_note=dict(content.content_note),
        licence=content.licence,
        reason=reason,
        held=content.held.edtf,
        held_as_written=content.held.as_written,
        recorded=content.recorded.edtf,
        recorded_as_written=content.recorded.as_written,
        published_from=content.published_from or moment,
        state=EditionState.CURRENT,
        published_by=actor_name,
        created_at=moment,
    )


def write_editions(pairs: Sequence[tuple[Edition, Content]], rows: PreparedRows | None = None) -> None:
    """Write editions with what belongs to them, in the order given; later ones of a text after earlier ones.

    `rows` are the editions made ready already.
    """
    insert_rows(
        Attribution,
        ("edition_id", "voice_id", "role", "position"),
        [
            (edition.id, credit.voice.pk, credit.role, position)
            for edition, content in pairs
            for position, credit in enumerate(content.credits)
        ],
    )
    insert_rows(
        Citation,
        ("edition_id", "source_id", "locator"),
        [(edition.id, ground.source.pk, ground.locator) for edition, content in pairs for ground in content.grounds],
    )
    write_events(pairs)
    (rows or prepared_rows(Edition, [edition for edition, _content in pairs])).write()


def close_as_superseded(edition: Edition, *, at: datetime) -> None:
    """Close the current edition; its words stay readable."""
    edition.state = EditionState.SUPERSEDED
    edition.published_until = at
    edition.save(update_fields=["state", "published_until"])


def close_many_as_superseded(closings: Sequence[tuple[Edition, datetime]]) -> None:
    """Close many current editions at once, each at its own moment."""
    for edition, at in closings:
        edition.state = EditionState.SUPERSEDED
        edition.published_until = at
    Edition.objects.bulk_update([edition for edition, _at in closings], ["state", "published_until"], batch_size=BATCH)


def close_as_withdrawn(edition: Edition, *, at: datetime, actor_name: str, reason: str) -> None:
    """Take an edition's words out of the public's reach; the tombstone says who, when and why."""
    edition.state = EditionState.WITHDRAWN
    edition.published_until = edition.published_until or at
    edition.withdrawn_at = at
    edition.withdrawn_by = actor_name
    edition.withdrawal_reason = reason
    edition.save(update_fields=["state", "published_until", "withdrawn_at", "withdrawn_by", "withdrawal_reason"])


def blank_words(edition: Edition) -> None:
    """Empty the words of a withdrawn edition whose erasure has been recorded."""
    edition.words = ""
    edition.content_note = {}
    edition.save(update_fields=["words", "content_note"])
    blank_events(edition)
