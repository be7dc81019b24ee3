"""What the store holds is what is public now, and nothing that was taken back is ever answered."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from polyvocal import ledger, publishing, sparql
from polyvocal.exceptions import StoreBusyError, StoreNotReadyError
from polyvocal.jobs import starting
from polyvocal.models import Edition, Job, ProvenanceResearch, Text, Voice
from polyvocal.object_model import adapter
from polyvocal.publishing import Ground
from polyvocal.sparql import readiness, stores
from tests.factories import (
    ACTOR,
    make_edition,
    make_event,
    make_object,
    make_source,
    make_statement,
    make_text,
    make_voice,
)

pytestmark = pytest.mark.django_db

WORDS = """PREFIX crm: <http://www.cidoc-crm.org/cidoc-crm/>
SELECT DISTINCT ?words WHERE { ?s crm:P190_has_symbolic_content ?words }"""
ANYWHERE = """PREFIX crm: <http://www.cidoc-crm.org/cidoc-crm/>
SELECT DISTINCT ?words WHERE { { ?s crm:P190_has_symbolic_content ?words } UNION { GRAPH ?g { ?s ?p ?words } } }"""


@pytest.fixture(autouse=True)
def _no_job_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "_launch", lambda job: None)


@pytest.fixture
def filled(asked: Any) -> Any:
    """Fill the store with what there is, and ask it."""

    def fill() -> Any:
        ledger.sweep()
        sparql.bring_up_to_date()
        return asked

    return fill


def _words(asked: Any, query: str = WORDS) -> set[str]:
    return {row[0] for row in asked(query)}


def test_the_record_of_an_object_and_of_every_edition_can_be_asked(filled: Any) -> None:
    text = make_text()
    make_edition(text, "First words.")
    make_edition(text, "Second words.")
    assert {"First words.", "Second words."} <= _words(filled())


def test_the_store_equals_what_a_dump_holds(filled: Any, tmp_path: Path) -> None:
    import pyoxigraph

    make_edition(make_text(), "Words.")
    make_statement(make_event("Jan", Ground(make_source())))
    filled()
    call_command("export_linked_data", profile="linked-art", format="nq", output=str(tmp_path), verbosity=0)
    dumped = list(pyoxigraph.parse(path=str(tmp_path / "linked-art.nq")))
    found = stores.current()
    assert found is not None
    store = pyoxigraph.Store.read_only(str(found.path))
    named = [quad for quad in store if not isinstance(quad.graph_name, pyoxigraph.DefaultGraph)]
    assert len(named) == len(set(dumped)) > 50
    assert {quad.graph_name for quad in named} == {quad.graph_name for quad in dumped}


def test_a_change_is_answered_the_next_time_somebody_asks(filled: Any, asked: Any) -> None:
    text = make_text()
    make_edition(text, "First words.")
    filled()
    make_edition(text, "Second words.")
    assert "Second words." in _words(asked)


def test_what_was_withdrawn_is_never_answered_again(filled: Any, asked: Any, store: Path) -> None:
    edition = make_edition(make_text(), "Taken back.")
    assert "Taken back." in _words(filled(), ANYWHERE)
    publishing.withdraw(edition, ACTOR, reason="Asked for.")
    assert "Taken back." not in _words(asked, ANYWHERE)


def test_what_was_erased_has_left_the_disk(filled: Any, asked: Any, store: Path) -> None:
    edition = make_edition(make_text(), "Erased-from-everywhere.")
    filled()
    assert _on_disk(store, b"Erased-from-everywhere.")
    publishing.erase(edition, ACTOR, legal_basis="Article 17 GDPR")
    _words(asked)
    assert not _on_disk(store, b"Erased-from-everywhere.")


def test_a_dossier_that_is_public_no_more_is_never_answered_again(filled: Any, asked: Any) -> None:
    make_edition(make_text(), "Words.")
    dossier = ProvenanceResearch(slug="closed", title="Closed to all", question="Whose?", is_public=True)
    publishing.save_research(dossier, ACTOR)
    query = "SELECT ?title WHERE { ?s ?p ?title FILTER(?title = 'Closed to all') }"
    assert filled()(query)
    dossier.is_public = False
    publishing.save_research(dossier, ACTOR)
    assert not asked(query)


@pytest.mark.default_only
def test_a_hidden_object_of_which_the_ledger_does_not_know_yet_is_not_answered(
    filled: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "OBJECT_ADAPTER": "tests.harvesting.hiding.HidingAdapter"}
    obj = make_object(object_number="A 1")
    make_edition(make_text(obj), "Hidden words.")
    assert "Hidden words." in _words(filled())
    monkeypatch.setattr(ledger, "refresh", lambda: None)  # as where a job has much to look at first
    obj.object_number = "STORE 1"
    obj.save()
    with pytest.raises(StoreNotReadyError):
        sparql.ready()


def _on_disk(store: Path, words: bytes) -> bool:
    return any(words in one.read_bytes() for one in store.rglob("*") if one.is_file())


def test_a_state_that_holds_withdrawn_words_is_not_asked(
    filled: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = make_edition(make_text(), "Taken back.")
    filled()
    publishing.withdraw(edition, ACTOR, reason="Asked for.")
    monkeypatch.setattr(ledger, "refresh", lambda: None)  # as where another process holds the ledger
    with pytest.raises(StoreNotReadyError):
        sparql.ready()
    answer = client.get("/sparql", {"query": WORDS})
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert Job.objects.filter(kind=readiness.KIND).count() == 1


def test_much_that_is_new_waits_for_a_job_while_the_rest_is_answered(
    filled: Any, asked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_edition(make_text(), "Known.")
    filled()
    monkeypatch.setattr(readiness, "AT_ONCE", 1)
    for number in range(3):
        make_edition(make_text(), f"New {number}.")
    assert {"Known.", "New 0."} & _words(asked) == {"Known."}
    assert Job.objects.filter(kind=readiness.KIND).count() == 1


def test_an_object_that_is_no_longer_shown_leaves_but_what_others_say_stays(filled: Any, asked: Any) -> None:
    voice = make_voice(names={"en": "The harbour choir"})
    kept = make_edition(make_text(), "Stays.", voices=[voice])
    gone = make_object()
    make_edition(make_text(gone), "Goes.", voices=[voice])
    filled()
    if not hasattr(gone, "is_public"):
        pytest.skip("polyvocal's own object model hides no objects")
    gone.is_public = False
    gone.save()
    words = _words(asked, ANYWHERE)
    assert ("Goes." in words, "Stays." in words) == (False, True)
    named = asked('SELECT ?s WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> "The harbour choir" }')
    assert [f"https://museum.example.org/id/voice/{voice.slug}"] in named
    assert adapter().identifier(kept.text.obj)


def test_what_a_voice_claims_stands_in_its_own_graph_alone(filled: Any) -> None:
    make_statement(make_event("Stolen", Ground(make_source())))
    asked = filled()
    claim = "<http://www.nanopub.org/nschema#Nanopublication>"
    assert asked(f"SELECT ?n WHERE {{ ?n a {claim} }}") == []
    assert asked(f"SELECT ?n WHERE {{ GRAPH ?g {{ ?n a {claim} }} }}") != []


def test_a_voice_that_was_renamed_is_found_by_a_full_refresh(filled: Any, asked: Any) -> None:
    voice = make_voice(names={"en": "Old name"})
    make_edition(make_text(), "Words.", voices=[voice])
    filled()
    Voice.objects.filter(pk=voice.pk).update(names={"en": "New name"})
    call_command("update_sparql", full=True, verbosity=0)
    labels = {row[0] for row in asked("SELECT ?l WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }")}
    assert ("New name" in labels, "Old name" in labels) == (True, False)


def test_a_voice_that_was_renamed_by_a_curator_is_found_by_the_next_question(filled: Any, asked: Any) -> None:
    voice = make_voice(names={"en": "Old name"})
    make_edition(make_text(), "Words.", voices=[voice])
    filled()
    voice.names = {"en": "New name"}
    voice.save()
    labels = {row[0] for row in asked("SELECT ?l WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?l }")}
    assert ("New name" in labels, "Old name" in labels) == (True, False)


def test_a_refresh_without_news_replaces_nothing(filled: Any) -> None:
    make_edition(make_text(), "Words.")
    filled()
    again = sparql.bring_up_to_date(is_whole=True)
    assert (again.objects, again.replaced, again.removed) == (1, 0, 0)


def test_a_refresh_that_was_ended_is_gone_on_with_and_nothing_is_answered_before(
    filled: Any, store: Path, client: Client
) -> None:
    for number in range(3):
        make_edition(make_text(), f"Words {number}.")
    ledger.sweep()

    def die(_filled: Any) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sparql.bring_up_to_date(came_to=die)
    assert stores.current() is None
    again = sparql.bring_up_to_date()
    assert (again.objects, again.snapshot is not None) == (3, True)
    with closing(sqlite3.connect(store / "index.sqlite3")) as index:
        (owners,) = index.execute("SELECT COUNT(*) FROM owner").fetchone()
    assert again.replaced == owners - 3


def test_one_process_writes_at_a_time(filled: Any) -> None:
    with stores.held(patience=0), pytest.raises(StoreBusyError):
        sparql.bring_up_to_date(patience=0)


def test_only_the_newest_snapshot_is_kept(filled: Any, store: Path) -> None:
    text = make_text()
    for number in range(3):
        make_edition(text, f"Words {number}.")
        filled()
    assert len(list(store.glob("snapshot-*"))) == 1


def test_a_store_of_another_layout_is_made_anew(filled: Any, store: Path, asked: Any) -> None:
    make_edition(make_text(), "Words.")
    filled()
    (store / "layout").write_text("0 2026-01-01")
    (store / "store" / "junk").write_text("of an earlier layout")
    sparql.bring_up_to_date(is_whole=True)
    assert not (store / "store" / "junk").exists()
    assert "Words." in _words(asked)


def test_the_command_says_what_is_missing(settings: Any) -> None:
    settings.POLYVOCAL = {**settings.POLYVOCAL, "SPARQL_STORE": ""}
    with pytest.raises(CommandError, match="SPARQL_STORE"):
        call_command("update_sparql")


def test_drafts_are_not_in_the_store(filled: Any) -> None:
    text = make_text()
    make_edition(text, "Public.")
    publishing.draft(Text.objects.get(pk=text.pk), ACTOR, content=_content("Secret draft."))
    words = _words(filled(), ANYWHERE)
    assert ("Public." in words, "Secret draft." in words) == (True, False)
    assert Edition.objects.count() == 1


def _content(words: str) -> Any:
    from tests.factories import make_content

    return make_content(words)
