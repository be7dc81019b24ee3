"""The demo collection comes in through the real importer: editions with their times, voices, sources and ties."""

from pathlib import Path

import pytest
from django.utils.translation import override

from polyvocal.importers.models import Outcome, SourceRecord
from polyvocal.importers.profiles import load_profile
from polyvocal.importers.runs import ImportOrder, Tally, run_import
from polyvocal.models import Citation, Edition, FormerNumber, Relation, Text
from polyvocal.object_model import adapter
from polyvocal.publishing import Actor
from tests.conftest import CHECKOUT
from tests.importers.archive import RUN_TABLES, rows_by_table

pytestmark = [pytest.mark.django_db, pytest.mark.importers]

FOLDER: Path = CHECKOUT / "fixtures" / "pakhuis"
PRIVATE = ("vitrine 3", "m.oostwoud", "vrijwilliger3", "DAT", "24000")


def _import() -> Tally:
    profile = load_profile(str(FOLDER / "profile.toml"))
    with override("en"):
        return run_import(ImportOrder(paths=[FOLDER / "adlib_export.xml"], profile=profile, actor=Actor.system("demo")))


@pytest.fixture
def tally() -> Tally:
    return _import()


def test_every_text_of_the_export_comes_in_and_a_second_run_changes_nothing(tally: Tally) -> None:
    assert tally.outcomes == {Outcome.CREATE: 40}
    assert tally.skipped == {("no-words", "ownership.history.free.text"): 20}
    export = (FOLDER / "adlib_export.xml").read_text(encoding="utf-8")
    assert Edition.objects.count() == sum(map(export.count, ("<Objecttekst>", "<ownership.history.free.text>")))
    before = rows_by_table(leave_out=RUN_TABLES)
    assert _import().outcomes == {Outcome.UNCHANGED: 40}
    assert rows_by_table(leave_out=RUN_TABLES) == before


def test_successive_editions_close_each_other_and_say_why(tally: Tally) -> None:
    obj = SourceRecord.objects.get(record_id="1001").obj
    text = Text.objects.get(obj_id=obj.pk, perspective__slug="museum", text_type="object-label", language="nl", part=1)
    first, second = text.editions.order_by("number")
    assert (first.state, second.state) == ("superseded", "current")
    assert first.published_until == second.published_from
    assert (first.recorded, second.recorded) == ("1978", "2021")
    assert second.reason
    assert [one.voice.slug for one in first.attributions.all()] == ["w-f-haverkorn"]


def test_sources_ties_and_former_numbers_come_in(tally: Tally) -> None:
    assert Citation.objects.count() > 50
    assert set(Relation.objects.values_list("relation_type", flat=True)) >= {"disputes", "corrects", "extends"}
    assert FormerNumber.objects.filter(number="H 212", until="1971").exists()


def test_pictures_have_addresses_and_what_is_private_stays_out(tally: Tally) -> None:
    made = adapter()
    objects = list(made.model._default_manager.all())
    facts = [made.facts(obj) for obj in objects]
    assert all(fact.images[0].address.startswith("static:pakhuis/") for fact in facts)
    assert all(set(fact.images[0].alt) == {"nl", "en"} for fact in facts)
    assert not [word for word in PRIVATE if any(word in repr(fact) for fact in facts)]
