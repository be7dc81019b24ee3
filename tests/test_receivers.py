"""The three roles exist after a migrate and see everything."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from polyvocal import receivers
from polyvocal.models import GivenPermission

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


def _migrated():
    receivers.create_roles(using="default")


def _take_away(role: str, *names: str) -> None:
    group = Group.objects.get(name=role)
    group.permissions.remove(*Permission.objects.filter(codename__in=names))


def test_what_a_museum_took_away_from_a_group_stays_away():
    _take_away("curator", "run_triage", "view_voice", "publish_text")
    before = codenames("curator")
    _migrated()
    assert codenames("curator") == before


def test_a_group_that_was_emptied_stays_empty():
    Group.objects.get(name="editor").permissions.clear()
    _migrated()
    assert codenames("editor") == set()


def test_what_a_museum_gave_a_group_stays_given():
    Group.objects.get(name="viewer").permissions.add(Permission.objects.get(codename="draft_text"))
    _migrated()
    assert "draft_text" in codenames("viewer")


def test_a_permission_that_is_new_reaches_groups_that_were_there_and_once_only():
    GivenPermission.objects.filter(permission__endswith=".run_triage").delete()
    _take_away("curator", "run_triage", "publish_text")
    _migrated()
    assert "run_triage" in codenames("curator")
    assert "publish_text" not in codenames("curator")
    assert "run_triage" not in codenames("editor")
    _take_away("curator", "run_triage")
    _migrated()
    assert "run_triage" not in codenames("curator")


LATER = {"run_triage", "judge_triage", "tie_terms", "write_dump", "view_term", "view_triageflag"}


def _installed_before_anything_was_written_down():
    GivenPermission.objects.all().delete()
    for role in receivers.ROLES:
        _take_away(role, *LATER)


def test_groups_of_sites_that_were_installed_earlier_have_what_came_later():
    _installed_before_anything_was_written_down()
    _migrated()
    assert codenames("curator") >= LATER
    assert codenames("editor") & LATER == LATER - {"run_triage", "write_dump"}
    assert codenames("viewer") & LATER == {"view_term", "view_triageflag"}


def test_what_a_museum_took_away_before_anything_was_written_down_stays_away():
    _installed_before_anything_was_written_down()
    _take_away("curator", "publish_text", "view_erasure")
    _migrated()
    assert not {"publish_text", "view_erasure"} & codenames("curator")


def test_a_group_of_the_museums_own_that_bears_the_name_of_a_role_is_left_alone():
    _installed_before_anything_was_written_down()
    Group.objects.get(name="editor").permissions.clear()
    _migrated()
    assert codenames("editor") == set()


def test_a_group_that_was_removed_is_made_again_with_everything():
    whole = codenames("curator")
    Group.objects.get(name="curator").delete()
    _migrated()
    assert codenames("curator") == whole


def test_nothing_is_given_while_the_table_is_not_there(monkeypatch):
    monkeypatch.setattr(GivenPermission._meta, "db_table", "nowhere")
    Group.objects.all().delete()
    _migrated()
    assert not Group.objects.exists()
