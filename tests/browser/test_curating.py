"""What curators see of triage, watch lists, dossiers, terms at work and dumps: axe on every page, in any width."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from polyvocal import jobs, publishing
from polyvocal.jobs import starting
from polyvocal.models import Job, NameHit, ProvenanceResearch, TriageFlag
from polyvocal.terms.checking import Checked
from polyvocal.terms.work import CHECK
from polyvocal.triage import judge_flag, run_triage, take_in_list
from tests.factories import ACTOR, make_edition, make_source, make_user, make_voice
from tests.triage.test_lists import make_named
from tests.triage.test_running import make_sold

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# axe copies style sheets into the page to read them, which our policy rightly refuses; it needs no copies here.
AXE = {"options": {"preload": False}}
MINOR_IN_DJANGO = "empty-table-header"
HALFWAY = {"objects": 1200, "of": 5000, "percent": 24}


@pytest.fixture
def addresses(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages, with something on each: flags and a verdict, names found, a dossier, jobs in each state, a dump."""
    monkeypatch.setattr(starting, "_launch", lambda job: None)
    settings.POLYVOCAL = {**settings.POLYVOCAL, "DUMPS": str(tmp_path)}
    take_in_list(b"name,note\nAda Quillinger,Dealer in Ely\n", ACTOR, watch_list="dealers")
    make_named("A. Quillinger")
    obj = make_sold("Taken by a dealer, 1941")
    run_triage()
    flag = TriageFlag.objects.get(obj=obj, rule="forced-transfer")
    judge_flag(flag, ACTOR, verdict="research", reason="The dealer is on the list of 1946.")
    pages = [
        reverse("admin:app_list", args=["polyvocal"]),
        reverse("admin:polyvocal_triageflag_changelist"),
        reverse("admin:polyvocal_triageflag_change", args=[flag.pk]),
        reverse("admin:polyvocal_watchedname_changelist"),
        reverse("admin:polyvocal_watch_list_import"),
        reverse("admin:polyvocal_namehit_changelist"),
        reverse("admin:polyvocal_namehit_change", args=[NameHit.objects.get().pk]),
        reverse("admin:polyvocal_provenanceresearch_changelist"),
        reverse("admin:polyvocal_provenanceresearch_add"),
        reverse("admin:polyvocal_provenanceresearch_change", args=[_dossier_about(obj).pk]),
    ]
    return pages + _pages_of_jobs()


def _dossier_about(obj: Any) -> ProvenanceResearch:
    dossier = publishing.save_research(
        ProvenanceResearch(
            slug="de-vries", title="The collection of the De Vries family", question="Who had it in 1941?",
            findings="It was sold under force.",
        ),
        ACTOR,
    )  # fmt: skip
    dossier.objects_researched.create(obj=obj)
    dossier.researchers.create(voice=make_voice(names={"en": "Noor Bakker"}))
    dossier.documents.create(kind="advice", source=make_source(), locator="p. 3")
    publishing.give_status(dossier, ACTOR, status="in-progress", reason="The archive opened.")
    return dossier


def _pages_of_jobs() -> list[str]:
    make_edition()
    wanted = {"profile": "linked-art", "since": "", "is_compressed": False}
    done = jobs.start("dump", {**wanted, "format": "nq"}, ACTOR)
    jobs.run_job(done.pk)
    made = [
        Job.objects.create(kind=kind, arguments=arguments, actor_name="Noor", state=state, **more)
        for kind, arguments, state, more in (
            ("dump", {**wanted, "format": "nt"}, "failed", {"error": "The disk is full."}),
            ("dump", {**wanted, "format": "jsonld"}, "running", {"progress": HALFWAY}),
            ("triage", {}, "running", {"progress": {**HALFWAY, "flagged": 310}}),
            (CHECK, {}, "running", {"progress": {**Checked(of=50, terms=12, changed=1).as_json(), "percent": 24}}),
        )
    ]
    names = ("dump", "dump", "triage", "terms")
    return [
        reverse("admin:polyvocal_dumps"),
        *(reverse(f"admin:polyvocal_{name}_job", args=[job.pk]) for name, job in zip(names, made, strict=True)),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_the_pages_of_curators(live_site: Any, addresses: list[str], scheme: str) -> None:
    page = live_site.sign_in(make_user("curator"), page=live_site.new_page(color_scheme=scheme))
    for address in addresses:
        live_site.visit(address, page=page)
        problems = [one for one in live_site.accessibility_problems(page, **AXE) if MINOR_IN_DJANGO not in one]
        assert problems == [], address


@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_of_curators_fit_the_window(live_site: Any, addresses: list[str], width: int) -> None:
    page = live_site.sign_in(make_user("curator"), page=live_site.new_page(width=width))
    for address in addresses:
        live_site.visit(address, page=page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
