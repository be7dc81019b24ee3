"""What the tests make: everything through the write path and the object adapter, so that it works in every mode."""

from collections.abc import Iterable
from datetime import datetime
from itertools import count, pairwise
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from polyvocal import publishing
from polyvocal.models import Draft, Edition, FormerNumber, Perspective, Source, Term, TermTie, Text, Voice
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor, Content, Credit, Ground, StatedEvent
from polyvocal.records import ObjectFacts, ObjectRecord, PartyRecord, ProvenanceEventRecord, Span, TenureRecord

ACTOR = Actor.system("the tests")
_numbers = count(1)


def make_user(role: str = "curator", *, username: str = "", **overrides: Any) -> Any:
    """Make a staff account in one of the groups viewer, editor, curator; `role=""` is in none."""
    user = get_user_model().objects.create_user(
        username=username or f"{role or 'nobody'}-{next(_numbers)}", password="secret", is_staff=True, **overrides
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_object(
    *,
    identifier: str = "",
    object_number: str = "",
    facts: ObjectFacts | None = None,
    former_numbers: Iterable[str] = (),
) -> Any:
    """Make an object of the model in use."""
    number = next(_numbers)
    record = ObjectRecord(
        identifier=identifier or f"object-{number}",
        object_number=object_number or f"T.{number:05d}",
        facts=facts or ObjectFacts(object_names=({"en": "coffee pot", "nl": "koffiepot"},)),
    )
    obj = adapter().build(record)
    obj.save()
    for former in former_numbers:
        FormerNumber.objects.create(obj=obj, number=former)
    return obj


def make_voice(slug: str = "", **overrides: Any) -> Voice:
    """Make a voice."""
    slug = slug or f"voice-{next(_numbers)}"
    given = {"names": {"en": f"The voice {slug}", "nl": f"De stem {slug}"}, "kind": "researcher"} | overrides
    return Voice.objects.create(slug=slug, **given)


def make_perspective(slug: str = "", **overrides: Any) -> Perspective:
    """Make a perspective."""
    slug = slug or f"perspective-{next(_numbers)}"
    given = {"names": {"en": f"Perspective {slug}", "nl": f"Perspectief {slug}"}} | overrides
    return Perspective.objects.create(slug=slug, **given)


def make_source(title: str = "Letter to the harbour master", **overrides: Any) -> Source:
    """Make something that can be cited."""
    return Source.objects.create(title=title, **overrides)


def make_text(
    obj: Any = None,
    perspective: Perspective | None = None,
    *,
    text_type: str = "object-label",
    language: str = "en",
) -> Text:
    """Make a text without editions."""
    return publishing.begin_text(
        obj or make_object(), perspective or make_perspective(), text_type=text_type, language=language, actor=ACTOR
    )


def make_content(words: str = "It came by ship.", *, voices: Iterable[Voice] = (), **overrides: Any) -> Content:
    """Make the content of a draft; without voices a new one speaks."""
    spoken_by = tuple(Credit(voice) for voice in voices) or (Credit(make_voice()),)
    return Content(words=words, **({"credits": spoken_by} | overrides))


def make_draft(
    text: Text | None = None,
    words: str = "It came by ship.",
    *,
    actor: Actor = ACTOR,
    reason: str = "",
    **content: Any,
) -> Draft:
    """Begin a draft; `content` takes what `make_content` takes."""
    return publishing.draft(text or make_text(), actor, content=make_content(words, **content), reason=reason)


def make_edition(
    text: Text | None = None,
    words: str = "It came by ship.",
    *,
    actor: Actor = ACTOR,
    reason: str = "New research.",
    published_from: datetime | None = None,
    **content: Any,
) -> Edition:
    """Publish the next edition of a text; `content` takes what `make_content` takes."""
    made = make_draft(text, words, actor=actor, reason=reason, published_from=published_from, **content)
    return publishing.publish(made, actor, reason=reason)


def make_rich_content(words: str = "It came by ship.", **overrides: Any) -> Content:
    """Make content in which every field is filled."""
    given = {
        "words": words,
        "credits": (Credit(make_voice()), Credit(make_voice(), "translator")),
        "grounds": (Ground(make_source(), "p. 12"),),
        "recorded": Span("2021", "2021"),
        "held": Span("1690~", "1690~"),
        "content_note": {"en": "Speaks of slavery."},
        "licence": "CC0-1.0",
    }
    return Content(**(given | overrides))


def make_event(clause: str = "Jan de Boer, Hoorn, 1921", *grounds: Ground, **overrides: Any) -> StatedEvent:
    """Make a provenance event as a statement puts it."""
    given = {
        "method": "sale",
        "receiver": PartyRecord("Jan de Boer", place="Hoorn"),
        "tenure": TenureRecord("1921", "1921", "1921"),
    }
    return StatedEvent(ProvenanceEventRecord(clause, **(given | overrides)), grounds)


def make_statement(*events: StatedEvent, obj: Any = None, **content: Any) -> Edition:
    """Publish a provenance statement in which these events are stated."""
    stated = events or (make_event(),)
    text = make_text(obj, text_type="provenance-statement")
    words = "; ".join(one.record.clause for one in stated) + "."
    return make_edition(text, words, events=stated, **content)


def moment(written: str) -> datetime:
    """Return an aware moment: `moment("2021-05-01")` or `moment("2021-05-01 12:00")`, in the site's time zone."""
    return timezone.make_aware(datetime.fromisoformat(written))


def editions_of(text: Text) -> list[Edition]:
    """Return a text's editions, oldest first, as the database has them."""
    return list(Edition.objects.filter(text=text).order_by("number"))


def assert_gapless(text: Text) -> None:
    """Numbers run 1, 2, 3 …; each edition but the last is closed before the next begins; every one has a voice."""
    editions = editions_of(text)
    assert [edition.number for edition in editions] == list(range(1, len(editions) + 1))
    for before, after in pairwise(editions):
        assert before.published_until is not None
        assert before.published_from <= before.published_until <= after.published_from
    assert all(edition.attributions.exists() for edition in editions)


def assert_one_current_edition(text: Text) -> Edition:
    """Exactly one edition stands, it is the last, and the others are closed; return it."""
    assert_gapless(text)
    editions = editions_of(text)
    assert [edition.number for edition in editions if edition.is_current] == [len(editions)]
    return editions[-1]


def assert_no_current_edition(text: Text) -> None:
    """No edition stands, and what stood before is in order."""
    assert_gapless(text)
    assert not any(edition.is_current for edition in editions_of(text))


def make_term(uri: str = "", **overrides: Any) -> Term:
    """Make a term of an invented terminology source."""
    given = {"labels": {"en": "silver", "nl": "zilver"}, "source": "https://terms.example.org"} | overrides
    return Term.objects.create(uri=uri or f"https://terms.example.org/{next(_numbers)}", **given)


def make_tie(words: str = "silver", term: Term | None = None, *, obj: Any = None, **overrides: Any) -> TermTie:
    """Make a tie of a word; without a term nothing fits."""
    place = {"field": "materials", "language": "en", "tied_by": "Noor"} | overrides
    return TermTie.objects.create(key=words.casefold(), words=words, term=term, obj=obj, **place)
