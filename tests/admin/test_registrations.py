"""What the admin never offers: stock revert and recover, bulk deletion, a way to change or delete an edition."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from reversion.admin import VersionAdmin

from polyvocal.models import Edition, Job, Text
from tests.factories import make_edition

pytestmark = pytest.mark.django_db

OURS = [(model, made) for model, made in admin.site._registry.items() if model._meta.app_label == "polyvocal"]

LISTED = [model for model, _made in OURS if model is not Job]
"""Jobs are shown where they were started: only the pages of the dumps are registered with them."""


def test_no_admin_page_is_a_stock_version_admin():
    assert len(OURS) >= 7
    assert [model for model, made in admin.site._registry.items() if isinstance(made, VersionAdmin)] == []


@pytest.mark.parametrize(("model", "made"), OURS, ids=lambda one: getattr(one, "__name__", ""))
def test_no_admin_page_deletes_in_bulk_or_recovers(rf, superuser, model, made):
    request = rf.get("/")
    request.user = superuser
    assert made.get_actions(request) == {}
    assert not [url.name for url in made.get_urls() if url.name and ("recover" in url.name or "revision" in url.name)]


@pytest.mark.parametrize("model", [Text, Edition])
def test_nobody_adds_or_deletes_a_text_or_edition(as_role, model):
    edition = make_edition()
    key = edition.pk if model is Edition else edition.text_id
    name = model._meta.model_name
    client = as_role("superuser")
    assert client.get(reverse(f"admin:polyvocal_{name}_add")).status_code == 403
    assert client.post(reverse(f"admin:polyvocal_{name}_delete", args=[key]), {"post": "yes"}).status_code == 403


def test_a_post_to_an_edition_changes_nothing(as_role):
    edition = make_edition(words="As they were.")
    as_role("superuser").post(reverse("admin:polyvocal_edition_change", args=[edition.pk]), {"words": "Other."})
    edition.refresh_from_db()
    assert edition.words == "As they were."
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("role", ["viewer", "editor", "curator", "superuser"])
def test_every_list_opens_for_every_role(as_role, role):
    make_edition()
    client = as_role(role)
    for model in LISTED:
        address = reverse(f"admin:polyvocal_{model._meta.model_name}_changelist")
        assert client.get(address).status_code == 200, address
        assert client.get(address, {"q": "ship"}).status_code == 200, address
    for address in ("/admin/", "/admin/polyvocal/", reverse("admin:polyvocal_worklist")):
        assert client.get(address).status_code == 200, address


def test_the_lists_of_texts_can_be_narrowed(as_role):
    edition = make_edition(words="It came by ship.")
    client = as_role("viewer")
    for query, is_found in (("state=current", True), ("state=draft:draft", False), ("state=none", False),
                            ("type=object-label", True), ("type=quote", False)):  # fmt: skip
        page = client.get(f"/admin/polyvocal/text/?{query}").content.decode()
        assert (str(edition.text_id) in page) is is_found, query


def test_an_edition_tells_its_facts_and_offers_what_the_role_may(as_role):
    first = make_edition(words="The first words.")
    make_edition(first.text, "The second words.")
    address = reverse("admin:polyvocal_edition_change", args=[first.pk])
    page = as_role("curator").get(address).content.decode()
    for told in (
        "The first words.",
        "superseded",
        first.checksum,
        "Restore the words of edition 1",
        "Withdraw edition",
    ):
        assert told in page
    page = as_role("viewer").get(address).content.decode()
    assert "Withdraw edition" not in page
    assert "Restore" not in page
    assert as_role("viewer").get("/admin/polyvocal/edition/nonsense/change/").status_code == 404
    assert as_role("viewer").get("/admin/polyvocal/text/nonsense/change/").status_code == 404


def test_somebody_without_a_role_sees_nothing(as_nobody):
    edition = make_edition()
    for address in (reverse("admin:polyvocal_text_change", args=[edition.text_id]),
                    reverse("admin:polyvocal_edition_change", args=[edition.pk]),
                    reverse("admin:polyvocal_worklist")):  # fmt: skip
        assert as_nobody.get(address).status_code == 403
