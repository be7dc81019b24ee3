"""Asking the Network of Terms: what it says is read, what it cannot say is told, junk and slowness end."""

import gzip
import json
import time

import pytest

from polyvocal.terms.candidates import is_web_address
from polyvocal.terms.network import NetworkError, look_up, search
from tests.terms import thesaurus
from tests.terms.thesaurus import BROKEN, PLACES, SLOW, SOURCE, labelled, term


def test_a_term_comes_with_all_that_its_source_says(network):
    answer = search("zilverwerk", [SOURCE])[0]
    found = answer.candidates[0]
    assert (answer.source, answer.source_name, answer.problem) == (SOURCE, "Things", "")
    assert (found.uri, found.source, found.source_name) == (f"{SOURCE}/1", SOURCE, "Things")
    assert (found.labels, found.alternatives) == ({"nl": "zilver", "en": "silver"}, {"nl": ["zilverwerk"]})
    assert found.scope_note == {"en": "A white metal."}
    assert found.broader == [(f"{SOURCE}/9", {"nl": "metaal", "en": "metal"})]
    assert found.matches == ["http://www.wikidata.org/entity/Q1090"]


def test_the_question_bears_what_the_settings_say(network, set_terms):
    set_terms(languages=("nl", "de"), timeout=2)
    search('a "quoted" { query', [SOURCE])
    assert network.asked == [
        {"sources": [SOURCE], "query": 'a "quoted" { query', "languages": ["nl", "de"], "limit": 20, "timeout": 2000}
    ]


def test_each_source_has_its_own_answer_or_its_own_problem(network):
    answers = {one.source: one for one in search("zilver", [SOURCE, SLOW, PLACES, BROKEN])}
    assert len(answers[SOURCE].candidates) == 2
    assert (answers[PLACES].candidates, answers[PLACES].problem) == ((), "")
    assert answers[SLOW].problem == "It did not answer in time. (Source timed out after 1000ms)"
    assert answers[BROKEN].problem == "Bad Gateway"


def test_a_source_that_the_network_does_not_know_hides_no_other(network):
    answers = {one.source: one for one in search("zilver", ["https://terms.example.org/unknown", SOURCE])}
    assert len(answers[SOURCE].candidates) == 2
    assert "not found" in answers["https://terms.example.org/unknown"].problem


def test_a_source_that_is_passed_over_is_said_to_be_silent(network):
    network.answer = json.dumps({"data": {"terms": []}}).encode()
    assert [(one.source, one.problem) for one in search("zilver", [SOURCE])] == [(SOURCE, "No answer was given.")]


@pytest.mark.parametrize("answer", [
    b"<html>Maintenance</html>", b"", b"[]", b"7", b"{}", b'{"data": null}', b'{"data": []}', b'{"errors": "x"}',
    b'{"errors": [7]}', b"\xff\xfe", b"[" * 100_000,
])  # fmt: skip
def test_junk_is_a_sentence_and_no_traceback(network, answer):
    network.answer = answer or b" "
    with pytest.raises(NetworkError, match="cannot be understood"):
        search("zilver", [SOURCE])


@pytest.mark.parametrize("terms", [
    None, 7, "x", [None, 7, "x", [], {}], [{"source": 7, "result": {}}], [{"source": {"uri": SOURCE}, "result": 7}],
])  # fmt: skip
def test_answers_of_another_shape_are_left_out(network, terms):
    network.answer = json.dumps({"data": {"terms": terms}}).encode()
    assert [one.problem for one in search("zilver", [SOURCE])] == ["No answer was given."]


def test_a_result_of_another_shape_is_the_problem_of_its_source(network):
    result = {"source": {"uri": SOURCE, "name": "Things"}, "result": {"__typename": "Surprise"}}
    network.answer = json.dumps({"data": {"terms": [result]}}).encode()
    assert search("zilver", [SOURCE])[0].problem == "It answered what cannot be understood."


@pytest.mark.parametrize("changes", [
    {"uri": "javascript:alert(1)"}, {"uri": None}, {"uri": "https://terms.example.org/a b"}, {"uri": "http://[x"},
    {"uri": "https://terms.example.org/" + "x" * 600}, {"prefLabel": []}, {"prefLabel": None}, {"prefLabel": [7, {}]},
    {"prefLabel": [{"language": "nl", "value": "  "}]},
])  # fmt: skip
def test_a_term_without_a_web_address_or_a_label_is_left_out(network, changes):
    network.terms.append(term(3, nl="zilverling") | changes)
    network.answer = None
    given = {"uri": SOURCE, "name": "Things"}, {"terms": [*network.terms, "junk"]}
    network.answer = json.dumps({"data": {"terms": [{"source": given[0], "result": given[1]}]}}).encode()
    assert [one.uri for one in search("zilver", [SOURCE])[0].candidates] == [f"{SOURCE}/2", f"{SOURCE}/1"]


def test_labels_without_a_known_language_are_kept_without_one(network):
    labels = [{"language": "nl_BE", "value": "zilver"}, {"language": "not a tag", "value": "zilver!"}, "argent"]
    network.terms = [term(3, altLabel=[{"language": None, "value": "Ag\0"}]) | {"prefLabel": labels}]
    network.answer = json.dumps({"data": {"terms": [
        {"source": {"uri": SOURCE, "name": "Things"}, "result": {"terms": network.terms}}
    ]}}).encode()  # fmt: skip
    found = search("zilver", [SOURCE])[0].candidates[0]
    assert found.labels == {"nl-BE": "zilver", "und": "zilver!"}
    assert found.alternatives == {"und": ["Ag"]}


def test_a_definition_goes_before_a_scope_note(network):
    network.terms = [term(3, nl="zilver", definition=labelled(nl="Een metaal."), scopeNote=labelled(nl="Niet: tin."))]
    assert search("zilver", [SOURCE])[0].candidates[0].scope_note == {"nl": "Een metaal."}


def test_a_network_that_does_not_answer_in_time_is_left(network, set_terms):
    set_terms(timeout=0.1)
    network.wait = 30
    begun = time.monotonic()
    with pytest.raises(NetworkError, match="did not answer in time"):
        search("zilver", [SOURCE])
    assert time.monotonic() - begun < 20


def test_an_answer_that_drips_is_not_waited_for(network, set_terms):
    set_terms(timeout=-1.5)  # half a second in all
    network.drips = True
    begun = time.monotonic()
    with pytest.raises(NetworkError, match="did not answer in time"):
        search("zilver", [SOURCE])
    assert time.monotonic() - begun < 20


def test_a_head_that_drips_is_not_waited_for(network, set_terms):
    set_terms(timeout=-1.5)
    network.drips_head = True
    with pytest.raises(NetworkError, match="did not answer in time"):
        search("zilver", [SOURCE])


@pytest.mark.parametrize("times", [1, 2])
def test_what_unpacks_to_more_than_can_be_taken_is_cut_off(network, times):
    network.answer, network.encoding = b" " * 50_000_000, ", ".join(["gzip"] * times)
    for _once in range(times):
        network.answer = gzip.compress(network.answer)
    with pytest.raises(NetworkError, match="more than can be taken"):
        search("zilver", [SOURCE])


def test_half_letters_and_control_letters_are_left_out(network):
    bad = "\ud800\x01\x1b\0\ufffe"
    result = {"terms": [term(3, nl=f"zil{bad}ver", scopeNote=labelled(nl=f"{bad}Een metaal."))]}
    network.answer = json.dumps(
        {"data": {"terms": [{"source": {"uri": SOURCE + bad, "name": f"Things{bad}"}, "result": result}]}}
    ).encode()
    answer = search("zilver", [SOURCE])[0]
    found = answer.candidates[0]
    assert (answer.source, answer.source_name, found.source) == (SOURCE, "Things", SOURCE)
    assert (found.labels, found.scope_note) == ({"nl": "zilver"}, {"nl": "Een metaal."})


def test_no_more_is_read_than_was_asked_for(network):
    many = {"source": {"uri": SOURCE, "name": "Things"}, "result": {"terms": [term(3, nl="zilver")] * 10_000}}
    network.answer = json.dumps({"data": {"terms": [many, *[{**many, "result": {}}] * 20_000]}}).encode()
    (answer,) = search("zilver", [SOURCE])
    assert len(answer.candidates) == 20


def test_an_answer_without_end_is_cut_off(network, monkeypatch):
    monkeypatch.setattr("polyvocal.terms.network.MOST_BYTES", 100)
    with pytest.raises(NetworkError, match="more than can be taken"):
        search("zilver", [SOURCE])


def test_an_answer_that_stops_in_the_middle_is_not_waited_for(network, set_terms):
    set_terms(timeout=-1.5)
    network.stops = True
    with pytest.raises(NetworkError, match="did not answer in time"):
        search("zilver", [SOURCE])


def test_an_answer_that_breaks_off_is_told(network):
    network.claims = 1_000_000
    with pytest.raises(NetworkError, match=r"cannot be (reached|understood)"):
        search("zilver", [SOURCE])


@pytest.mark.parametrize(("status", "told"), [(500, "status 500"), (404, "status 404"), (302, "status 302")])
def test_another_status_is_told_and_no_redirect_followed(network, status, told):
    network.status, network.redirects_to = status, "http://127.0.0.1:9/" if status == 302 else ""
    with pytest.raises(NetworkError, match=told):
        search("zilver", [SOURCE])


def test_nobody_at_the_address_is_told(no_network):
    with pytest.raises(NetworkError, match="cannot be reached"):
        search("zilver", [SOURCE])


def test_no_address_is_told(set_terms):
    set_terms(api="")
    with pytest.raises(NetworkError, match="No address"):
        search("zilver", [SOURCE])


def test_terms_are_looked_up_by_their_uris(network):
    uris = [f"{SOURCE}/1", f"{SOURCE}/404", f"{SOURCE}/500", "https://elsewhere.example.org/1"]
    known, gone, failing, foreign = look_up(uris)
    assert known.candidate is not None
    assert known.candidate.labels == {"nl": "zilver", "en": "silver"}
    assert (gone.candidate, gone.problem) == (None, "")
    assert failing.problem == "Bad Gateway"
    assert "No source found" in foreign.problem


@pytest.mark.parametrize("given", [None, [], ["x", {"uri": 7}], [{"uri": f"{thesaurus.SOURCE}/1"}]])
def test_a_term_of_which_nothing_is_said_is_not_gone(network, given):
    network.answer = json.dumps({"data": {"lookup": given}}).encode()
    assert look_up([f"{SOURCE}/1"])[0].problem


def test_an_answer_about_another_term_is_none(network):
    given = {"uri": f"{SOURCE}/1", "source": {"__typename": "Source"}, "result": term(2, nl="tin")}
    network.answer = json.dumps({"data": {"lookup": [given]}}).encode()
    assert look_up([f"{SOURCE}/1"])[0].problem == "It answered what cannot be understood."


@pytest.mark.parametrize(("given", "is_one"), [
    ("http://vocab.getty.edu/aat/300011029", True), ("https://sws.geonames.org/2759794/", True),
    ("ftp://x.org/", False), ("https:///path", False), ("//x.org/1", False), (7, False), ("https://x.org/\n", False),
    ("https://x.org/<b>", False),
])  # fmt: skip
def test_only_an_address_on_the_web_is_a_uri(given, is_one):
    assert is_web_address(given) is is_one
