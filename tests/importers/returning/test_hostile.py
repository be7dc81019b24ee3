"""Dumps that somebody wrote by hand to do harm: what the archive could never have said is refused, with the reason."""

import json
from dataclasses import replace

import pytest

from polyvocal.importers.returning import Outcome
from polyvocal.linkeddata import gather
from polyvocal.linkeddata.profiles import BY_ENDING
from polyvocal.models import Term, TermTie
from polyvocal.records import AttributionRecord, ObjectFacts, ObjectRecord, Span, TermRecord
from tests.factories import make_term, make_tie
from tests.importers.returning.test_running import PERSPECTIVES, STILL, VOICES, _bring, _dump, _edition
from tests.linkeddata.contested import RESEARCH
from tests.linkeddata.samples import HOUSE, MUSEUM, OBJECT

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

LABEL = replace(OBJECT.texts[3], relations=())
ZILVER = ("materials", "nl", "zilver")
NO_DATE = Span("x", "no date")


def _odd(editions=(_edition(),), **text):
    return ObjectRecord("odd", "1", texts=(replace(LABEL, editions=editions, **text),))


def _refused(told, kind):
    (one,) = [one for one in told if one.kind == kind and one.outcome in (Outcome.REFUSED, Outcome.DAMAGED)]
    return one


@pytest.mark.default_only
@pytest.mark.parametrize(
    "odd",
    [
        replace(_odd(), identifier='"><script>alert(1)</script>'),
        replace(_odd(), identifier="../../odd"),
        replace(_odd(), identifier=""),
        replace(_odd(), identifier="o" * 500),
        replace(_odd(), object_number="n" * 500),
        replace(_odd(), former_numbers=("n" * 500,)),
        _odd(language='nl" onload="x'),
        _odd(text_type="t" * 90),
        _odd([_edition(licence="x" * 100)]),
        _odd([_edition(recorded=NO_DATE)]),
        _odd([_edition(content_note={'nl"><b>': "x"})]),
        _odd([_edition(words="a\0b")]),
        ObjectRecord(
            "odd", facts=ObjectFacts(materials=({"nl": "zilver"},)),
            terms={ZILVER: TermRecord("javascript:alert(1)", {"nl": "zilver"})},
        ),
    ],
    ids=[
        "markup", "path", "nameless", "long", "long-number", "long-former-number", "language", "text-type", "licence",
        "no-date", "note", "nul", "script",
    ],
)  # fmt: skip
def test_an_object_as_none_can_be_is_refused_and_the_others_come(tmp_path, odd):
    path = _dump(tmp_path, odd, STILL)
    _tally, told = _bring(path)
    assert _refused(told, "object").reason
    assert gather.object_record("stilleven") is not None
    assert not gather.object_record(odd.identifier)
    assert not Term.objects.filter(uri__startswith="javascript").exists()


@pytest.mark.parametrize(
    ("kind", "odd"),
    [
        ("voice", replace(MUSEUM, slug="two words/here")),
        ("voice", replace(MUSEUM, slug="")),
        ("voice", replace(MUSEUM, names={'n"l': "x"})),
        ("voice", replace(MUSEUM, active_period="no date")),
        ("perspective", replace(HOUSE, slug="two words/here")),
        ("perspective", replace(HOUSE, position=-4)),
        ("research", replace(RESEARCH, slug="two words/here")),
        ("research", replace(RESEARCH, slug="")),
        ("research", replace(RESEARCH, period="no date")),
    ],
)
def test_a_voice_a_perspective_or_a_dossier_as_none_can_be_is_refused_and_the_others_come(tmp_path, kind, odd):
    given = {"voice": "voices", "perspective": "perspectives", "research": "dossiers"}[kind]
    whole = {"voices": VOICES, "perspectives": PERSPECTIVES, "dossiers": ()}
    _tally, told = _bring(_dump(tmp_path, STILL, **(whole | {given: (odd, *(whole[given][1:]))})))
    assert _refused(told, kind).key == odd.slug
    assert any(one.outcome == Outcome.BROUGHT for one in told if one.kind in ("voice", "perspective"))


@pytest.mark.parametrize("written", [r"\UFFFFFFFF", r"\uD800"])
def test_an_escape_that_stands_for_no_character_is_a_damaged_line(tmp_path, written):
    path = _dump(tmp_path, OBJECT, STILL)
    path.write_text(path.read_text("utf-8").replace('"Sugar bowl"', f'"{written}"'), "utf-8")
    _tally, told = _bring(path)
    assert (_refused(told, "object").outcome, gather.object_record("204")) == (Outcome.DAMAGED, None)
    assert gather.object_record("stilleven") is not None


def test_what_is_nested_without_end_is_a_damaged_line(tmp_path):
    path = _dump(tmp_path, OBJECT, STILL, name="jsonld")
    lines = path.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if "/id/object/204" in line[:80])
    lines[at] = lines[at].rstrip(",")[:-1] + ', "x": ' + "[" * 100_000 + "]" * 100_000 + "},"
    path.write_text("\n".join(lines), "utf-8")
    _tally, told = _bring(path)
    assert _refused(told, "object").outcome == Outcome.DAMAGED


@pytest.mark.parametrize(
    "value", [1e400, None, 7, [], [[]], {}, {"@id": 3}, {"@value": {}}, [{"pv:position": "x"}], "x"]
)
def test_whatever_stands_where_something_else_belongs_ends_nothing(tmp_path, value):
    path = _dump(tmp_path, OBJECT, STILL, name="jsonld")
    document = json.loads(path.read_text("utf-8"))
    for line in (one for one in document["@graph"] if "/id/object/204" in one["id"]):
        for carrier in (one for about in line["subject_of"] for one in about.get("digitally_carried_by", ())):
            if "content" in carrier:
                said = json.loads(carrier["content"])
                carrier["content"] = json.dumps(
                    {key: value if key.startswith("pv:") else one for key, one in said.items()}
                )
    lines = ",\n".join(json.dumps(one) for one in document["@graph"])
    path.write_text(f'{{"@context": {json.dumps(document["@context"])}, "@graph": [\n{lines}\n]}}\n', "utf-8")
    _tally, told = _bring(path)
    assert any(one.outcome in (Outcome.DAMAGED, Outcome.REFUSED) for one in told)
    assert gather.object_record("stilleven") is not None


def test_nodes_that_refer_to_each_other_a_million_times_take_no_time(tmp_path):
    path = _dump(tmp_path, OBJECT)
    lines = path.read_text("utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if "/id/object/204.jsonld#record>" in line)
    graph = lines[at].rsplit(" <", 1)[1]
    term = f"<{graph.partition('/id/')[0]}/id/vocabulary#facts>"
    root = f"<{graph.partition('.jsonld#')[0]}>"
    bomb = [f"{root} {term} _:b0 <{graph}"] + [f"_:b{n} {term} _:b{n + 1} <{graph}" for n in range(60) for _ in "ab"]
    path.write_text("\n".join([*lines[:at], *bomb, *lines[at:]]), "utf-8")
    _tally, told = _bring(path)
    assert _refused(told, "object").outcome == Outcome.DAMAGED


def test_what_was_decided_here_about_a_word_stays(tmp_path):
    tie = make_tie("zilver", make_term(), language="nl")
    other = TermRecord("https://other.example.org/silver", {"nl": "zilver"})
    odd = ObjectRecord("odd", "1", facts=ObjectFacts(materials=({"nl": "zilver"},)), terms={ZILVER: other})
    _bring(_dump(tmp_path, odd))
    assert TermTie.objects.standing().of_words().get() == tie
    back = gather.object_record("odd")
    assert back is not None
    assert back.terms[ZILVER].uri == other.uri


@pytest.mark.default_only
@pytest.mark.parametrize("tag", ['nl" onload="x', "0", "<b>", "en GB", "x" * 80])
def test_words_in_a_language_that_is_none_spoil_no_document(tmp_path, tag, client):
    names = {tag: "suikerpot"}
    facts = ObjectFacts(object_names=(names,), materials=(names,), places=(names,), credit_line=names)
    _bring(_dump(tmp_path, replace(_odd(), facts=facts)))
    assert client.get("/object/odd/").status_code == 200
    for ending, (profile, _format) in BY_ENDING.items():
        if "object" in profile.documents:
            assert client.get(f"/id/object/odd.{ending}").status_code in (200, 404), ending
    for prefix in ("oai_dc", "rdf", "edm", "lido"):
        assert client.get(f"/oai?verb=ListRecords&metadataPrefix={prefix}").status_code == 200


def test_a_role_of_any_length_is_refused_or_kept_whole(tmp_path):
    role = "no such role" * 20
    _tally, told = _bring(_dump(tmp_path, _odd([_edition(attributions=(AttributionRecord(MUSEUM, role),))])))
    assert [one.outcome for one in told if one.kind == "object"] in ([Outcome.REFUSED], [Outcome.BROUGHT])
