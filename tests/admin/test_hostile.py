"""The pages of words, terms and dumps in the hands of somebody hostile or unlucky."""

import pytest
from django.test import Client
from django.urls import reverse

from polyvocal.models import Job, TermChange, TermTie, UsedWord
from polyvocal.records import ObjectFacts
from polyvocal.terms import count_words
from tests.factories import make_object, make_term, make_tie, make_user
from tests.terms.conftest import no_network, set_terms  # noqa: F401

pytestmark = pytest.mark.django_db

SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(1)> \u202e\u2066 ]]> {{ 7|add:7 }} ' + "x" * 200


@pytest.fixture
def pages(no_network):  # noqa: F811
    """Every page of words and terms, of a word and a term that are called so, and of dumps."""
    sources = {"source": "http://vocab.getty.edu/aat/materials", "source_name": f"AAT {SCRIPT[:100]}"}
    said = {"en": f"silver {SCRIPT}"}
    term = make_term(
        "https://terms.example.org/1", **sources, labels=said, scope_note=said, alternatives={"en": [f"more {SCRIPT}"]},
        broader=[{"uri": "https://terms.example.org/2", "labels": said}],
    )  # fmt: skip
    make_object(facts=ObjectFacts(materials=(said, {"en": f"tin {SCRIPT}"})))
    count_words()
    tied = make_tie(f"tin {SCRIPT}", term)
    TermChange.objects.create(
        term=term,
        before={"labels": said},
        after={"labels": said},
        noticed_by=SCRIPT[:100],
        noticed_at="2026-01-01T00:00:00Z",
    )
    words = reverse("admin:polyvocal_usedword_changelist")
    return [
        words, f"{words}?decision=all", f"{words}?decision=tied", reverse("admin:polyvocal_words_exact"),
        reverse("admin:polyvocal_words_import"), reverse("admin:polyvocal_term_changelist"),
        reverse("admin:polyvocal_term_change", args=[term.pk]), reverse("admin:polyvocal_dumps"),
        *(f"{_page_of(one)}?done={tied.pk}" for one in UsedWord.objects.all()),
    ]  # fmt: skip


def _page_of(word):
    return reverse("admin:polyvocal_usedword_change", args=[word.pk])


def _counts():
    return Job.objects.count(), TermTie.objects.count(), TermTie.objects.standing().count(), TermChange.objects.count()


def test_no_label_is_markup_and_looking_changes_nothing(as_role, pages):
    client, before = as_role("superuser"), _counts()
    for address in pages:
        page = client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
    assert _counts() == before


def test_a_label_turns_nothing_about_that_stands_beside_it(as_role, pages):
    page = as_role("superuser").get(pages[2]).content.decode()
    assert "<bdi>silver &lt;script&gt;" in page


def test_what_another_site_sends_in_a_curators_name_is_refused(superuser, pages):
    client, before = Client(enforce_csrf_checks=True), _counts()
    client.force_login(superuser)
    runs = [
        reverse("admin:polyvocal_terms_run", args=[kind]) for kind in ("count-words", "search-terms", "check-terms")
    ]
    sent = {"none": "1", "seen": "", "what": "linked-art nq", "pair": "1 https://terms.example.org/1", "uri": "x"}
    for address in [*pages, *runs]:
        assert client.post(address, sent).status_code == 403, address
    assert _counts() == before


@pytest.mark.parametrize("who", ["", "nobody", "no staff"])
def test_who_has_no_permission_sees_nothing_and_changes_nothing(pages, who):
    client, before = Client(), _counts()
    if who:
        user = make_user("")
        user.is_staff = who == "nobody"
        user.save()
        client.force_login(user)
    for address in pages:
        for answer in (client.get(address), client.post(address, {"none": "1", "seen": ""})):
            assert answer.status_code in (302, 403), address
            assert "silver" not in answer.content.decode()
            assert answer.status_code == 403 or "/login/" in answer.url, address
    assert _counts() == before


def test_the_same_decision_sent_twice_is_made_once(as_role, pages):
    word = UsedWord.objects.get(words__startswith="silver")
    for role in ("curator", "editor", "curator"):
        as_role(role).post(_page_of(word), {"term": "https://terms.example.org/1", "seen": ""})
    assert TermTie.objects.filter(key=word.key).count() == 1
