"""Provenance statements of a source come in with their events; a clause that stays keeps its event."""

from pathlib import Path

import pytest

from polyvocal import publishing
from polyvocal.exceptions import ProfileError
from polyvocal.importers.models import ImportRun, Outcome, SourceText
from polyvocal.importers.runs import undo_import
from polyvocal.models import EventStatement, ProvenanceEvent, Source, Text
from polyvocal.publishing import Actor
from tests.factories import make_content
from tests.importers.archive import RUN_TABLES, rows_by_table, texts_of, words_of
from tests.importers.exports import PROFILE, imported, leaf, profile, record

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

STATEMENT = "provenance-statement"
TEXT = (
    PROFILE.replace('ownership_history = "ownership.history.free.text"\n', "")
    + """
[[texts]]
words = "ownership.history.free.text"
type = "provenance-statement"
language = "nl"
notation = "dutch"
"""
)
WORDS = "Verzameling J. Bol, Hoorn; veiling Blankert, Amsterdam, 4 juni 1926, lot 88; schenking van A. Bol, 1931"


def _imported(folder: Path, words: str, *, text: str = TEXT) -> Outcome:
    tally = imported(folder, record("1", leaf("ownership.history.free.text", words)), text=text)
    return next(iter(tally.outcomes))


def _statement() -> Text:
    (text,) = texts_of("1", STATEMENT)
    return text


def _events() -> dict[str, str]:
    """The events of the edition that stands last, by their words."""
    rows = EventStatement.objects.filter(edition=_statement().editions.latest("number")).order_by("position")
    return {row.clause: str(row.event_id) for row in rows}


def test_the_words_of_the_source_stand_and_each_clause_is_an_event(tmp_path: Path) -> None:
    _imported(tmp_path, WORDS)
    assert words_of(_statement()) == [WORDS]
    rows = list(EventStatement.objects.order_by("position"))
    assert [row.clause for row in rows] == WORDS.split("; ")
    assert (rows[2].method, rows[2].sender, str(rows[2].earliest_possible)) == ("gift", "A. Bol", "1931-01-01")


def test_a_second_import_writes_nothing(tmp_path: Path) -> None:
    _imported(tmp_path, WORDS)
    before = rows_by_table(leave_out=RUN_TABLES)
    assert _imported(tmp_path, WORDS) == Outcome.UNCHANGED
    assert rows_by_table(leave_out=RUN_TABLES) == before


def test_another_profile_that_reads_the_same_words_makes_no_edition(tmp_path: Path) -> None:
    _imported(tmp_path, WORDS)
    _imported(tmp_path, WORDS, text=TEXT.replace('notation = "dutch"', 'notation = "cmoa"'))
    assert words_of(_statement()) == [WORDS]


def test_a_clause_that_stays_keeps_its_event_and_a_new_one_is_a_new_event(tmp_path: Path) -> None:
    _imported(tmp_path, WORDS)
    before = _events()
    inserted = WORDS.replace("; schenking", "; kunsthandel Goedewaagh, Den Haag, 1929; schenking")
    assert _imported(tmp_path, inserted.replace("4 juni 1926", "4 juni 1925")) == Outcome.UPDATE
    after = _events()
    assert list(after.values()) != list(before.values())
    assert [key for key in after.values() if key in before.values()] == list(before.values())
    assert ProvenanceEvent.objects.count() == 4


def test_editions_that_follow_each_other_in_one_import_share_their_events(tmp_path: Path) -> None:
    editions = TEXT + 'has_editions = true\npublished_from = "since"\nreason = "why"\n'
    first, second = (
        f"<History>{leaf('ownership.history.free.text', words)}{leaf('since', day)}{leaf('why', 'Nagezien.')}</History>"
        for words, day in ((WORDS, "2001-01-01"), (WORDS.replace("1931", "1932"), "2005-01-01"))
    )
    imported(tmp_path, record("1", first, second), text=editions)
    assert [row.statements.count() for row in ProvenanceEvent.objects.all()] == [2, 2, 2]


def test_words_of_a_curator_keep_their_events_and_those_of_the_source_are_offered(tmp_path: Path) -> None:
    _imported(tmp_path, WORDS)
    actor = Actor.system("curator")
    draft = publishing.draft(_statement(), actor, content=make_content(words="Van een oom."), reason="Nieuw onderzoek.")
    publishing.publish(draft, actor)
    before = _events()
    assert _imported(tmp_path, WORDS.replace("1931", "1932")) == Outcome.CONFLICT
    assert _events() == before
    assert SourceText.objects.get(text=_statement()).offered_words.endswith("1932")


def test_undoing_a_run_brings_back_the_events_of_before(tmp_path: Path) -> None:
    _imported(tmp_path, WORDS)
    before = _events()
    _imported(tmp_path, WORDS.replace("4 juni 1926", "5 juni 1926"))
    undo_import(ImportRun.objects.latest("pk"), Actor.system("curator"), reason="Verkeerd bestand.")
    assert words_of(_statement())[-1] == WORDS
    assert _events() == before


def test_sources_that_a_statement_names_for_an_event_are_cited_by_it_and_made_once(tmp_path: Path) -> None:
    words = "John Bol, Hoorn, by 1921 [a]; gift to the museum, 1931 [a].\n\nCitations:\n\n[a]. Letter of J. Bol."
    text = TEXT.replace('"dutch"', '"cmoa"').replace('language = "nl"\nnotation', 'language = "en"\nnotation')
    _imported(tmp_path, words, text=text)
    assert [source.title for source in Source.objects.all()] == ["Letter of J. Bol."]
    assert Source.objects.get().eventcitations.count() == 2


@pytest.mark.parametrize(
    ("written", "instead"), [('notation = "dutch"\n', ""), ('language = "nl"\nnotation', 'language = "id"\nnotation')]
)
def test_without_a_notation_or_in_another_language_the_words_stand_alone(
    tmp_path: Path, written: str, instead: str
) -> None:
    _imported(tmp_path, WORDS, text=TEXT.replace(written, instead))
    assert words_of(_statement()) == [WORDS]
    assert not EventStatement.objects.exists()


def test_a_notation_nobody_knows_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"“vienna”: This notation of provenance is not known\."):
        profile(tmp_path, TEXT.replace('"dutch"', '"vienna"'))
