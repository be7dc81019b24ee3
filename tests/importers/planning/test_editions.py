"""A source that keeps editions of its own gives the archive its past, and may add to it but not rewrite it."""

from pathlib import Path

import pytest
from django.utils.translation import override

from polyvocal import publishing
from polyvocal.importers.models import Outcome, SourceText
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import ImportOrder, Tally, run_import
from polyvocal.models import Perspective, Relation
from polyvocal.publishing import Actor
from tests.factories import make_content, make_perspective, make_text
from tests.importers.archive import outcome_of, texts_of, words_of
from tests.importers.exports import group, profile_file, record, written

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

PROFILE = """
name = "editions"
source = "adlib"
system = "editions"
language = "nl"

[voice]
slug = "harbour-museum"
names = {nl = "Havenmuseum"}
kind = "institution"

[voices."De bond"]
slug = "sailors-union"
names = {nl = "De zeeliedenbond"}
kind = "source-community"
has_parent = false

[object]
number = "object_number"

[perspectives.museum]
names = {nl = "Museum"}

[[texts]]
words = "t.words"
type = "wall-text"
language = "nl"
has_editions = true
perspective_from = "t.view"
part_from = "t.part"
published_from = "t.since"
published_until = "t.until"
reason = "t.reason"
voices = {name = "t.voice", role = "t.role"}
source = {title = "t.source"}
relations = {relation = "t.tie", perspective = "t.tie.view", type = "t.tie.type", language = "t.tie.language"}
"""

OLD = {"t__words": "Oud.", "t__since": "1978-05-01", "t__until": "2021-06-30"}
NEW = {"t__words": "Nieuw.", "t__since": "2021-07-01", "t__reason": "De eerste zweeg over de lading."}


def _import(folder: Path, *groups: dict[str, str], is_dry_run: bool = False) -> Tally:
    given = record("1", *(group("Tekst", **one) for one in groups), title="")
    path = written(folder, given)
    with override("en"):
        profile = load_profile(str(profile_file(folder, PROFILE)))
        actor = Actor.system("the tests")
        return run_import(ImportOrder(paths=[path], profile=profile, actor=actor, is_dry_run=is_dry_run))


def test_editions_of_one_place_follow_each_other_whatever_their_order(tmp_path: Path) -> None:
    _import(tmp_path, NEW, OLD)
    (text,) = texts_of("1")
    first, second = text.editions.order_by("number")
    assert (first.words, first.state, first.published_until) == ("Oud.", "superseded", second.published_from)
    assert (second.words, second.state, second.reason) == ("Nieuw.", "current", NEW["t__reason"])
    assert _import(tmp_path, OLD, NEW).outcomes == {Outcome.UPDATE: 1}
    assert words_of(text) == ["Oud.", "Nieuw."]


def test_an_edition_added_to_the_source_is_published_once(tmp_path: Path) -> None:
    _import(tmp_path, OLD)
    (text,) = texts_of("1")
    _import(tmp_path, OLD, {**NEW, "t__reason": ""})
    assert words_of(text) == ["Oud.", "Nieuw."]
    assert text.editions.get(number=2).reason.endswith("the source gives a later edition of this text.")
    assert _import(tmp_path, OLD, {**NEW, "t__reason": ""}).outcomes == {Outcome.UNCHANGED: 1}


def test_a_rewritten_current_edition_becomes_the_next(tmp_path: Path) -> None:
    _import(tmp_path, OLD, NEW)
    _import(tmp_path, OLD, {**NEW, "t__words": "Nieuwer."})
    assert words_of(texts_of("1")[0]) == ["Oud.", "Nieuw.", "Nieuwer."]
    assert outcome_of("1").outcome == Outcome.UPDATE


def test_a_rewritten_past_is_refused_and_told(tmp_path: Path) -> None:
    _import(tmp_path, OLD, NEW)
    tally = _import(tmp_path, {**OLD, "t__words": "Altijd al goed."}, NEW)
    assert words_of(texts_of("1")[0]) == ["Oud.", "Nieuw."]
    assert outcome_of("1").outcome == Outcome.CONFLICT
    assert tally.skipped[("rewritten-history", "museum wall-text nl 1")] == 1


def test_past_and_present_rewritten_at_once_come_to_what_the_plan_said(tmp_path: Path) -> None:
    _import(tmp_path, OLD, NEW)
    both = ({**OLD, "t__words": "Heel anders."}, {**NEW, "t__words": "Ook anders, en langer."})
    planned = _import(tmp_path, *both, is_dry_run=True)
    done = _import(tmp_path, *both)
    assert (planned.outcomes, planned.editions) == (done.outcomes, done.editions) == ({Outcome.CONFLICT: 1}, 1)
    assert done.skipped[("rewritten-history", "museum wall-text nl 1")] == 1
    (text,) = texts_of("1")
    assert words_of(text) == ["Oud.", "Nieuw.", "Ook anders, en langer."]
    assert text.editions.get(number=2).published_until > text.editions.get(number=2).published_from


def test_an_edition_slipped_in_before_the_last_is_refused(tmp_path: Path) -> None:
    _import(tmp_path, OLD, NEW)
    _import(tmp_path, OLD, {"t__words": "Ertussen.", "t__since": "2000-01-01"}, NEW)
    assert words_of(texts_of("1")[0]) == ["Oud.", "Nieuw."]
    assert outcome_of("1").outcome == Outcome.CONFLICT


def test_an_edition_for_a_text_that_a_curator_took_over_is_not_published(tmp_path: Path) -> None:
    _import(tmp_path, OLD)
    (text,) = texts_of("1")
    publishing.supersede(text, Actor.system("curator"), content=make_content("Van ons."), reason="Beter.")
    tally = _import(tmp_path, OLD, NEW)
    assert words_of(text) == ["Oud.", "Van ons."]
    assert tally.skipped[("taken-over", "museum wall-text nl 1")] == 1


def test_an_end_that_the_source_gives_later_is_told_and_left_to_a_person(tmp_path: Path) -> None:
    _import(tmp_path, {"t__words": "Nu.", "t__since": "2021-07-01"})
    tally = _import(tmp_path, {"t__words": "Nu.", "t__since": "2021-07-01", "t__until": "2022-01-31"})
    assert texts_of("1")[0].editions.get().is_current
    assert tally.skipped[("ended", "museum wall-text nl 1")] == 1


def test_an_edition_gone_from_the_source_stays(tmp_path: Path) -> None:
    _import(tmp_path, OLD, NEW)
    _import(tmp_path, NEW)
    assert words_of(texts_of("1")[0]) == ["Oud.", "Nieuw."]
    assert SourceText.objects.get(is_gone=True).edition.words == "Oud."


def test_ties_between_texts_come_in_once_and_impossible_ones_are_told(tmp_path: Path) -> None:
    answer = {
        "t__words": "Dat klopt niet.", "t__view": "De bond", "t__voice": "De bond", "t__tie": "disputes",
        "t__tie__view": "museum", "t__tie__type": "", "t__tie__language": "nl",
    }  # fmt: skip
    lost = {**answer, "t__part": "2", "t__words": "Nee.", "t__tie__view": "gone"}
    tally = _import(tmp_path, OLD, answer, lost)
    tie = Relation.objects.get()
    assert (tie.relation_type, tie.text.perspective.slug, tie.other.perspective.slug) == (
        "disputes",
        "de-bond",
        "museum",
    )
    assert tally.skipped[("unknown-relation", "disputes gone wall-text nl 1")] == 1
    assert Perspective.objects.get(slug="de-bond").names == {"nl": "De bond"}
    voice = tie.text.editions.get().attributions.get().voice
    assert (voice.slug, voice.kind, voice.parent) == ("sailors-union", "source-community", None)
    _import(tmp_path, OLD, answer, lost, {"t__words": "Nog iets.", "t__part": "3"})
    assert Relation.objects.count() == 1


def test_a_place_that_a_curator_filled_is_left_alone(tmp_path: Path) -> None:
    _import(tmp_path, OLD)
    obj = texts_of("1")[0].obj
    ours = make_text(obj, make_perspective("descendants"), text_type="wall-text", language="nl")
    _import(tmp_path, OLD, {"t__words": "Van de bron.", "t__view": "descendants"})
    assert words_of(ours) == []
    parts = [text.part for text in texts_of("1") if text.perspective.slug == "descendants"]
    assert parts == [1, 2]
    assert _import(tmp_path, OLD, {"t__words": "Van de bron.", "t__view": "descendants"}).outcomes == {
        Outcome.UNCHANGED: 1
    }
