"""The ribbon of owners: steps, gaps behind them, rivals, and what is said in words."""

from datetime import date

import pytest
from django.utils import timezone, translation

from polyvocal.pages.ribbons import LONGEST_STRETCH, gap_in_words, method_in_words, ribbon_of, tenure_in_words
from polyvocal.provenance import Gap
from polyvocal.publishing import events_of
from polyvocal.records import Acquisition, ObjectFacts, PartyRecord, Span, TenureRecord
from tests.factories import make_event, make_object, make_statement


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def _ribbon(obj, **facts):
    return ribbon_of(obj, ObjectFacts(**facts), moment=timezone.now())


@pytest.mark.django_db
def test_rows_are_steps_with_the_gaps_behind_them():
    obj = make_object()
    make_statement(
        make_event("Jan", tenure=TenureRecord("", "1900", "1900", "1930", "1930")),
        make_event("Griet", tenure=TenureRecord("", "1946", "1946"), is_direct=True),
        make_event("The museum", tenure=TenureRecord("", "1950", "1950")),
        obj=obj,
    )
    ribbon = _ribbon(obj, produced=Span("1640", "1640"), acquisition=Acquisition(date=Span("1950", "1950")))
    said = ["gap" if row.gap else row.shown[0].record.clause for row in ribbon.rows]
    assert said == ["gap", "Jan", "gap", "Griet", "The museum"]
    assert [row.leads_on for row in ribbon.rows if not row.gap] == ["unknown", "direct", ""]
    assert ribbon.rows[0].stretch == LONGEST_STRETCH
    assert not ribbon.is_contested
    assert len(ribbon.gaps) == 2


@pytest.mark.django_db
def test_rivals_make_a_ribbon_contested():
    obj = make_object()
    (first,) = events_of(make_statement(obj=obj))
    make_statement(make_event("Stolen", step=first.record.step), obj=obj)
    ribbon = _ribbon(obj)
    assert ribbon.is_contested
    assert [one.record.clause for one in ribbon.rows[-1].shown] == [first.record.clause, "Stolen"]
    assert len(ribbon.statements) == 2


@pytest.mark.django_db
def test_doubts_are_said_in_sentences():
    obj = make_object()
    make_statement(
        make_event(
            "Possibly Jan?", is_certain=False, tenure=TenureRecord("1921?", "1921?", "1921?"),
            receiver=PartyRecord("Jan", is_certain=False, born="1880", place="Hoorn", is_place_certain=False),
        ),
        obj=obj,
    )  # fmt: skip
    (one,) = _ribbon(obj).rows[-1].shown
    assert one.receiver == "Jan (1880–?), Hoorn"
    assert one.doubts == (
        "The statement says “possibly”.",
        "The name Jan is uncertain.",
        "The place Hoorn is uncertain.",
        "The date is uncertain.",
    )


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Gap(0, date(1930, 1, 1), date(1946, 1, 1), is_certain=True), "1930–1946: nothing is known."),
        (Gap(0, date(1930, 1, 1), date(1946, 1, 1), is_certain=False), "Between 1930 and 1946 it is not known"),
        (Gap(0, date(1930, 1, 1), None, is_certain=False), "After 1930"),
        (Gap(0, None, date(1946, 1, 1), is_certain=False), "Before 1946"),
        (Gap(0, None, None, is_certain=False), "Who had it then"),
    ],
)
def test_a_gap_says_its_years(gap, words):
    assert gap_in_words(gap).startswith(words)


def test_methods_and_tenures_are_said_in_the_active_language():
    tenure = TenureRecord("as written", "", "1921", "1930", "1930")
    assert method_in_words("gift") == "Gift"
    assert tenure_in_words(tenure) == "by 1921 until 1930"
    with translation.override("nl"):
        assert method_in_words("gift") == "Schenking"
        assert tenure_in_words(tenure) == "uiterlijk 1921 tot 1930"
    assert tenure_in_words(TenureRecord("long ago")) == "long ago"
    assert method_in_words("no-such-method") == "no-such-method"
