"""The demo collection as tables of TMS gives the objects and texts that its Adlib export gives, as far as tables go."""

from collections import Counter
from typing import Any

import pytest
from django.db.models import Min, OuterRef, Q, Subquery

from polyvocal.importers.models import Outcome, SourceSystem
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import Tally
from polyvocal.models import Attribution, Edition
from polyvocal.object_model import adapter
from tests.conftest import CHECKOUT
from tests.importers.archive import RUN_TABLES, rows_by_table
from tests.importers.tables import imported

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

FOLDER = CHECKOUT / "fixtures" / "pakhuis"
PRIVATE = ("vitrine 3", "m.oostwoud", "vrijwilliger3", "24000", "Wit-Schipper")


def _from_tables() -> Tally:
    return imported(FOLDER / "tms", load_profile("tms-generic"))


def _from_adlib() -> Tally:
    return imported(FOLDER / "adlib_export.xml", load_profile(str(FOLDER / "profile.toml")))


def _objects(system: str) -> dict[str, Any]:
    made = adapter()
    records = SourceSystem.objects.get(name=system).records.all()
    return {record.record_id: made.model._default_manager.get(pk=record.obj_id) for record in records}


def _editions(system: str, *, titles: bool) -> Counter[Any]:
    """Editions with what both exports carry of them; only Adlib says whose a title is."""
    editions = Edition.objects.filter(text__obj__source_records__system__name=system)
    chosen = editions.filter(text__text_type="title") if titles else editions.exclude(text__text_type="title")
    chosen = chosen.exclude(_column_of_provenance())
    named = ("text__text_type", "text__language", "words", "state", "published_from")
    more = () if titles else ("text__perspective__slug", "recorded", "attributions__voice__slug", "reason")
    return Counter(chosen.filter(_first_voice()).values_list("text__obj__source_records__record_id", *named, *more))


def _column_of_provenance() -> Q:
    """What stands in a field of the object itself bears no type term; the tables do not say its language."""
    return Q(text__text_type="provenance-statement", text__sources__term="")


def _first_voice() -> Q:
    """A row of TMS names one author, the first."""
    first = Attribution.objects.filter(edition=OuterRef("pk")).values("edition").annotate(one=Min("pk")).values("one")
    return Q(attributions__pk=Subquery(first))


def test_the_tables_come_in_whole_and_a_second_run_changes_nothing() -> None:
    tally = _from_tables()
    assert tally.outcomes == {Outcome.CREATE: 40}
    assert tally.skipped == {("no-words", "Objects.Provenance"): 20}
    before = rows_by_table(leave_out=RUN_TABLES)
    assert _from_tables().outcomes == {Outcome.UNCHANGED: 40}
    assert rows_by_table(leave_out=RUN_TABLES) == before


def test_the_tables_give_the_same_texts_as_the_adlib_export() -> None:
    _from_adlib()
    _from_tables()
    texts, titles = _editions("tms", titles=False), _editions("tms", titles=True)
    assert (texts.total(), titles.total()) == (257, 113)
    assert texts == _editions("pakhuis", titles=False)
    assert titles == _editions("pakhuis", titles=True)


def test_the_tables_give_the_same_provenance_as_the_adlib_export() -> None:
    _from_adlib()
    _from_tables()
    statements = Edition.objects.filter(_column_of_provenance())
    adlib, tms = (
        Counter(statements.filter(text__obj__source_records__system__name=name).values_list("words"))
        for name in ("pakhuis", "tms")
    )
    assert adlib.total() == 20
    assert tms == adlib


def test_the_tables_give_the_same_objects_as_the_adlib_export() -> None:
    _from_adlib()
    _from_tables()
    made = adapter()
    adlib, tms = _objects("pakhuis"), _objects("tms")
    assert set(adlib) == set(tms)
    for record_id, obj in tms.items():
        mine, other = made.facts(obj), made.facts(adlib[record_id])
        assert made.object_number(obj) == made.object_number(adlib[record_id])
        assert [maker.name for maker in mine.makers] == [maker.name for maker in other.makers]
        assert [maker.qualifier for maker in mine.makers] == [maker.qualifier for maker in other.makers]
        assert mine.produced == other.produced
        assert list(mine.credit_line.values()) == list(other.credit_line.values())
        assert mine.object_names[0]["en"] == other.object_names[0]["en"]
        assert not [word for word in PRIVATE if word in repr(mine)]
