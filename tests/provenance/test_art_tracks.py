"""The tests of Art Tracks' own parsers, reproduced; each difference is listed with the reason why ours is right.

Not compared are what version 1 concludes from a period's neighbours (polyvocal concludes that in `gaps`), its rewritten
texts, and of a period that it cannot write back itself anything but its words.
"""

import json
import re

import pytest

from polyvocal.provenance import Unparsed, write_statement
from tests.provenance.art_tracks import first_version, read

pytestmark = [pytest.mark.shared, pytest.mark.once]

A_SENTENCE = "A sentence is no party: version 1 takes any words for a name. Its words, steps and notes are the same."
DIFFERENCES = {
    "at1-0003": "“via” names through whom the artist sold, and is no part of a name.",
    "at1-0045": "“Gift of” names the giver; version 1 takes both words into the name.",
    "at1-0068": "Who it was “sold at auction to” bought it, as version 2 says too (`purchase_at_auction`).",
    "at1-0094": A_SENTENCE,
    "at1-0097": A_SENTENCE,
    "at1-0100": "The house that held the sale is a party, not a place; elsewhere version 1 says so too (at1-0125).",
    "at1-0108": A_SENTENCE,
    "at1-0109": A_SENTENCE,
    "at1-0110": A_SENTENCE,
    "at1-0117": A_SENTENCE,
    "at1-0139": "“sold 1840” ends an ownership, dates before “sale” are dates; version 1 has “Stuttgart, Germany -11”.",
}
FIELDS = (
    "text period_certain acquisition_method_id party location dates dealer_parentheses stock_number footnote".split()
)


def _rows(shared, *, quality, grammar):
    lines = (shared / "data/provenance/arttracks_cases_dev.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [row for row in rows if row["quality"] == quality and row["grammar"] == grammar]


def _differences(row):
    ours, theirs = first_version(row["text"]), row["expected"]["periods"]
    if len(ours) != len(theirs):
        return [f"{len(ours)} periods instead of {len(theirs)}"]
    found = [one for mine, other in zip(ours, theirs, strict=True) for one in _in_period(mine, other)]
    steps = [(mine["direct_transfer"], other["direct_transfer"]) for mine, other in zip(ours, theirs, strict=True)][:-1]
    return found + [f"step: {mine} instead of {other}" for mine, other in steps if mine != other]


def _in_period(mine, other):
    compared = [field for field in FIELDS if field in other and field in mine]
    if "unparsable" in mine and other.get("round_trips", True):
        yield f"not understood: {mine['text']}"
    for field in compared:
        ours, theirs = _comparable(field, mine[field]), _comparable(field, other[field])
        if ours != theirs:
            yield f"{field}: {ours} instead of {theirs}"


def _comparable(field, value):
    """Space apart; a method that is not said is no method in version 1 and acquisition in version 2."""
    if isinstance(value, str):
        value = " ".join(value.split())
    if field == "acquisition_method_id" and value == "acquisition":
        return None
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if one is not None and one is not True}
    return value


def test_version_1_is_reproduced_or_each_difference_has_its_reason(shared):
    differing = {
        row["id"]: found for row in _rows(shared, quality="gold", grammar="v1") if (found := _differences(row))
    }
    assert {name: found for name, found in differing.items() if name not in DIFFERENCES} == {}
    assert set(differing) == set(DIFFERENCES)


def _is_about_whole(row):
    return any(one["subject"] == "whole text" for one in row["asserted"])


def test_what_version_1_checks_of_its_texts_holds_here_too(shared):
    """Their tests say of whole texts that each period is understood and the text is written back as it was."""
    rows = [row for row in _rows(shared, quality="gold", grammar="v1") if _is_about_whole(row)]
    assert len(rows) == 13
    for row in rows:
        statement = read(row["text"])
        assert statement.is_understood
        assert write_statement(statement) == row["text"]


def test_the_examples_of_the_standard_are_understood(shared):
    rows = _rows(shared, quality="doc", grammar="v2-doc")
    found = {row["id"]: differences for row in rows if (differences := _differences(row))}
    # “appropriated by” is given for two methods in the standard; here conversion has words of its own.
    assert set(found) == {"at2d-0015"}


EMBEDDED = {
    "actor": "{}",
    "named_event": "Ada Quill {}",
    "note_marks": "Ada Quill {}",
    "place": "Ada Quill, {}",
    "sale_data": "Ada Quill {}",
    "note_section": "Ada Quill.\n\nNotes:\n\n{}",
    "authorities": "Ada Quill.\n\nAuthorities:\n\n{}",
}


def _fragment(row):
    """Our reading of a fragment within a clause, in the shape of version 2."""
    kind = row["kind"].removeprefix("fragment:")
    statement = read(EMBEDDED[kind].format(row["text"]))
    return {"actor": _actor, "named_event": _sale, "place": _place, "sale_data": _sale_data}.get(kind, _marks)(
        statement, kind
    )


def _actor(statement, _kind):
    party = statement.clauses[0].receiver
    said = {
        "name": {"string" if not party.name.startswith("$") else "token": party.name, "certainty": party.is_certain}
    }
    if party.life:
        said |= {"birth": party.life.birth or None, "death": party.life.death or None}
    if party.clause:
        said["clause"] = party.clause
    if party.relation and party.relation.of:
        said["relationship"] = {"name": {"string": party.relation.of, "certainty": True}, "type": party.relation.kind}
    return said


def _sale(statement, _kind):
    (event,) = statement.clauses
    said = {}
    if event.named_event:
        said["event"] = {
            "token" if event.named_event.startswith("$") else "string": event.named_event,
            "certainty": True,
        }
    if agent := event.sellers_agent:
        said["sellers_agent"] = {"name": {"string": agent.name, "certainty": True}}
        if agent.place:
            said["sellers_agent"]["place"] = {"string": agent.place.name, "certainty": True}
    return said


def _place(statement, _kind):
    return {"place": {"string": statement.clauses[0].receiver.place.name, "certainty": True}}


def _sale_data(statement, _kind):
    (event,) = statement.clauses
    said = {"stock_number": event.stock} if event.stock else {}
    if event.price:
        said["purchase"] = {"value": event.price.amount, "currency_symbol": event.price.currency}
    return said


def _marks(statement, kind):
    if kind == "note_section":
        return {"notes": [{"key": note.key, "string": note.text} for note in statement.notes]}
    if kind == "authorities":
        return {"authorities": [{"string": one.name, "uri": one.written} for one in statement.authorities]}
    keys = statement.clauses[0].note_keys
    numbers = [key for key in keys if key.isdigit()]
    said = {"footnote": {"footnote_key": numbers[0]}} if numbers else {}
    cited = [{"citation_key": key} for key in keys if not key.isdigit()]
    return said | ({"citations": cited} if cited else {})


def _today(value):
    """Version 2 writes the EDTF of 2012: `1990-uu-uu` is `1990` today."""
    return json.loads(re.sub(r"-uu", "", json.dumps(value)))


@pytest.mark.parametrize("quality", ["gold", "silver"])
def test_the_fragments_of_version_2_are_read_alike(shared, quality):
    rows = [row for row in _rows(shared, quality=quality, grammar="v2") if row["kind"].startswith("fragment:")]
    read_alike = [row for row in rows if "fragment" in row["expected"]]
    assert len(read_alike) >= 10
    different = [
        (row["text"], _fragment(row), row["expected"]["fragment"])
        for row in read_alike
        if _fragment(row) != _today(row["expected"]["fragment"])
    ]
    assert different == []


def test_no_note_has_the_number_nought():
    assert isinstance(read("Ada Quill [0]").clauses[0], Unparsed)


def test_the_statements_of_version_2_are_read_alike(shared):
    for row in [row for row in _rows(shared, quality="gold", grammar="v2") if row["kind"] == "provenance"]:
        statement = read(row["text"])
        assert len(statement.clauses) == len(row["expected"]["periods"])
        for ours, theirs in zip(statement.clauses, row["expected"]["periods"], strict=True):
            _assert_alike(ours, _today(theirs))


def _assert_alike(ours, theirs):
    if "unparsable" in theirs:
        # Version 2 stumbles over real names and dates, and mixes up its tokens (“Salvador Dali0”); what is nobody
        # by any rule is not understood here either.
        assert ours.verbatim[:12] == theirs["unparsable"][:12]
        assert ours.is_understood is ("(yo)" not in ours.verbatim)
        return
    roles = {"owner": "receiver", "purchasing_agent": "agent", "sellers_agent": "sellers_agent"}
    for role in (role for role in roles if role in theirs):
        party = getattr(ours, roles[role])
        assert (party.name, party.uri) == (theirs[role]["name"]["string"], theirs[role]["name"].get("uri") or "")
        assert (party.place.name if party.place else None) == theirs[role].get("place", {}).get("string")
    assert ours.method == theirs.get("acquisition_method", "").removeprefix("acq:")
    span = theirs["timespan"] or {}
    dates = [getattr(ours.dates, which).rstrip("?") for which in ("botb", "eotb", "bote", "eote")]
    assert dates == [(span.get(which) or "").rstrip("?") for which in ("botb", "eotb", "bote", "eote")]
    assert ours.footnote == (theirs.get("footnote") or "").strip()
    assert list(ours.citations) == theirs.get("citations", [])
