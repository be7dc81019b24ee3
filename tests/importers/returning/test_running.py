"""The archive of one installation comes back in another: the same records, keys, numbers and moments."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from polyvocal import publishing
from polyvocal.importers.returning import Outcome, ReturnOrder, bring_back_dumps
from polyvocal.linkeddata import gather, gather_research
from polyvocal.linkeddata.dumps import documents, write_dump
from polyvocal.linkeddata.formats import FORMATS
from polyvocal.linkeddata.profiles import LINKED_ART
from polyvocal.linkeddata.terms import certain_term
from polyvocal.models import Edition, EventAssessment, Perspective, ProvenanceEvent, Relation, TermTie, Text, Voice
from polyvocal.object_model import adapter
from polyvocal.records import (
    AttributionRecord,
    EditionRecord,
    GivenTerm,
    ObjectFacts,
    ObjectRecord,
    PerspectiveRecord,
    TermRecord,
    VoiceRecord,
)
from polyvocal.selectors.terms import TermsOfWords
from tests.factories import ACTOR, make_edition, make_object, make_perspective, make_text, make_voice
from tests.linkeddata.contested import FAMILY, HEIRS, PAINTING, RESEARCH
from tests.linkeddata.samples import DESCENDANT, GROUP, HOUSE, MUSEUM, OBJECT, SLAVERY

pytestmark = [pytest.mark.django_db, pytest.mark.importers]


def _with_reasons(record: ObjectRecord) -> ObjectRecord:
    """Return a sample whose later editions say why they came, as the archive asks."""
    texts = [
        replace(
            text,
            editions=tuple(replace(one, reason="New research.") if one.number != 1 else one for one in text.editions),
        )
        for text in record.texts
    ]
    return replace(record, texts=tuple(texts))


STILL = _with_reasons(PAINTING)
VOICES = (MUSEUM, GROUP, DESCENDANT, HEIRS)
PERSPECTIVES = (replace(HOUSE, position=1), replace(SLAVERY, position=7, accent=3), replace(FAMILY, position=9))


def _documents(*objects: ObjectRecord, voices=VOICES, perspectives=PERSPECTIVES, dossiers=()):
    for obj in objects:
        yield from LINKED_ART.documents_of(obj)
    yield from map(LINKED_ART.documents["voice"], voices)
    yield from map(LINKED_ART.documents["perspective"], perspectives)
    yield from map(LINKED_ART.documents["research"], dossiers)


def _dump(folder, *objects, name="nq", **more):
    path = folder / f"linked-art.{name}"
    text = b"".join(FORMATS[name].stream(_documents(*objects, **more), LINKED_ART.writing)).decode()
    path.write_text(text, "utf-8", newline="")
    return path


def _bring(*paths, **more):
    told = []
    tally = bring_back_dumps(ReturnOrder(list(paths), ACTOR, returned=told.append, **more))
    return tally, told


def _known(record: ObjectRecord) -> ObjectRecord:
    """Return a sample as it is gathered: voices as they stand by themselves, texts by their keys."""
    by_slug = {one.slug: one for one in VOICES}
    perspectives = {one.slug: one for one in PERSPECTIVES}

    def voice(one):
        full = by_slug[one.slug]
        whole = full.part_of
        return replace(full, part_of=replace(by_slug[whole.slug], part_of=None) if whole else None)

    def edition(one):
        # Of a voice of which all words were withdrawn no more is told than its name and kind.
        return replace(one, attributions=tuple(replace(a, voice=_briefly(voice(a.voice))) for a in one.attributions))

    def text(one):
        return replace(
            one,
            perspective=perspectives[one.perspective.slug],
            editions=tuple(edition(e) for e in one.editions),
            relations=tuple(
                replace(r, asserted_by=r.asserted_by and _briefly(voice(r.asserted_by))) for r in one.relations
            ),
            assessments=tuple(replace(a, voice=_briefly(voice(a.voice))) for a in one.assessments),
        )

    return replace(record, texts=tuple(text(one) for one in sorted(record.texts, key=lambda one: one.id)))


def _briefly(voice):
    if voice.part_of is None:
        return voice
    return replace(voice, part_of=replace(voice.part_of, statement={}, uris=(), mandate="", speaks_as="self"))


def _gathered(identifier: str) -> ObjectRecord:
    record = gather.object_record(identifier)
    assert record is not None
    return replace(
        record, texts=tuple(sorted(record.texts, key=lambda one: one.id)), fallback_title="", terms={}, titles={}
    )


@pytest.mark.parametrize("name", ["nq", "jsonld"])
def test_objects_come_back_with_everything_that_was_said_of_them(tmp_path, name):
    tally, told = _bring(_dump(tmp_path, OBJECT, STILL, name=name, dossiers=[RESEARCH]))
    assert [one.as_json() for one in told if one.outcome not in (Outcome.BROUGHT, Outcome.STANDING)] == []
    assert (tally.counts["object", Outcome.BROUGHT], tally.editions, tally.relations) == (2, 11, 2)
    for sample in (OBJECT, STILL):
        assert _gathered(sample.identifier) == replace(_known(sample), fallback_title="", terms={}, titles={})
    back = gather_research.research_record("de-vries")
    assert back is not None
    names = [one for one in type(back).__slots__ if one not in ("researchers", "objects", "documents")]
    assert {one: getattr(back, one) for one in names} == {one: getattr(RESEARCH, one) for one in names}
    assert set(back.documents) == set(RESEARCH.documents)
    assert [one.slug for one in back.researchers] == ["museum", "heirs"]
    assert [one.identifier for one in back.objects] == ["stilleven"]


@pytest.mark.once  # PostgreSQL puts the languages of names in an order of its own
def test_what_came_back_is_written_as_the_same_dump_again(tmp_path):
    # What words stand for is no part of the sample; some of its words stand for terms with certainty.
    terms = TermsOfWords(certain_term).of({1: OBJECT.facts})[1]
    first = _dump(tmp_path, replace(OBJECT, terms=terms), STILL)
    _bring(first)
    again = write_dump(tmp_path / "again", LINKED_ART, FORMATS["nq"]).path
    records = [_whole(first.read_text("utf-8")), _whole(again.read_text("utf-8"))]
    assert records[0].keys() == records[1].keys()
    for name, lines in records[0].items():
        assert records[1][name] == lines, name


def _whole(quads: str) -> dict[str, set[str]]:
    """Return the statements of each whole record but those of voices: the sample knows more of them than is public."""
    found: dict[str, set[str]] = {}
    for line in quads.split("\n"):
        if line.endswith("#record> .") and "/id/voice/" not in line.rsplit(" <", 1)[1]:
            found.setdefault(line.rsplit(" <", 1)[1], set()).add(line)
    return found


def test_a_second_time_nothing_is_written_and_what_was_broken_off_goes_on(tmp_path):
    _bring(_dump(tmp_path, OBJECT))
    both = _dump(tmp_path, OBJECT, STILL, dossiers=[RESEARCH])
    tally, _told = _bring(both)
    assert tally.counts["object", Outcome.STANDING] == tally.counts["object", Outcome.BROUGHT] == 1
    before = Edition.objects.count(), Relation.objects.count(), Voice.objects.count()
    tally, _told = _bring(both)
    assert tally.of(Outcome.BROUGHT) == tally.editions == tally.relations == 0
    assert (Edition.objects.count(), Relation.objects.count(), Voice.objects.count()) == before


def test_a_withdrawn_edition_comes_back_as_a_tombstone(tmp_path):
    edition = make_edition(words="The secret words.", content_note={"en": "A secret note."}, reason="A secret reason.")
    make_edition(edition.text, "Better words.")
    publishing.withdraw(edition, ACTOR, reason="On request.")
    record = gather.object_record(adapter().identifier(edition.text.obj))
    other = replace(record, identifier="elsewhere", texts=tuple(_with_other_keys(one) for one in record.texts))
    path = _dump(tmp_path, other, voices=[], perspectives=[])
    assert "secret" not in path.read_text("utf-8")
    _tally, told = _bring(path)
    assert [one.outcome for one in told] == [Outcome.BROUGHT]
    first, second = Edition.objects.filter(text__obj__in=[adapter().find("elsewhere")]).order_by("number")
    assert (first.state, first.words, first.withdrawal_reason) == ("withdrawn", "", "On request.")
    assert first.withdrawn_at == Edition.objects.get(pk=edition.pk).withdrawn_at
    assert (second.state, second.words, second.reason) == ("current", "Better words.", "New research.")


def _with_other_keys(text):
    def other(key):
        return ("0" if key[0] != "0" else "1") + key[1:]

    return replace(text, id=other(text.id), editions=tuple(replace(one, id=other(one.id)) for one in text.editions))


def test_an_object_that_stands_here_with_other_texts_is_refused_and_the_others_come(tmp_path):
    make_edition(make_text(make_object(identifier="204")))
    tally, told = _bring(_dump(tmp_path, OBJECT, STILL))
    refused = [one for one in told if one.outcome == Outcome.REFUSED and one.kind == "object"]
    assert [(one.key, "other texts" in one.reason) for one in refused] == [("204", True)]
    assert tally.counts["object", Outcome.BROUGHT] == 1
    assert gather.object_record("stilleven") is not None


def test_an_object_that_stands_here_without_texts_receives_them(tmp_path):
    obj = make_object(identifier="204", object_number="old")
    _bring(_dump(tmp_path, OBJECT))
    assert _gathered("204").texts == _known(OBJECT).texts
    assert adapter().object_number(adapter().model.objects.get(pk=obj.pk)) == "Z-0204"


def test_a_text_whose_key_is_taken_is_refused(tmp_path):
    _bring(_dump(tmp_path, OBJECT))
    path = _dump(tmp_path, replace(OBJECT, identifier="another"))
    tally, told = _bring(path)
    assert tally.counts["object", Outcome.REFUSED] == 1
    assert "same key" in next(one.reason for one in told if one.kind == "object")


def _edition(number=1, **given):
    start = datetime(2020, 1, number, tzinfo=UTC)
    standard = {
        "words": f"Words {number}.", "attributions": OBJECT.texts[0].editions[0].attributions, "published_from": start,
        "number": number, "id": f"00000000-0000-4000-8000-00000000000{number}", "reason": "Why." if number > 1 else "",
    }  # fmt: skip
    return EditionRecord(**(standard | given))


@pytest.mark.parametrize(
    ("editions", "why"),
    [
        ([_edition(words="")], "no words"),
        ([_edition(attributions=())], "Say whose words"),
        ([_edition(2)], "missing"),
        (
            [_edition(published_until=datetime(2020, 1, 2, tzinfo=UTC), state="superseded"), _edition(2, reason="")],
            "reason",
        ),
        ([_edition(published_from=None)], "from when until when"),
        ([_edition(state="superseded")], "from when until when"),
        ([_edition(published_from=datetime(2999, 1, 1, tzinfo=UTC))], "future"),
        ([_edition(), _edition(2)], "one current edition"),
        ([_edition(state="withdrawn", published_until=datetime(2021, 1, 1, tzinfo=UTC), words="")], "withdrawn"),
        ([_edition(state="lost", published_until=datetime(2021, 1, 1, tzinfo=UTC))], "lost"),
        ([_edition(id="no-key")], "key"),
    ],
)
def test_what_breaks_a_promise_of_the_archive_is_refused_by_itself(tmp_path, editions, why):
    label = replace(OBJECT.texts[3], editions=tuple(editions), relations=())
    odd = replace(OBJECT, identifier="odd", texts=(label,))
    tally, told = _bring(_dump(tmp_path, odd, STILL))
    refused = next(one for one in told if one.key == "odd")
    assert refused.outcome in (Outcome.REFUSED, Outcome.DAMAGED)
    assert why in refused.reason
    assert tally.counts["object", Outcome.BROUGHT] == 1
    assert not Text.objects.filter(pk=label.id).exists()
    assert adapter().find("odd") is None


def test_a_voice_that_spoke_here_stays_as_it_is_described_here(tmp_path):
    museum = make_voice("museum", names={"en": "Another museum"})
    make_edition(voices=[museum])
    silent = make_voice("heirs", names={"en": "Nobody yet"})
    _tally, told = _bring(_dump(tmp_path, STILL))
    assert {one.key: one.outcome for one in told if one.kind == "voice"}["museum"] == Outcome.KEPT
    museum.refresh_from_db()
    silent.refresh_from_db()
    assert (museum.names, silent.names) == ({"en": "Another museum"}, HEIRS.names)


def test_a_perspective_from_which_something_is_said_here_stays_as_it_is(tmp_path):
    make_edition(make_text(perspective=make_perspective("slavery", names={"en": "Named otherwise"})))
    _tally, told = _bring(_dump(tmp_path, OBJECT))
    outcomes = {one.key: one.outcome for one in told if one.kind == "perspective"}
    assert outcomes["slavery"] == Outcome.KEPT
    assert Perspective.objects.get(slug="slavery").names == {"en": "Named otherwise"}
    assert Perspective.objects.get(slug="museum").names == HOUSE.names


def test_a_tie_to_a_text_that_is_not_here_is_named(tmp_path):
    quote = next(one for one in OBJECT.texts if one.relations)
    tally, told = _bring(_dump(tmp_path, replace(OBJECT, texts=(quote,))))
    assert tally.counts["relation", Outcome.REFUSED] == 2
    assert Relation.objects.count() == 0
    assert {one.key for one in told if one.outcome == Outcome.REFUSED} == {quote.id}


def test_a_dossier_about_an_object_that_is_not_here_is_refused(tmp_path):
    _tally, told = _bring(_dump(tmp_path, OBJECT, dossiers=[RESEARCH]))
    (refused,) = [one for one in told if one.outcome == Outcome.REFUSED]
    assert (refused.kind, refused.key) == ("research", "de-vries")
    assert "stilleven" in refused.reason


def test_a_voice_that_is_nowhere_is_named(tmp_path):
    _tally, told = _bring(_dump(tmp_path, STILL, voices=[MUSEUM]))
    (refused,) = [one for one in told if one.outcome == Outcome.REFUSED]
    assert "heirs" in refused.reason


@pytest.mark.parametrize("kind", ["object", "text", "edition"])
def test_a_lost_record_spoils_its_object_and_no_other(tmp_path, kind):
    path = _dump(tmp_path, STILL, OBJECT)
    lines = path.read_text("utf-8").split("\n")
    last = [line.rsplit(" <", 1)[1] for line in lines if f"/id/{kind}/" in line and line.endswith("#record> .")]
    lost = next(one for one in reversed(last) if f"/id/{kind}/" in one)
    path.write_text("\n".join(line for line in lines if not line.endswith(lost)), "utf-8")
    _tally, told = _bring(path)
    assert gather.object_record("stilleven") is not None
    assert adapter().find("204") is None
    assert [one for one in told if one.outcome == Outcome.DAMAGED]


def test_a_damaged_line_is_named_and_the_rest_comes(tmp_path, capsys):
    path = _dump(tmp_path, OBJECT, STILL)
    lines = path.read_bytes().split(b"\n")
    number = next(place for place, line in enumerate(lines) if b"My ancestors cut" in line and b"#record>" in line)
    lines[number] = lines[number][:40]
    path.write_bytes(b"\n".join(lines))
    report = tmp_path / "report.json"
    with pytest.raises(CommandError, match="did not come back"):
        call_command("import_linked_data", str(path), "--report", str(report), "--quiet")
    assert f"line {number + 1}" in capsys.readouterr().err
    outcomes = json.loads(report.read_text("utf-8"))["outcomes"]
    assert {one["key"]: one["outcome"] for one in outcomes if one["kind"] == "object"} == {
        "204": "damaged", "stilleven": "brought-back",
    }  # fmt: skip


def test_a_dry_run_writes_nothing_and_says_what_would_come(tmp_path, capsys):
    path = _dump(tmp_path, OBJECT, dossiers=[])
    call_command("import_linked_data", str(path), "--dry-run")
    assert "would come back" in capsys.readouterr().out
    assert Edition.objects.count() == 0
    assert not Voice.objects.filter(slug="heirs").exists()
    assert adapter().find("204") is None


def test_the_command_says_what_is_no_dump(tmp_path):
    path = tmp_path / "a.nq"
    path.write_text("<https://a.example.org/1> <https://a.example.org/p> <https://a.example.org/2> .\n")
    with pytest.raises(CommandError, match="no dump of Linked Art"):
        call_command("import_linked_data", str(path))
    with pytest.raises(CommandError, match="does not exist"):
        call_command("import_linked_data", str(tmp_path / "gone.nq"))


def test_events_and_judgements_keep_their_keys_and_moments(tmp_path):
    _bring(_dump(tmp_path, STILL))
    judged = STILL.texts[0].assessments[0]
    row = EventAssessment.objects.get(pk=judged.id)
    assert (row.assessed_at, str(row.event_id), row.actor_name) == (judged.assessed_at, judged.event_id, ACTOR.name)
    for event in STILL.texts[0].editions[1].events:
        assert str(ProvenanceEvent.objects.get(pk=event.id).step) == event.step


def test_no_word_that_is_not_public_stands_in_the_whole_records(tmp_path):
    edition = make_edition(words="Taken back.", content_note={"en": "It was harsh."})
    publishing.withdraw(edition, ACTOR, reason="On request.")
    publishing.draft(edition.text, ACTOR, content=publishing.Content(words="Not yet."), reason="Later.")
    contact = make_voice(private_contact="a secret address")
    make_edition(voices=[contact])
    for name in ("nq", "jsonld", "trig"):
        written = b"".join(FORMATS[name].stream(documents(LINKED_ART), LINKED_ART.writing)).decode()
        assert edition.pk.hex[:8] in written
        assert not [one for one in ("Taken back", "harsh", "Not yet", "secret") if one in written]


def test_a_superseded_edition_comes_back_as_superseded(tmp_path):
    _bring(_dump(tmp_path, OBJECT))
    label = next(one for one in OBJECT.texts if len(one.editions) == 2)
    rows = list(Edition.objects.filter(text=label.id).order_by("number"))
    assert [(one.number, one.state, one.words) for one in rows] == [
        (one.number, one.state, one.words) for one in label.editions
    ]


def test_perspectives_keep_their_order_and_mark(tmp_path):
    _bring(_dump(tmp_path, OBJECT))
    assert gather.perspective_record(Perspective.objects.get(slug="slavery")) == PerspectiveRecord(
        "slavery", SLAVERY.names, SLAVERY.description, 7, 3
    )


_OAK = ("materials", "nl", "eikenhout")


def test_words_stand_for_the_terms_for_which_they_stood(tmp_path):
    jug = TermRecord(
        "https://terms.example.org/jug", {"nl": "kan"}, "https://terms.example.org/", "https://t.example.org/1"
    )
    pot = TermRecord("https://terms.example.org/pot", {"nl": "pot"}, matches=("https://t.example.org/2",))
    word, other = {"nl": "kan"}, {"nl": "tuit"}
    key, other_key = ("object_names", "nl", "kan"), ("object_names", "nl", "tuit")
    facts = ObjectFacts(object_names=(word, other), materials=({"nl": "zilver"},))
    # What is certain by itself bears fewer labels than the term that was chosen.
    oak = TermRecord("http://vocab.getty.edu/aat/300012264", {"nl": "eiken", "en": "oak"}, "http://vocab.getty.edu/aat")
    oaken = ObjectFacts(
        materials=({"nl": "eikenhout"},), object_names=({"nl": "bank"},),
        given_terms=(GivenTerm("object_names", "nl", "bank", "https://terms.example.org/bench"),),
    )  # fmt: skip
    bench = TermRecord("https://terms.example.org/bench", {"en": "bench"})
    objects = [
        ObjectRecord("bench", "4", facts=oaken, terms={("object_names", "nl", "bank"): bench, _OAK: oak}),
        ObjectRecord("jug-1", "1", facts=facts, terms={key: jug, other_key: pot}),
        ObjectRecord("jug-2", "2", facts=facts, terms={key: jug}),
        ObjectRecord("jug-3", "3", facts=ObjectFacts(object_names=(word,)), terms={key: jug}),
    ]
    _bring(_dump(tmp_path, *objects))
    for one in objects:
        back = gather.object_record(one.identifier)
        assert back is not None
        assert back.terms == one.terms
    ties = TermTie.objects.of_words().filter(term__isnull=False)
    assert sorted(one.key for one in ties) == ["eikenhout", "kan"]
    assert TermTie.objects.of_words().filter(term__isnull=True).get().key == "zilver"
    assert TermTie.objects.filter(obj__isnull=False).get().term.uri == pot.uri


def test_a_voice_of_which_every_word_was_withdrawn_comes_with_name_and_kind_alone(tmp_path):
    silenced = VoiceRecord("silenced", {"en": "Silenced"}, "descendant", {"en": "Mine."}, mandate="By letter.")
    text = next(one for one in OBJECT.texts if one.editions[0].state == "withdrawn")
    edition = replace(text.editions[0], attributions=(AttributionRecord(silenced, "spoken-by"),))
    path = _dump(tmp_path, ObjectRecord("taken-back", "1", texts=(replace(text, editions=(edition,)),)))
    assert "By letter" not in path.read_text("utf-8")
    _bring(path)
    row = Voice.objects.get(slug="silenced")
    assert (row.names, row.kind, row.statement, row.mandate) == ({"en": "Silenced"}, "descendant", {}, "")


def test_an_object_about_which_nothing_was_said_comes_once(tmp_path):
    path = _dump(tmp_path, ObjectRecord("silent", "S.1", facts=ObjectFacts(object_names=({"en": "cup"},))))
    assert _bring(path)[0].counts["object", Outcome.BROUGHT] == 1
    assert _bring(path)[0].counts["object", Outcome.STANDING] == 1
    make_edition(make_text(adapter().find("silent")))
    assert _bring(path)[0].counts["object", Outcome.REFUSED] == 1


@pytest.mark.parametrize("name", ["nq", "jsonld"])
def test_a_voice_and_a_dossier_that_are_damaged_are_named(tmp_path, name):
    path = _dump(tmp_path, STILL, name=name, dossiers=[replace(RESEARCH, begun="")])
    lines = path.read_text("utf-8").split("\n")
    for kind in ("voice/heirs", "research/de-vries"):
        own = f"/id/{kind}.jsonld#record> ." if name == "nq" else f'/id/{kind}", "type"'
        place = next(n for n, line in enumerate(lines) if own in line[-len(own) :] + line[:200])
        lines[place] = lines[place].replace("> <", ">  <", 1).replace('"content": ', '"content" ')
    path.write_text("\n".join(lines), "utf-8", newline="")
    _tally, told = _bring(path)
    assert {(one.kind, one.key) for one in told if one.outcome == Outcome.DAMAGED} >= {
        ("voice", "heirs"), ("research", "de-vries"),
    }  # fmt: skip


def test_a_judgement_without_a_moment_is_refused(tmp_path):
    text = STILL.texts[0]
    timeless = replace(text, assessments=(replace(text.assessments[0], assessed_at=None),))
    _tally, told = _bring(_dump(tmp_path, replace(STILL, texts=(timeless,))))
    assert "assessed_at" in next(one.reason for one in told if one.outcome == Outcome.REFUSED)
