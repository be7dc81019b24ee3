"""How the statements on a page answer each other: what one says of another, seen from both ends."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from polyvocal.models import Edition, Relation, Text

_FROM_THE_OTHER_END = {
    "replies-to": gettext_lazy("Answered by"),
    "disputes": gettext_lazy("Disputed by"),
    "corrects": gettext_lazy("Corrected by"),
    "qualifies": gettext_lazy("Qualified by"),
    "extends": gettext_lazy("Extended by"),
    "agrees-with": gettext_lazy("Agreed with by"),
    "translates": gettext_lazy("Translated in"),
    "quotes": gettext_lazy("Quoted by"),
}

Place = tuple[Any, int, str, int]
"""A text whatever its language: object, perspective, text type, part."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One line between two statements. `shown` is the edition at the other end that stands on the same page, if any."""

    relation: Relation
    label: str
    other: Text
    shown: Edition | None
    is_incoming: bool

    @property
    def is_dispute(self) -> bool:
        """Whether the two contradict each other."""
        return self.relation.relation_type in ("disputes", "corrects")


def place_of(text: Text) -> Place:
    """Return the place of a text whatever its language."""
    return (text.obj_id, text.perspective_id, text.text_type, text.part)


def replies_of(
    text: Text, relations: tuple[Relation, ...], *, shown: dict[Place, Edition], begun: frozenset[Place]
) -> tuple[Reply, ...]:
    """Return what `text`, or its translation, says of others and what others say of it; each tie once.

    `shown` stands on the same page. What is said of a text that has `begun` stays, even when that text is gone; what a
    text says of this one is heard only while it stands.
    """
    here = place_of(text)
    found: dict[tuple[str, str, Place], Reply] = {}
    for relation in relations:
        ends = (place_of(relation.text), place_of(relation.other))
        if ends[0] == ends[1]:
            continue
        if ends[0] == here and ends[1] in begun:
            reply = Reply(
                relation, _capital(relation.relation_label), relation.other, shown.get(ends[1]), is_incoming=False
            )
        elif ends[1] == here and ends[0] in shown:
            reply = Reply(relation, _from_the_other_end(relation), relation.text, shown.get(ends[0]), is_incoming=True)
        else:
            continue
        found.setdefault((reply.label, relation.relation_type, place_of(reply.other)), reply)
    return tuple(found.values())


def _from_the_other_end(relation: Relation) -> str:
    known = _FROM_THE_OTHER_END.get(relation.relation_type)
    return str(known) if known else gettext("Named by")


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
