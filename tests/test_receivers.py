"""The three roles exist after a migrate and see everything."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from polyvocal import receivers

pytestmark = pytest.mark.django_db


def codenames(role: str) -> set[str]:
    return set(Group.objects.get(name=role).permissions.values_list("codename", flat=True))


@pytest.mark.parametrize("role", ["viewer", "editor", "curator"])
def test_every_role_sees_texts_and_what_came_in(role: str) -> None:
    assert {"view_text", "view_edition", "view_voice"} <= codenames(role)
    if apps.is_installed("polyvocal.importers"):
        assert {"view_importrun", "view_sourcerecord"} <= codenames(role)


def test_a_viewer_changes_nothing() -> None:
    assert all(codename.startswith("view_") for codename in codenames("viewer"))


def test_only_a_curator_publishes_and_nobody_erases() -> None:
    assert [role for role in receivers.ROLES if "publish_text" in codenames(role)] == ["curator"]
    assert not any("erase_edition" in codenames(role) for role in receivers.ROLES)


def test_what_a_museum_changed_in_a_group_stays() -> None:
    group = Group.objects.get(name="editor")
    group.permissions.clear()
    receivers.create_roles(using="default")
    assert codenames("editor") == set()
