"""The rules of triage: what each fires on, and with which grounds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyvocal.provenance.cases import Case, CaseStep, WatchedHit
from polyvocal.provenance.criteria import RULES, criteria, faults
from polyvocal.provenance.gaps import Tenure
from polyvocal.provenance.methods import METHODS
from polyvocal.provenance.triage import MOST_GROUNDS, flags_of


def days(first: int | None, last: int | None = None) -> tuple[date | None, date | None]:
    """Return whole years as days."""
    end = last if last is not None else first
    return (date(first, 1, 1) if first else None, date(end, 12, 31) if end else None)


def step(clause="Ada Quill, Ely", *, began=(None, None), ended=(None, None), is_read=True, **given):
    return CaseStep(clause, tenure=Tenure(began, ended, is_read=is_read), **({"names": ("Ada Quill",)} | given))


def case(*steps, **given):
    return Case(**({"made": days(1640), "tellings": (steps,) if steps else ()} | given))


def found(given, rule):
    """Return what a rule says of a case: None, or whether it is certain and the grounds."""
    flags = {flag.rule: flag for flag in flags_of(given)}
    return (flags[rule].is_certain, [dict(one) for one in flags[rule].grounds]) if rule in flags else None


OLD, ONCE = step(began=days(1640)), step(began=days(1640), ended=days(1641))
IN_1941 = days(1941)
AUCTION = {"method": "purchase_at_auction"}

FIRES = [
    ("scope", case(acquired=days(1951)), True, {"made": "1640", "acquired": "1951"}),
    ("scope", case(acquired=days(1930, 1935)), False, {"made": "1640", "acquired": "1930–1935"}),
    ("scope", case(acquired=(None, None)), False, {"made": "1640", "acquired": ""}),
    ("scope", case(made=days(1940, 1950), acquired=days(1960)), False, {"made": "1940–1950", "acquired": "1960"}),
    ("acquisition-band", case(acquired=days(1951)), True, {"band": "1948–1954", "acquired": "1951"}),
    ("acquisition-band", case(acquired=days(2001)), True, {"band": "1955–", "acquired": "2001"}),
    ("gap", case(ONCE, step(began=days(1950))), True, {"start": 1641, "end": 1950, "first": 1933, "last": 1945}),
    ("gap", case(OLD, acquired=days(1951)), False, {"start": 1640, "end": 1951, "first": 1933, "last": 1945}),
    ("transfer", case(step("sold 1941", began=IN_1941)), True, {"clause": "sold 1941"}),
    ("transfer", case(step("until 1941", ended=IN_1941)), True, {"clause": "until 1941"}),
    ("transfer", case(step("by 1941", began=days(None, 1941))), False, {"clause": "by 1941"}),
    ("transfer", case(step("1920s-50s", began=days(1920, 1959))), False, {"clause": "1920s-50s"}),
    ("forced-transfer", case(step("taken", method="looting")), True, {"clause": "taken", "method": "looting"}),
    ("forced-transfer", case(step("Ada Quill, Paris, confiscated 1941")), True,
     {"clause": "Ada Quill, Paris, confiscated 1941", "method": "confiscation"}),
    ("forced-transfer", case(step("A. Duinker, Gent, geroofd 1941")), True,
     {"clause": "A. Duinker, Gent, geroofd 1941", "method": "looting"}),
    (
        "auction-germany-austria", case(step("Auktion, Köln", began=days(1936), places=("Koln",))), True,
        {"clause": "Auktion, Köln", "place": "Köln"},
    ),
    (
        "auction-germany-austria", case(step("sold, Vienna, 1938", began=days(1938), **AUCTION)), True,
        {"clause": "sold, Vienna, 1938", "place": "Vienna"},
    ),
    (
        "auction-snk", case(step("veiling SNK, Amsterdam, 1950", began=days(1950))), True,
        {"clause": "veiling SNK, Amsterdam, 1950", "seller": "SNK"},
    ),
    ("wartime-words", case(step("ERR no. 12", is_read=False)), True, {"word": "ERR", "clause": "ERR no. 12"}),
    ("wartime-words", case(words=("via Jeu de Paume",)), True, {"word": "Jeu de Paume", "clause": "via Jeu de Paume"}),
    (
        "watched-name", case(hits=(WatchedHit("dealers", "Quill, A.", "Ada Quill"),)), False,
        {"list": "dealers", "name": "Quill, A.", "written": "Ada Quill"},
    ),
    ("no-statement", case(acquired=days(1951)), True, {"made": "1640", "acquired": "1951"}),
    ("unread", case(step("??", is_read=False)), True, {"count": 1}),
    ("no-dates", case(step()), True, {"count": 1}),
    ("first-owner-unknown", case(step("Ada Quill", began=days(1900))), True, {"clause": "Ada Quill", "made": "1640"}),
    (
        "colonial-place", case(step("Makassar, Celebes, 1905", began=days(1905))), True,
        {"clause": "Makassar, Celebes, 1905", "place": "Celebes", "made": ""},
    ),
    (
        "colonial-place", case(places=("Curacao",), made=days(1800)), True,
        {"place": "Curaçao", "clause": "", "made": "1800"},
    ),
    (
        "colonial-method", case(step("taken", method="punitive_expedition")), True,
        {"clause": "taken", "method": "punitive_expedition"},
    ),
    ("colonial-words", case(words=("Zendeling Kruijt",)), True, {"word": "zendeling", "clause": "Zendeling Kruijt"}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "given", "is_certain", "ground"), FIRES)
def test_a_rule_fires_with_its_grounds(rule, given, is_certain, ground):
    said = found(given, rule)
    assert said is not None
    assert said[0] is is_certain
    assert ground in said[1]


def test_every_rule_is_in_the_table_above():
    assert {rule for rule, *_rest in FIRES} == set(RULES)


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("scope", case(made=days(1950), acquired=days(1951))),
        ("scope", case(acquired=days(1932))),
        ("scope", case(made=(None, None))),
        ("acquisition-band", case(acquired=days(1932))),
        ("acquisition-band", case(acquired=(None, date(1950, 1, 1)))),
        ("acquisition-band", case(made=days(1960), acquired=days(1970))),
        ("gap", case(step(began=days(1640), ended=days(1960)))),
        ("gap", case(made=days(1950), acquired=days(1990))),
        ("transfer", case(step("by 1980", began=days(None, 1980)))),
        ("transfer", case(step(began=IN_1941, method="creation"))),
        ("transfer", case(step(began=IN_1941, passes_title=False))),
        ("forced-transfer", case(step(method="gift"))),
        ("forced-transfer", case(step("Ada Quill, Paris, sold 1941"))),
        ("forced-transfer", case(step("it was never confiscated", is_read=False))),
        ("auction-germany-austria", case(step("Auktion, Köln", began=days(1925)))),
        ("auction-germany-austria", case(step("Auktion, Köln"))),
        ("auction-germany-austria", case(step("gift, Berlin", began=days(1938)))),
        ("auction-snk", case(step("veiling SNK", began=days(1960)))),
        ("wartime-words", case(step("Jan Berr"))),
        ("no-statement", case(step(), acquired=days(1951))),
        ("unread", case(step(is_read=False), step())),
        ("no-dates", case(step(), step(began=days(1900)))),
        ("no-dates", case(step(is_read=False))),
        ("first-owner-unknown", case(OLD)),
        ("first-owner-unknown", case(step(method="commission"))),
        ("colonial-place", case(step("Batavia, 1999", began=days(1999)))),
        ("colonial-place", case(step("Javastraat 12"))),
    ],
)
def test_a_rule_does_not_fire(rule, given):
    assert found(given, rule) is None


def test_an_acquisition_in_the_year_between_two_bands_is_of_both():
    assert [one["band"] for one in found(case(acquired=days(1940)), "acquisition-band")[1]] == [
        "1933–1940",
        "1940–1948",
    ]


def test_what_two_tellings_say_alike_is_one_ground():
    given = Case(tellings=((step(method="theft"),), (step(method="theft"),)))
    assert len(found(given, "forced-transfer")[1]) == 1


def test_a_case_with_a_thousand_reasons_gives_a_few():
    given = case(*(step(f"lot {number}", method="looting") for number in range(1000)))
    assert len(found(given, "forced-transfer")[1]) == MOST_GROUNDS


def test_nothing_is_known_of_nothing():
    assert flags_of(Case()) == []


OPEN_DAYS = st.tuples(st.none() | st.dates(), st.none() | st.dates())
STEPS = st.builds(
    CaseStep, st.text(max_size=40), st.sampled_from(["", "no such method", *METHODS]),
    st.lists(st.text(max_size=10), max_size=2).map(tuple), st.lists(st.text(max_size=10), max_size=2).map(tuple),
    st.builds(Tenure, OPEN_DAYS, OPEN_DAYS, st.booleans(), st.booleans()), st.booleans(),
)  # fmt: skip


@given(
    st.builds(
        Case, OPEN_DAYS, OPEN_DAYS, st.lists(st.lists(STEPS, max_size=4).map(tuple), max_size=3).map(tuple),
        st.lists(st.text(max_size=10), max_size=2).map(tuple), st.lists(st.text(max_size=10), max_size=2).map(tuple),
    )
)  # fmt: skip
def test_no_rule_raises_and_every_flag_has_grounds(given):
    assert all(flag.grounds and flag.as_json()["grounds"] for flag in flags_of(given))


def test_a_museum_switches_rules_off_and_changes_what_they_look_at():
    mine = criteria({"unread": False, "gap": {"last_year": 1950}, "colonial-place": {"more_places": ["Tranquebar"]}})
    assert "unread" not in mine
    assert (mine["gap"]["first_year"], mine["gap"]["last_year"]) == (1933, 1950)
    assert {"Batavia", "Tranquebar"} <= set(mine["colonial-place"]["places"])
    assert [flag.rule for flag in flags_of(case(places=("Tranquebar",)), mine)] == [
        "scope",
        "no-statement",
        "colonial-place",
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"guilt": False}, "there is no rule 'guilt'"),
        ({"gap": True}, "rule 'gap' is neither False nor a dict of options"),
        ({"gap": {"years": 3}}, "rule 'gap': there is no option 'years'"),
        ({"gap": {"more_first_year": [3]}}, "rule 'gap': there is no option 'more_first_year'"),
        ({"gap": {"first_year": "1933"}}, "rule 'gap': option 'first_year' has a value of another kind"),
        ({"wartime-words": {"words": "ERR"}}, "rule 'wartime-words': option 'words' has a value of another kind"),
        (
            {"acquisition-band": {"bands": [[1933]]}},
            "rule 'acquisition-band': option 'bands' has a value of another kind",
        ),
        (["gap"], "it is no dict of rules"),
    ],
)
def test_a_fault_in_the_setting_is_told(given, told):
    assert list(faults(given)) == [told]


def test_the_shipped_rules_have_no_fault_and_name_methods_that_exist():
    assert list(faults(RULES)) == []
    assert {name for options in RULES.values() for name in options.get("methods", ())} <= set(METHODS)
