"""A real export of 2,356 records comes in whole, and a second run writes nothing but itself."""

from collections import Counter
from pathlib import Path

import pytest
from django.utils.translation import override

from polyvocal.importers.models import Outcome, SourceRecord, SourceText
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import ImportOrder, Tally, run_import
from polyvocal.models import Attribution, Edition, Text, Voice
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor
from tests.importers.archive import RUN_TABLES, rows_by_table, words_of

pytestmark = [
    pytest.mark.django_db, pytest.mark.importers, pytest.mark.shared, pytest.mark.default_only,
    pytest.mark.timeout(1200),
]  # fmt: skip

FOLDER = "data/adlib/amsterdam_museum_2011"
WITH_WORDS = {
    ("wall-text", "nl"): 666,
    ("wall-text", "en"): 649,
    ("catalogue-text", "nl"): 1329,
    ("web-text", "nl"): 314,
    ("web-text", "en"): 17,
    ("audio-script", "nl"): 192,
    ("exhibition-text", "nl"): 144,
    ("exhibition-text", "en"): 17,
    ("publication-text", "nl"): 78,
    ("object-label", "nl"): 2,
    ("object-label", "en"): 2,
    ("object-label", "und"): 22,
    ("provenance-statement", "nl"): 844,
}
"""3,432 of the 3,510 text groups hold words; 59 only name a file, 19 are empty. 844 records tell who had the object."""


def _import(path: Path) -> Tally:
    profile = load_profile("adlib-amsterdam")
    with override("en"):
        return run_import(ImportOrder(paths=[path], profile=profile, actor=Actor.system("the tests")))


def test_the_export_comes_in_whole_and_only_once(shared: Path) -> None:
    path = shared / FOLDER / "extract_records_with_AHMteksten.xml"
    first = _import(path)
    _assert_every_text_is_accounted_for(first)
    _assert_every_author_is_a_voice()
    _assert_two_texts_of_one_type_stand_side_by_side()
    before = rows_by_table(leave_out=RUN_TABLES)
    assert _import(path).outcomes == {Outcome.UNCHANGED: 2356}
    assert rows_by_table(leave_out=RUN_TABLES) == before


def _assert_every_text_is_accounted_for(tally: Tally) -> None:
    assert tally.outcomes == {Outcome.CREATE: 2356}
    assert adapter().model._default_manager.count() == 2356
    counted = Counter(Text.objects.exclude(text_type="title").values_list("text_type", "language"))
    assert counted == WITH_WORDS
    assert counted.total() == 3432 + 844
    reasons = Counter({reason: 0 for reason, _what in tally.skipped})
    for (reason, _what), count in tally.skipped.items():
        reasons[reason] += count
    assert reasons == {"file-only": 59, "no-words": 19}
    groups = {reason: count for (leaf, reason), count in tally.found.items() if leaf == "AHM.texts.tekst"}
    assert groups == {"with-words": 3432, "file-only": 59, "no-words": 19}
    assert sum(groups.values()) == 3510
    assert Counter(Text.objects.filter(text_type="title").values_list("language", flat=True)) == {
        "nl": 2477,
        "und": 428,
    }


def _assert_every_author_is_a_voice() -> None:
    """35 different author fields: 33 names, two names in one field, and “onbekend”; four wrote only in files."""
    voices = Voice.objects.exclude(slug="museum-amsterdam")
    assert voices.count() == 35
    assert {"annemarie-de-wildt", "paul-arnoldussen", "zuiderzeemuseum", "unknown"} <= set(
        voices.values_list("slug", flat=True)
    )
    assert Attribution.objects.filter(voice__slug="bert-vreeken").count() == 957
    assert Edition.objects.filter(recorded="2003").exclude(text__text_type="title").count() > 500


def _assert_two_texts_of_one_type_stand_side_by_side() -> None:
    record = SourceRecord.objects.get(record_id="21165")
    texts = Text.objects.filter(obj_id=record.obj.pk, text_type="wall-text", language="nl").order_by("part")
    assert [text.part for text in texts] == [1, 2]
    assert all(len(words_of(text)) == 1 for text in texts)
    assert SourceText.objects.filter(record=record, term="zaaltekst NL").count() == 2


def test_records_that_stand_in_two_files_come_in_once(shared: Path) -> None:
    before = _import(shared / FOLDER / "collection-22001-23001.xml").outcomes[Outcome.CREATE]
    tally = _import(shared / FOLDER / "extract_records_with_ownership_history.xml")
    assert tally.outcomes == {Outcome.CREATE: 890, Outcome.UNCHANGED: 17}
    assert adapter().model._default_manager.count() == before + 890
