"""Words and their terms in the admin: the worklist, the search box, deciding, undoing, tables, runs, replacing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from polyvocal import jobs
from polyvocal.models import Job, Term, TermTie, UsedWord
from polyvocal.records import GivenTerm, ObjectFacts
from polyvocal.terms import count_words, tie_word
from tests.factories import ACTOR, make_object, make_term, make_tie
from tests.terms.conftest import network, no_network, set_terms  # noqa: F401
from tests.terms.thesaurus import BROKEN, SLOW, SOURCE, term

pytestmark = pytest.mark.django_db

LIST = reverse("admin:polyvocal_usedword_changelist")
EXACT = reverse("admin:polyvocal_words_exact")
TABLE = reverse("admin:polyvocal_words_import")


@pytest.fixture
def words():
    """Three words of materials in use: silver most, then tin, then paper."""
    for several in (("silver", "tin", "paper"), ("silver", "tin"), ("silver",)):
        make_object(facts=ObjectFacts(materials=tuple({"en": one} for one in several)))
    count_words()
    return {word.words: word for word in UsedWord.objects.all()}


def page_of(word):
    return reverse("admin:polyvocal_usedword_change", args=[word.pk])


def listed(client, **query):
    page = client.get(LIST, query).content.decode()
    return [one for one in ("silver", "tin", "paper") if f'">{one}</a></th>' in page]


def standing():
    return {(tie.words, tie.term and tie.term.uri) for tie in TermTie.objects.standing()}


def test_the_worklist_shows_what_waits_and_what_was_decided(as_role, words):
    client = as_role("viewer")
    tie_word({"field": "materials", "language": "en", "words": "silver"}, make_term(is_gone=True), ACTOR)
    tie_word({"field": "materials", "language": "en", "words": "tin"}, None, ACTOR)
    assert listed(client) == ["paper"]
    assert listed(client, decision="tied") == listed(client, decision="gone") == ["silver"]
    assert listed(client, decision="none") == ["tin"]
    assert listed(client, decision="given") == []
    assert listed(client, decision="all") == ["silver", "tin", "paper"]
    page = client.get(LIST, {"decision": "all"}).content.decode()
    for told in ("1 word waits for a decision.", "gone from its source", "no term fits", "by its name", ACTOR.name):
        assert told in page


def test_the_most_frequent_words_come_first(as_role, words):
    page = as_role("viewer").get(LIST).content.decode()
    assert page.index(">silver</a>") < page.index(">tin</a>") < page.index(">paper</a>")


def test_words_that_every_source_record_ties_wait_for_nobody(as_role):
    given = GivenTerm("materials", "en", "silver", "https://terms.example.org/1")
    make_object(facts=ObjectFacts(materials=({"en": "silver"},), given_terms=(given,)))
    count_words()
    assert listed(as_role("viewer")) == []
    assert listed(as_role("viewer"), decision="given") == ["silver"]


def test_the_list_costs_the_same_however_many_words(as_role, words, django_assert_max_num_queries):
    client = as_role("curator")
    for one in words:
        tie_word({"field": "materials", "language": "en", "words": one}, make_term(), ACTOR)
    with django_assert_max_num_queries(20):
        assert len(listed(client, decision="all")) == 3


def test_the_box_shows_candidates_with_all_that_tells_them_apart(as_role, words, network):  # noqa: F811
    page = as_role("editor").get(page_of(words["silver"])).content.decode()
    for told in ("the very word", "A white metal.", "Things", "metal", "zilverwerk", f"{SOURCE}/1", f"{SOURCE}/2", "3"):
        assert told in page
    assert network.asked[0]["query"] == "silver"
    assert page.index(f"{SOURCE}/1") < page.index(f"{SOURCE}/2")


def test_another_word_can_be_searched_for(as_role, words, network):  # noqa: F811
    page = as_role("editor").get(page_of(words["tin"]), {"q": "zilverwerk"}).content.decode()
    assert network.asked[-1]["query"] == "zilverwerk"
    assert f"{SOURCE}/1" in page


def test_what_a_source_or_the_network_does_not_answer_is_said(as_role, words, network, set_terms):  # noqa: F811
    set_terms(sources={"": (SOURCE, SLOW, BROKEN)})
    page = as_role("editor").get(page_of(words["silver"])).content.decode()
    for told in (
        "<strong>Slow</strong>: It did not answer in time.",
        "<strong>Broken</strong>: Bad Gateway",
        "Things 2",
    ):
        assert told in page
    network.status = 503
    page = as_role("editor").get(page_of(words["silver"])).content.decode()
    assert "answered with status 503" in page
    assert "found before and kept" in page
    assert f"{SOURCE}/1" in page


def test_nothing_of_a_source_is_taken_for_markup(as_role, words, network):  # noqa: F811
    network.terms = [term(1, en="silver <script>alert(1)</script>")]
    page = as_role("editor").get(page_of(words["silver"])).content.decode()
    assert "<script>alert(1)" not in page
    assert "silver &lt;script&gt;" in page


def test_an_editor_chooses_and_is_led_to_the_next_word_where_it_can_be_undone(as_role, editor, words, network):  # noqa: F811
    client = as_role("editor")
    client.get(page_of(words["silver"]))
    answer = client.post(page_of(words["silver"]), {"term": f"{SOURCE}/1", "seen": ""})
    assert answer.url.startswith(page_of(words["tin"]))
    tie = TermTie.objects.get()
    assert (tie.term.uri, tie.origin, editor.username in tie.tied_by) == (f"{SOURCE}/1", "chosen", True)
    page = client.get(answer.url).content.decode()
    assert f"“silver” stands for “silver” ({SOURCE}/1)." in page
    client.post(answer.url, {"undo": str(tie.pk)})
    assert standing() == set()
    assert "Earlier decisions" in client.get(page_of(words["silver"])).content.decode()


def test_that_none_fits_is_a_decision_too(as_role, words, no_network):  # noqa: F811
    as_role("editor").post(page_of(words["paper"]), {"none": "1", "seen": ""})
    assert standing() == {("paper", None)}


def test_a_decision_on_an_old_page_is_refused(as_role, words, no_network):  # noqa: F811
    make_tie("silver", make_term("https://terms.example.org/1"))
    client = as_role("editor")
    told = client.post(page_of(words["silver"]), {"none": "1", "seen": ""}, follow=True).content.decode()
    assert "in the meantime" in told
    assert standing() == {("silver", "https://terms.example.org/1")}


def test_one_object_can_have_its_own_term(as_role, words, no_network):  # noqa: F811
    obj, chosen = make_object(object_number="Z 7"), make_term("https://terms.example.org/1")
    client = as_role("editor")
    client.post(page_of(words["silver"]), {"term": chosen.uri, "only_for": "Z 7", "seen": ""})
    assert TermTie.objects.get().obj == obj
    page = client.get(page_of(words["silver"])).content.decode()
    assert "For one object alone" in page
    assert "Z 7" in page
    told = client.post(page_of(words["silver"]), {"term": chosen.uri, "only_for": "no such"}, follow=True)
    assert "No object bears" in told.content.decode()


@pytest.mark.parametrize("given", [
    {"term": "https://terms.example.org/unknown"}, {"term": ""}, {}, {"undo": "x"}, {"undo": "0" * 32}
])  # fmt: skip
def test_what_was_not_offered_is_no_decision(as_role, words, no_network, given):  # noqa: F811
    assert as_role("editor").post(page_of(words["silver"]), {"seen": "", **given}).status_code == 302
    assert not TermTie.objects.exists()


def test_who_only_looks_asks_nobody_and_changes_nothing(as_role, as_nobody, words, network):  # noqa: F811
    viewer = as_role("viewer")
    page = viewer.get(page_of(words["silver"])).content.decode()
    assert 'name="q"' not in page
    assert network.asked == []
    for address in (EXACT, TABLE):
        assert viewer.get(address).status_code == viewer.post(address).status_code == 403
    for kind in ("count-words", "search-terms", "check-terms"):
        assert viewer.post(reverse("admin:polyvocal_terms_run", args=[kind])).status_code == 403
    assert viewer.post(page_of(words["silver"]), {"none": "1"}).status_code == 403
    for address in (LIST, page_of(words["silver"]), reverse("admin:polyvocal_words_csv")):
        assert as_nobody.get(address).status_code == 403


def test_exact_matches_are_read_ticked_and_accepted_together(as_role, words):
    sources = {"source": "http://vocab.getty.edu/aat/materials", "source_name": "AAT"}
    make_term("https://terms.example.org/1", **sources, scope_note={"en": "A white metal."})
    make_term("https://terms.example.org/2", **sources, labels={"en": "Tin"})
    make_term("https://terms.example.org/3", **sources, labels={"en": "paper"})
    make_term("https://terms.example.org/4", **sources, labels={"en": "paper"})
    make_term("https://terms.example.org/5", labels={"en": "silver"}, source="https://www.geonames.org")
    client = as_role("editor")
    page = client.get(EXACT).content.decode()
    assert "A white metal." in page
    assert page.count('name="pair"') == 2
    assert "checked" not in page
    assert client.get(EXACT, {"ticked": "1", "field": "materials"}).content.decode().count("checked") == 2
    assert 'name="pair"' not in client.get(EXACT, {"field": "places"}).content.decode()
    ticked = [
        f"{words['silver'].pk} https://terms.example.org/1",
        f"{words['paper'].pk} x",
        "x y",
        "7 ",
        "² z",
        "9" * 30 + " z",
    ]
    told = client.post(EXACT, {"pair": ticked}, follow=True).content.decode()
    assert "1 word is tied." in told
    assert standing() == {("silver", "https://terms.example.org/1")}
    assert TermTie.objects.get().origin == "together"


def test_a_word_that_somebody_decided_meanwhile_is_not_tied_together_with_others(as_role, words):
    make_term("https://terms.example.org/1")
    make_tie("silver")
    as_role("editor").post(EXACT, {"pair": [f"{words['silver'].pk} https://terms.example.org/1"]})
    assert standing() == {("silver", None)}


def test_a_table_goes_out_and_comes_in(as_role, words):
    client = as_role("editor")
    tie_word({"field": "materials", "language": "en", "words": "silver"}, None, ACTOR)
    address = reverse("admin:polyvocal_words_csv")
    assert b"".join(client.get(address).streaming_content).decode().count("\n") == 3  # what waits, and the headings
    table = b"".join(client.get(address, {"decision": "all"}).streaming_content).decode()
    assert "materials,en,silver,3,'-," in table
    given = "field,language,word,uri\nmaterials,en,tin,https://terms.example.org/1\nmaterials,en,paper,<b>\n"
    file = SimpleUploadedFile("terms.csv", given.encode(), content_type="text/csv")
    page = client.post(TABLE, {"file": file}).content.decode()
    assert "Words that stand for another term now: 1; as before: 0." in page
    assert "Line 3:" in page
    assert "<b>”" not in page
    for wrong in ({}, {"file": SimpleUploadedFile("terms.csv", b"word\ntin\n")}):
        assert "errorlist" in client.post(TABLE, wrong).content.decode()


def run(client, kind, **given):
    answer = client.post(reverse("admin:polyvocal_terms_run", args=[kind]), given)
    jobs.run_job(Job.objects.get(kind=kind).pk)
    return client.get(answer.url, follow=True).content.decode()


def test_words_are_counted_looked_up_and_checked_by_runs(as_role, network):  # noqa: F811
    client = as_role("editor")
    make_object(facts=ObjectFacts(materials=({"en": "silver"},)))
    assert "1 different words in 1 objects." in run(client, "count-words")
    assert "1 words looked up: terms for 1; not every source answered for 0." in run(client, "search-terms")
    assert client.get(EXACT).content.decode().count('name="pair"') == 1
    assert "never looked up" not in client.get(EXACT).content.decode()
    tie_word({"field": "materials", "language": "en", "words": "silver"}, Term.objects.get(uri=f"{SOURCE}/1"), ACTOR)
    network.terms = []
    told = run(client, "check-terms")
    assert "1 terms checked: 0 changed, 1 gone from their source, of 0 nothing was learned." in told


def test_a_run_that_fails_says_why_and_can_be_tried_again(as_role, words, no_network):  # noqa: F811
    client = as_role("editor")
    page = run(client, "search-terms", field="materials")
    assert "cannot be reached" in page
    job = Job.objects.get(kind="search-terms")
    address = reverse("admin:polyvocal_terms_job", args=[job.pk])
    assert client.get(reverse("admin:polyvocal_terms_progress", args=[job.pk])).json()["is_open"] is False
    client.post(address, {"step": "again"})
    client.post(address, {"step": "cancel"})
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_second_run_of_a_kind_is_not_begun_and_another_kind_is_none(as_role, words):
    client = as_role("editor")
    start = reverse("admin:polyvocal_terms_run", args=["count-words"])
    assert client.post(start).url == client.post(start).url
    assert client.get(start).url == LIST
    assert client.post(reverse("admin:polyvocal_terms_run", args=["triage"])).status_code == 404
    page = client.get(client.post(start).url).content.decode()
    assert "It waits for its turn." in page


def test_a_term_shows_what_is_known_how_it_changed_and_which_words_stand_for_it(as_role, words, network):  # noqa: F811
    made = make_term(f"{SOURCE}/1", labels={"en": "argent"}, source_name="Things")
    make_tie("silver", made)
    client = as_role("editor")
    run(client, "check-terms")
    page = client.get(reverse("admin:polyvocal_term_change", args=[made.pk])).content.decode()
    for told in ("<del>argent (en)</del>", "silver (en)", "A white metal.", "http://www.wikidata.org/entity/Q1090",
                 f"{SOURCE}/9", page_of(words["silver"])):  # fmt: skip
        assert told in page
    terms = client.get(reverse("admin:polyvocal_term_changelist"), {"use": "changed"}).content.decode()
    assert f"{SOURCE}/1" in terms


@pytest.mark.parametrize(
    ("use", "shown"), [("", "1"), ("gone", "2"), ("replaced", "3"), ("all", "123"), ("changed", "")]
)
def test_terms_are_narrowed_by_use(as_role, use, shown):
    terms = [make_term(f"https://terms.example.org/t{number}") for number in (1, 2, 3)]
    make_tie("silver", terms[0])
    Term.objects.filter(pk=terms[1].pk).update(is_gone=True)
    Term.objects.filter(pk=terms[2].pk).update(replaced_by=terms[0])
    page = (
        as_role("viewer").get(reverse("admin:polyvocal_term_changelist"), {"use": use} if use else {}).content.decode()
    )
    assert [number for number in "123" if f">https://terms.example.org/t{number}</a>" in page] == list(shown)


def test_terms_are_narrowed_by_their_source(as_role):
    for number, name in ((1, "Things"), (2, "Others"), (3, "")):
        make_tie(f"word {number}", make_term(f"https://terms.example.org/t{number}", source_name=name))
    page = as_role("viewer").get(reverse("admin:polyvocal_term_changelist"), {"source": "Things"}).content.decode()
    assert [number for number in "123" if f">https://terms.example.org/t{number}</a>" in page] == ["1"]
    assert "?source=Others" in page


def test_a_term_is_replaced_and_its_words_move(as_role, words):
    old, new = make_term("https://terms.example.org/1"), make_term("https://terms.example.org/2")
    make_tie("silver", old)
    client, address = as_role("editor"), reverse("admin:polyvocal_term_change", args=[old.pk])
    assert "No term with this URI is kept" in client.post(address, {"uri": "x"}, follow=True).content.decode()
    assert "not replaced by itself" in client.post(address, {"uri": old.uri}, follow=True).content.decode()
    assert "1 word moved" in client.post(address, {"uri": new.uri}, follow=True).content.decode()
    assert standing() == {("silver", new.uri)}
    assert as_role("viewer").post(address, {"uri": new.uri}).status_code == 403


@pytest.mark.parametrize("address", ["usedword", "term"])
@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "²"])
def test_what_does_not_exist_is_not_found(as_role, address, key):
    client = as_role("superuser")
    assert client.get(reverse(f"admin:polyvocal_{address}_change", args=[key])).status_code == 404


def test_nobody_adds_or_deletes_words_or_terms(as_role, words):
    client, made = as_role("superuser"), make_term()
    for name, row in (("usedword", words["tin"]), ("term", made)):
        assert client.get(reverse(f"admin:polyvocal_{name}_add")).status_code == 403
        assert client.post(reverse(f"admin:polyvocal_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
        history = client.get(reverse(f"admin:polyvocal_{name}_history", args=[row.pk]))
        assert history.url == reverse(f"admin:polyvocal_{name}_change", args=[row.pk])
