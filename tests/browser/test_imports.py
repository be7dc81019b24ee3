"""A curator imports a changed export in a real Chromium, with a real worker: plan, progress, report, undo."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from polyvocal.importers.models import ImportRun
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import ImportOrder, run_import
from polyvocal.models import Edition
from polyvocal.publishing import Actor
from tests.conftest import CHECKOUT
from tests.factories import make_object, make_user
from tests.importers.exports import imported, label, record
from tests.importers.runs.interrupted import same_database
from tests.importers.test_tying import OnlyReads

pytestmark = [
    pytest.mark.browser, pytest.mark.importers, pytest.mark.default_only, pytest.mark.django_db(transaction=True),
]  # fmt: skip

PAKHUIS = CHECKOUT / "fixtures" / "pakhuis"
BEGIN = "admin:polyvocal_importers_import"
AXE = {"options": {"preload": False}}
OLD, NEW = "Ik heb het met rijst nagemeten", "Ik heb het met rijst en zand nagemeten"
WORKED = 60_000


@pytest.fixture
def changed_export(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demo collection, imported; then its export with one text changed and one record without its number."""
    profile = load_profile(str(PAKHUIS / "profile.toml"))
    run_import(ImportOrder(paths=[PAKHUIS / "adlib_export.xml"], profile=profile, actor=Actor.system("the demo")))
    (tmp_path / "profiles").mkdir()
    shutil.copy(PAKHUIS / "profile.toml", tmp_path / "profiles" / "pakhuis.toml")
    store = str(tmp_path / "store")
    settings.POLYVOCAL = {
        **settings.POLYVOCAL, "IMPORT_STORE": store, "IMPORT_PROFILES": str(tmp_path / "profiles"),
    }  # fmt: skip
    for name, value in {**same_database(), "IMPORT_STORE": store}.items():
        monkeypatch.setenv(name, value)
    words = (PAKHUIS / "adlib_export.xml").read_text(encoding="utf-8")
    assert words.count(OLD) == 1
    path = tmp_path / "changed.xml"
    path.write_text(words.replace(OLD, NEW).replace('priref="1003"', 'priref=""', 1), encoding="utf-8")
    return path


def _accessible(site: Any, page: Page) -> None:
    assert [one for one in site.accessibility_problems(page, **AXE) if "empty-table-header" not in one] == [], page.url


def _planned(site: Any, page: Page, export: Path) -> None:
    site.visit(reverse(BEGIN), page=page)
    _accessible(site, page)
    page.locator("#id_exports").set_input_files(export)
    page.get_by_role("button", name="Upload and look").click()
    expect(page.get_by_role("radio", checked=True)).to_have_value("own:pakhuis.toml")
    _accessible(site, page)
    page.get_by_role("button", name="Make a plan").click()
    expect(page.get_by_role("heading", name="Carry it out?")).to_be_visible(timeout=WORKED)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_curator_plans_carries_out_reads_the_report_and_undoes(
    live_site: Any, changed_export: Path, scheme: str
) -> None:
    page = live_site.sign_in(make_user("curator"), page=live_site.new_page(color_scheme=scheme))
    _planned(live_site, page, changed_export)
    page.get_by_role("navigation", name="Records by outcome").get_by_role("link", name="changed").click()
    expect(page.locator("ins", has_text="en zand")).to_be_visible()
    expect(page.get_by_text("The present edition stays readable as edition 1, superseded today.")).to_be_visible()
    _accessible(live_site, page)

    page.get_by_role("button", name="Carry out this plan").click()
    expect(page.get_by_role("heading", name="What came of the records")).to_be_visible(timeout=WORKED)
    _accessible(live_site, page)
    edition = Edition.objects.current().get(words__contains=NEW)
    assert edition.number == 2
    page.get_by_text("The record as the source gave it").first.click()
    expect(page.locator("pre", has_text="<record")).to_be_visible()

    page.get_by_role("link", name="Undo this import …").click()
    expect(page.get_by_text("1 text gets its words from before, as a new edition.")).to_be_visible()
    _accessible(live_site, page)
    page.get_by_label("Reason").fill("The sand was not measured.")
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("Undone by")).to_be_visible(timeout=WORKED)
    _accessible(live_site, page)
    assert ImportRun.objects.latest("pk").state == "undone"
    assert OLD in Edition.objects.current().get(text=edition.text_id).words


def test_the_way_from_upload_to_report_needs_no_script(live_site: Any, changed_export: Path) -> None:
    page = live_site.sign_in(make_user("curator"), page=live_site.new_page(java_script_enabled=False))
    live_site.visit(reverse(BEGIN), page=page)
    page.locator("#id_exports").set_input_files(changed_export)
    page.get_by_role("button", name="Upload and look").click()
    page.get_by_role("button", name="Make a plan").click()
    page.get_by_role("button", name="Carry out this plan").click(timeout=WORKED)  # the page looks again by itself
    expect(page.get_by_role("heading", name="What came of the records")).to_be_visible(timeout=WORKED)
    assert Edition.objects.current().filter(words__contains=NEW).exists()


def test_the_keyboard_alone_leads_from_the_list_of_runs_to_the_files(live_site: Any, changed_export: Path) -> None:
    page = live_site.sign_in(make_user("curator"))
    live_site.visit(reverse("admin:polyvocal_importers_importrun_changelist"), page=page)
    page.get_by_role("link", name="Import", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/import/$"))
    page.locator("#id_exports").focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Upload and look")


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_plan_and_run_fit_the_window(live_site: Any, changed_export: Path, width: int) -> None:
    page = live_site.sign_in(make_user("curator"), page=live_site.new_page(width=width))
    _planned(live_site, page, changed_export)
    addresses = [page.url.removeprefix(live_site.url)]
    addresses += [
        reverse(BEGIN),
        reverse("admin:polyvocal_importers_importrun_change", args=[ImportRun.objects.get().pk]),
    ]
    for address in addresses:
        live_site.visit(address, page=page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("width", [1440, 390])
def test_a_held_record_is_tied_to_its_object(live_site: Any, tmp_path: Path, settings: Any, width: int) -> None:
    for twin in ("a", "b"):
        make_object(identifier=f"twin-{twin}", object_number="H 3")
    settings.POLYVOCAL = {**settings.POLYVOCAL, "OBJECT_ADAPTER": f"{OnlyReads.__module__}.OnlyReads"}
    tally = imported(tmp_path, record("3", label("Drie.")))
    page = live_site.sign_in(make_user("curator"), page=live_site.new_page(width=width))
    run = reverse("admin:polyvocal_importers_importrun_change", args=[tally.run_id])
    live_site.visit(run, page=page)
    _accessible(live_site, page)
    page.get_by_role("link", name="Say which object it is about").click()
    expect(page.get_by_role("button", name="It is this object").last).to_be_visible()
    _accessible(live_site, page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="It is this object").last.click()
    expect(page.get_by_text("Remembered: record 3 is about H 3.")).to_be_visible()
