"""Signed-in clients, in English, and a filled-in editor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from polyvocal.models import Draft, Text
from tests.factories import make_user


def client_of(user: Any) -> Client:
    """Return a client signed in as a user."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def as_role(viewer: Any, editor: Any, curator: Any, superuser: Any) -> Callable[[str], Client]:
    """A client by the name of a role."""
    users = {"viewer": viewer, "editor": editor, "curator": curator, "superuser": superuser}
    return lambda role: client_of(users[role])


def page_of(text: Text) -> str:
    """Return the address of a text's page."""
    return reverse("admin:polyvocal_text_change", args=[text.pk])


def typed(draft: Draft | None = None, *, step: str = "save", voices: Any = (), **fields: Any) -> dict[str, Any]:
    """Return what a browser sends from the editor: `voices` are (key, role) pairs; a draft fills what is not given."""
    data: dict[str, Any] = {"step": step, "draft": "", "seen": "", "standing": "", "words": "", "reason": ""}
    rows = [(voice.pk, role) for voice, role in voices]
    if draft is not None:
        data |= {
            "draft": draft.pk, "seen": draft.changed_at.isoformat(), "words": draft.words, "reason": draft.reason,
            "held": draft.held, "recorded": draft.recorded, "licence": draft.licence,
        }  # fmt: skip
        rows = rows or [(one.voice_id, one.role) for one in draft.attributions.all()]
    for number, (key, role) in enumerate(rows):
        data |= {f"voices-{number}-voice": key, f"voices-{number}-role": role}
    data |= {"voices-TOTAL_FORMS": len(rows) + 1, "voices-INITIAL_FORMS": 0}
    data |= {"sources-TOTAL_FORMS": 1, "sources-INITIAL_FORMS": 0}
    return data | fields


@pytest.fixture
def as_nobody(db: None) -> Client:
    """A client of a staff account that is in no group."""
    return client_of(make_user(""))
