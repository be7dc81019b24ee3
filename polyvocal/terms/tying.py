"""Decides which term a word stands for. What was decided before ends and stays readable, with who and when."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal import signals
from polyvocal.exceptions import LifecycleError
from polyvocal.models import Term, TermTie
from polyvocal.publishing import Actor
from polyvocal.records import TermKey, term_key

Place = Mapping[str, str]
"""Where a word stands: `field`, `language` and `words`."""

_AT_ONCE = 1_000


def tie_word(
    place: Place,
    term: Term | None,
    actor: Actor,
    *,
    obj: Any = None,
    origin: str = TermTie.Origin.CHOSEN,
    seen: str | None = None,
) -> TermTie:
    """Tie a word to a term, or (None) say that none fits: everywhere, or for one object alone.

    `seen` is the key of the tie that the actor saw standing, '' for none. Raises LifecycleError where another stands.
    """
    actor.require("tie_terms")
    try:
        with transaction.atomic():
            standing = _standing(place, obj)
            if seen is not None and str(standing.pk if standing else "") != seen:
                raise LifecycleError(_("Somebody else decided about this word in the meantime; look at it again."))
            if standing is not None and standing.term_id == (term.pk if term else None):
                return standing
            if standing is not None:
                _end(standing, actor)
            made = TermTie.objects.create(**_key(place), words=place["words"], term=term, obj=obj, origin=origin,
                                          tied_by=actor.name)  # fmt: skip
            _tell([made], actor)
    except IntegrityError as error:
        raise LifecycleError(_("Somebody else decided about this word in the meantime; look at it again.")) from error
    return made


def untie(tie: TermTie, actor: Actor) -> None:
    """End a tie: the word stands for nothing decided any more. What has ended already stays as it is."""
    actor.require("tie_terms")
    with transaction.atomic():
        standing = TermTie.objects.standing().select_for_update().filter(pk=tie.pk).first()
        if standing is not None:
            _end(standing, actor)
            _tell([standing], actor)


def tie_words(pairs: Iterable[tuple[Place, Term | None]], actor: Actor, *, origin: str) -> int:
    """Tie many words, all or none, and return how many of them stand for something else now.

    Raises LifecycleError where somebody decided about one of them at the same moment.
    """
    actor.require("tie_terms")
    wanted = {term_key(place["field"], place["language"], place["words"]): (place, term) for place, term in pairs}
    now = timezone.now()
    try:
        with transaction.atomic():
            standing = _standing_of(wanted)
            new = [
                TermTie(**_key(place), words=place["words"], term=term, origin=origin, tied_at=now, tied_by=actor.name)
                for key, (place, term) in wanted.items()
                if key not in standing or standing[key].term_id != (term.pk if term else None)
            ]
            replaced = [standing[key].pk for one in new if (key := (one.field, one.language, one.key)) in standing]
            for start in range(0, len(replaced), _AT_ONCE):
                ending = TermTie.objects.standing().filter(pk__in=replaced[start : start + _AT_ONCE])
                ending.update(ended_at=now, ended_by=actor.name)
            TermTie.objects.bulk_create(new, batch_size=_AT_ONCE)
            if new:
                _tell(new, actor)
    except IntegrityError as error:
        raise LifecycleError(_("Somebody else decided about this word in the meantime; look at it again.")) from error
    return len(new)


def replace_term(term: Term, replacement: Term, actor: Actor) -> int:
    """Move every word from a term to the one that replaces it, and return how many words that were."""
    actor.require("tie_terms")
    if term.pk == replacement.pk or replacement.replaced_by_id == term.pk:
        raise LifecycleError(_("A term is not replaced by itself."))
    with transaction.atomic():
        ties = list(TermTie.objects.standing().select_for_update(of=("self",)).filter(term=term).select_related("obj"))
        for tie in ties:
            place = {"field": tie.field, "language": tie.language, "words": tie.words}
            tie_word(place, replacement, actor, obj=tie.obj, origin=TermTie.Origin.REPLACED)
        Term.objects.filter(pk=term.pk).update(replaced_by=replacement)
    return len(ties)


def _standing(place: Place, obj: Any) -> TermTie | None:
    return TermTie.objects.standing().select_for_update().filter(**_key(place), obj=obj).first()


def _standing_of(wanted: Iterable[TermKey]) -> dict[TermKey, TermTie]:
    words = sorted({key for _field, _language, key in wanted})
    found: dict[TermKey, TermTie] = {}
    for start in range(0, len(words), _AT_ONCE):
        ties = TermTie.objects.standing().of_words().filter(key__in=words[start : start + _AT_ONCE])
        found |= {(tie.field, tie.language, tie.key): tie for tie in ties.select_for_update()}
    return found


def _key(place: Place) -> dict[str, str]:
    field, language, key = term_key(place["field"], place["language"], place["words"])
    return {"field": field, "language": language, "key": key}


def _end(tie: TermTie, actor: Actor) -> None:
    tie.ended_at, tie.ended_by = timezone.now(), actor.name
    tie.save(update_fields=["ended_at", "ended_by"])


def _tell(ties: list[TermTie], actor: Actor) -> None:
    words = [(one.field, one.language, one.key) for one in ties if one.obj_id is None]
    objects = [one.obj_id for one in ties if one.obj_id is not None]
    transaction.on_commit(lambda: signals.words_tied.send(sender=TermTie, words=words, objects=objects, actor=actor))
