"""The demo collection of Museum Het Pakhuis: its voices, its people, and what they did after the import."""

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from polyvocal import publishing
from polyvocal.models import Edition, EditionState, Perspective, Showing, Text, Voice
from polyvocal.publishing import Actor, Content
from polyvocal.records import Span

PEOPLE = {
    "curator": ("Marije", "Oostwoud"),
    "editor": ("Ravi", "Lachman"),
    "viewer": ("Els", "Bakker"),
}
"""Log-ins of the demo: the user name is also the name of the group, the password is `password_of(name)`."""


def password_of(login: str) -> str:
    """Return the demo password of a log-in. Only the demo makes these accounts."""
    return f"pakhuis-{login}"


def make_people() -> None:
    """Make the demo log-ins that do not exist yet."""
    users = get_user_model()
    for login, (first, last) in PEOPLE.items():
        user, is_new = users.objects.get_or_create(
            username=login, defaults={"first_name": first, "last_name": last, "is_staff": True}
        )
        if is_new:
            user.set_password(password_of(login))
            user.save()
            user.groups.add(Group.objects.get(name=login))


def load_voices(folder: Path, *, actor: Actor) -> None:
    """Make the perspectives and voices that the TOML files in `folder` describe and that do not exist yet."""
    with publishing.recorded(actor, reason="demo collection"):
        for position, given in enumerate(_tables(folder, "perspective", "perspectives*.toml")):
            _load_perspective(given, accent=given.get("accent", position % 8))
        voices = list(_tables(folder, "voice", "voices*.toml"))
        for given in voices:
            _load_voice(given)
        for given in voices:
            if given.get("parent"):
                voice = Voice.objects.get(slug=given["slug"])
                voice.parent = Voice.objects.get(slug=given["parent"])
                voice.save()


def _tables(folder: Path, name: str, pattern: str) -> Iterable[dict[str, Any]]:
    for path in sorted(folder.glob(pattern)):
        yield from tomllib.loads(path.read_text(encoding="utf-8"))[name]


def _load_perspective(given: dict[str, Any], *, accent: int) -> None:
    perspective, _is_new = Perspective.objects.get_or_create(slug=given["slug"])
    perspective.names = given["name"]
    perspective.description = given.get("description", {})
    perspective.position = given.get("order", 100)
    perspective.accent = accent
    perspective.save()


def _load_voice(given: dict[str, Any]) -> None:
    voice, _is_new = Voice.objects.get_or_create(slug=given["slug"])
    voice.kind = given["kind"]
    voice.names = given["name"]
    voice.statement = given.get("statement", {})
    voice.speaks_as = given.get("speaks_as", "self")
    voice.languages = given.get("languages", [])
    voice.save()


def act_after_import(*, curator: Actor, editor: Actor) -> None:
    """Do what a museum does once its texts are in: show, withdraw, write on, schedule."""
    editions = Edition.objects.filter(state=EditionState.CURRENT).select_related("text__perspective")
    labels = editions.filter(text__text_type="object-label", text__language="nl").order_by("text__obj__object_number")
    _show(labels.filter(text__perspective__slug="museum")[:8])
    visitor = (
        labels.filter(text__perspective__slug="visitors").last()
        or labels.exclude(text__perspective__slug="museum").last()
    )
    if visitor is not None:
        publishing.withdraw(
            visitor, curator, reason="Op verzoek van de spreker: zij wil haar woorden niet meer op deze plaats zien."
        )
    open_for_work = [edition.text for edition in labels.filter(text__perspective__slug="museum")[:3]]
    if len(open_for_work) == 3:
        _write_on(open_for_work, curator=curator, editor=editor)


def _show(editions: Iterable[Edition]) -> None:
    Showing.objects.bulk_create(
        Showing(edition=edition, place="Zaal 2, eerste zolder", shown_from=date(2024, 3, 1)) for edition in editions
    )


def _write_on(texts: list[Text], *, curator: Actor, editor: Actor) -> None:
    reviewed, scheduled, _begun = (
        publishing.draft(text, editor, content=_shortened(text), reason="Korter, voor de nieuwe zaaltekst.")
        for text in texts
    )
    publishing.submit(reviewed, editor)
    publishing.submit(scheduled, editor)
    publishing.approve(scheduled, curator)
    publishing.schedule(scheduled, curator, at=timezone.now() + timedelta(days=30))


def _shortened(text: Text) -> Content:
    content = publishing.content_of(text.editions.latest("number"))
    sentences = content.words.split(". ")
    words = ". ".join(sentences[:2]).rstrip(".") + "."
    return Content(words=words, credits=content.credits, grounds=content.grounds, recorded=Span("2026", "2026"))
