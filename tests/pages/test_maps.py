"""The map of a provenance: points fitted to a box, numbered in order, with the same in a table."""

import pytest
from django.utils import timezone

from polyvocal.models import Place
from polyvocal.pages.maps import HEIGHT, WIDTH, map_of
from polyvocal.pages.ribbons import ribbon_of
from polyvocal.publishing import events_of
from polyvocal.records import ObjectFacts, PartyRecord
from tests.factories import make_event, make_object, make_statement

pytestmark = pytest.mark.django_db

KNOWN = {"Hoorn": (52.64, 5.06), "Paramaribo": (5.85, -55.2), "Batavia": (-6.2, 106.8)}


def _owner(place, **given):
    return make_event(f"Jan, {place}", receiver=PartyRecord("Jan", place=place), **given)


def _map(obj, *known):
    for name in known:
        latitude, longitude = KNOWN[name]
        Place.objects.get_or_create(name=name, defaults={"latitude": latitude, "longitude": longitude})
    return map_of(ribbon_of(obj, ObjectFacts(), moment=timezone.now()))


def test_fewer_than_two_known_places_make_no_map():
    obj = make_object()
    make_statement(_owner("Hoorn"), _owner("Nowhere"), obj=obj)
    assert _map(obj, "Hoorn") is None


def test_places_are_numbered_in_order_and_what_is_unknown_stays_in_the_table():
    obj = make_object()
    make_statement(_owner("Paramaribo"), _owner("Nowhere"), _owner("Hoorn"), _owner("Batavia"), obj=obj)
    found = _map(obj, *KNOWN)
    assert [(stop.number, stop.place) for stop in found.stops] == [
        (1, "Paramaribo"), (None, "Nowhere"), (2, "Hoorn"), (3, "Batavia"),
    ]  # fmt: skip
    assert [point.numbers for point in found.points] == ["1", "2", "3"]
    assert all(0 < point.x < WIDTH and 0 < point.y < HEIGHT for point in found.points)
    assert found.points[0].x < found.points[1].x < found.points[2].x
    assert found.points[1].y < found.points[0].y < found.points[2].y
    assert len(found.legs) == 2


def test_degrees_are_labelled_on_both_sides_of_nought():
    obj = make_object()
    make_statement(_owner("Paramaribo"), _owner("Batavia"), obj=obj)
    labels = {degree.label for degree in _map(obj, *KNOWN).degrees}
    assert {"0°", "60°E", "60°W", "30°N", "30°S"} <= labels


def test_stops_in_one_place_share_a_mark():
    obj = make_object()
    make_statement(_owner("Hoorn"), _owner("Hoorn"), _owner("Batavia"), _owner("Hoorn"), obj=obj)
    assert [point.numbers for point in _map(obj, *KNOWN).points] == ["1–2, 4", "3"]


def test_rival_claims_go_their_own_ways_by_broken_lines():
    obj = make_object()
    edition = make_statement(_owner("Paramaribo"), _owner("Hoorn"), obj=obj)
    make_statement(_owner("Batavia", step=events_of(edition)[1].record.step), obj=obj)
    found = _map(obj, *KNOWN)
    assert [(leg.start.place, leg.end.place) for leg in found.legs] == [
        ("Paramaribo", "Hoorn"), ("Paramaribo", "Batavia"),
    ]  # fmt: skip
    assert all(leg.is_contested for leg in found.legs)
