"""Reads for those who browse: which perspectives and voices speak, where several do, and what they say."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from polyvocal.models import Attribution, Edition, EventAssessment, Perspective, Relation, Researcher, Voice
from polyvocal.object_model import adapter
from polyvocal.selectors.archive import ALT_TEXT, TITLE, public_editions

_PUBLIC = ~Q(edition__state="withdrawn")
_SPEAKING = ~Q(text__text_type__in=(TITLE, ALT_TEXT))


def perspectives_in_use() -> "QuerySet[Any]":
    """Return the perspectives from which something is said now, in their order, with `objects_counted`."""
    standing = Q(texts__editions__state="current") & ~Q(texts__text_type__in=(TITLE, ALT_TEXT))
    counted = Perspective.objects.annotate(objects_counted=Count("texts__obj", filter=standing, distinct=True))
    return counted.filter(objects_counted__gt=0).order_by("position", "slug")


def voices_in_use() -> "QuerySet[Any]":
    """Return the voices that speak now, with `objects_counted`; who speaks about most objects comes first."""
    standing = Q(attributions__edition__state="current") & ~Q(
        attributions__edition__text__text_type__in=(TITLE, ALT_TEXT)
    )
    counted = Voice.objects.select_related("parent").annotate(
        objects_counted=Count("attributions__edition__text__obj", filter=standing, distinct=True)
    )
    return counted.filter(objects_counted__gt=0).order_by("-objects_counted", "slug")


def public_voices() -> "QuerySet[Any]":
    """Return the voices that ever spoke in public, those they are part of, and those that tied public texts together.

    Who judged a public claim or works on a public dossier is named there, so it has a page as well. A voice that stands
    only in drafts, or whose every edition is withdrawn, is not for the public.
    """
    spoke = Voice.objects.filter(Exists(Attribution.objects.filter(_PUBLIC, voice=OuterRef("pk"))))
    tied = Relation.objects.filter(Exists(Edition.objects.public().filter(text=OuterRef("text"))))
    judged = EventAssessment.objects.filter(Exists(Edition.objects.public().filter(text=OuterRef("event__text"))))
    researching = Researcher.objects.filter(research__is_public=True)
    return (
        Voice.objects.select_related("parent")
        .defer("private_contact")
        .filter(
            Q(pk__in=spoke)
            | Q(pk__in=spoke.values("parent"))
            | Q(pk__in=tied.values("asserted_by"))
            | Q(pk__in=judged.values("voice"))
            | Q(pk__in=researching.values("voice"))
        )
    )


def most_voiced(limit: int) -> list[Any]:
    """Return the objects about which most perspectives speak, at least two."""
    rows = (
        Edition.objects.current()
        .filter(_SPEAKING, text__obj__in=adapter().visible())
        .values_list("text__obj_id")
        .annotate(perspectives=Count("text__perspective", distinct=True))
        .filter(perspectives__gte=2)
        .order_by("-perspectives", "text__obj_id")[:limit]
    )
    found = {obj.pk: obj for obj in adapter().visible().filter(pk__in=[pk for pk, _counted in rows])}
    return [found[pk] for pk, _counted in rows if pk in found]


def said_about(objects: Iterable[Any], *, language: str, perspective: str = "", voice: str = "") -> dict[Any, Edition]:
    """Return one standing text per object, by primary key, of a perspective or a voice, nearest to `language`."""
    editions = public_editions().filter(_SPEAKING, state="current", text__obj__in=list(objects))
    if perspective:
        editions = editions.filter(text__perspective__slug=perspective)
    if voice:
        editions = editions.filter(Exists(_attributed(voice)))
    primary = language.split("-")[0]
    said: dict[Any, Edition] = {}
    for edition in sorted(editions, key=lambda one: (one.text.language.split("-")[0] != primary, one.published_from)):
        said.setdefault(edition.text.obj_id, edition)
    return said


def _attributed(voice: str) -> "QuerySet[Any]":
    return Attribution.objects.filter(edition=OuterRef("pk"), voice__slug=voice)
