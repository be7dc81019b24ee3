"""The first working whole on a real export: imported, a second voice beside a label, superseded, read back by all."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from polyvocal.models import Edition, Text
from polyvocal.selectors import find_object
from tests.browsers import search_and_choose
from tests.factories import assert_one_current_edition, editions_of, make_perspective, make_user, make_voice

pytestmark = [
    pytest.mark.browser,
    pytest.mark.shared,
    pytest.mark.importers,
    pytest.mark.default_only,
    pytest.mark.django_db(transaction=True),
]

EXPORT = "data/adlib/amsterdam_museum_2011/extract_records_with_AHMteksten.xml"
GLOBE = "21165"
FIRST = "My father turned this globe for visitors, and never saw the country he came from on it."
BETTER = "My father turned this globe for visitors every Sunday, and never saw on it the island he came from."
REASON = "The speaker wanted the island named."


def test_a_second_voice_stands_beside_an_imported_label(live_site: Any, shared: Path) -> None:
    call_command("import_collection", shared / EXPORT, profile="adlib-amsterdam", quiet=True)
    make_voice("sunday-keeper", names={"en": "The keeper’s daughter"}, kind="descendant")
    make_perspective("family", names={"en": "The family"}, accent=3)
    page = live_site.sign_in(make_user("curator"))
    _publish_second_voice(live_site, page)
    _supersede(page)

    text = Text.objects.get(perspective__slug="family")
    first, second = editions_of(text)
    assert_one_current_edition(text)
    _visitors_read_both_voices(live_site)
    _machines_read_voice_and_period(live_site, first, second)
    _the_database_refuses(first)


def _publish_second_voice(site: Any, page: Page) -> None:
    site.visit(reverse("admin:polyvocal_object_texts", args=[find_object(GLOBE).pk]), page=page)
    page.get_by_role("link", name="Add a text", exact=True).click()
    page.get_by_label("Perspective", exact=False).first.select_option(label="The family")
    page.get_by_label("Text type").select_option(label="object label")
    page.get_by_label("Language:", exact=True).select_option(label="English")
    page.get_by_role("button", name="Begin writing").click()
    page.locator("#id_words").fill(FIRST)
    search_and_choose(page, page.locator("[data-rows=voices] .pva-row").first, "The keeper’s daughter")
    page.get_by_label("Public since:").fill("2021-05-01")
    page.get_by_role("button", name="Publish …").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Edition 1 is published.")).to_be_visible()


def _supersede(page: Page) -> None:
    page.get_by_role("link", name="Write a new version").click()
    page.locator("#id_words").fill(BETTER)
    page.get_by_label("Reason:").fill(REASON)
    page.get_by_role("button", name="Publish …").click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("Edition 2 is published.")).to_be_visible()


def _visitors_read_both_voices(site: Any) -> None:
    visitor = site.visit(f"/object/{GLOBE}/?lang=en&show=all", page=site.new_page())
    expect(visitor.get_by_text(BETTER)).to_be_visible()
    expect(visitor.get_by_text("The keeper’s daughter").first).to_be_visible()
    expect(visitor.get_by_text("This 1640 celestial globe").first).to_be_attached()
    yesterday = timezone.localdate() - timedelta(days=1)
    site.visit(f"/object/{GLOBE}/?lang=en&show=all&as_of={yesterday}", page=visitor)
    expect(visitor.get_by_text(FIRST)).to_be_visible()
    expect(visitor.get_by_text(BETTER)).to_have_count(0)


def _machines_read_voice_and_period(site: Any, first: Edition, second: Edition) -> None:
    page = site.new_page()
    record = page.request.get(f"{site.url}/id/object/{GLOBE}", headers={"Accept": "application/ld+json"}).json()
    statements = {one["content"]: one for one in record["referred_to_by"]}
    assert statements[BETTER]["identified_by"][0]["content"].startswith("The keeper’s daughter")
    assert FIRST not in statements
    assert any(one["id"].endswith(str(second.pk)) for tie in record["attributed_by"] for one in tie["assigned"])
    superseded = page.request.get(f"{site.url}/id/edition/{first.pk}.jsonld").json()
    span = superseded["used_for"][0]["timespan"]
    assert span["begin_of_the_begin"].startswith("2021-04-30T22:00")
    assert span["end_of_the_end"] > "2026"
    assert superseded["created_by"]["carried_out_by"][0]["id"].endswith("/id/voice/sunday-keeper")


def _the_database_refuses(edition: Edition) -> None:
    for statement in ("UPDATE polyvocal_edition SET words = 'x'", "DELETE FROM polyvocal_edition"):
        with pytest.raises(DatabaseError, match="polyvocal: "), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    edition.refresh_from_db()
    assert edition.words == FIRST
