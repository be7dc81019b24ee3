"""An object that is not for the public, and one that is no longer, are in no feed with a word of theirs."""

import pytest

from polyvocal import streams
from polyvocal.models import StreamAct, StreamMember
from polyvocal.object_model import adapter
from tests.factories import make_edition, make_object, make_text
from tests.harvesting.telling import tell

pytestmark = [pytest.mark.django_db, pytest.mark.default_only]


@pytest.fixture(autouse=True)
def _hiding(settings):
    settings.POLYVOCAL = {**settings.POLYVOCAL, "OBJECT_ADAPTER": "tests.harvesting.hiding.HidingAdapter"}


def _made(number):
    return make_edition(make_text(make_object(object_number=number)), f"Words of {number}.")


def _answers(client, edition):
    identifier, text = adapter().identifier(edition.text.obj), edition.text_id
    addresses = [
        "/activity/1/", "/activity/manifests/1/", "/ldes/by-time/page/1/", "/sitemap-objects-1.xml",
        *(f"/{kind}/{path}" for kind in ("timegate", "timemap/link", "timemap/json")
          for path in (f"id/text/{text}", f"id/object/{identifier}", f"object/{identifier}/")),
    ]  # fmt: skip
    return {address: client.get(address) for address in addresses}


def _written(response):
    return response.getvalue().decode()


def test_a_hidden_object_is_nowhere(client):
    hidden, _shown = _made("STORE 1"), _made("A 1")
    tell()
    streams.extend()
    for address, response in _answers(client, hidden).items():
        if address.startswith("/time"):
            assert response.status_code == 404, address
        for said in (f"/{adapter().identifier(hidden.text.obj)}/", str(hidden.pk), "Words of STORE"):
            assert said not in _written(response), address


def test_an_object_that_is_hidden_later_is_gone_at_once(client):
    edition = _made("A 1")
    tell()
    streams.extend()
    obj = edition.text.obj
    obj.object_number = "STORE 1"
    obj.save()
    for address, response in _answers(client, edition).items():
        assert "Words of" not in _written(response), address
        if address.startswith("/time"):
            assert response.status_code == 404, address


def test_that_an_object_was_hidden_is_told(client):
    edition = _made("A 1")
    tell()
    streams.extend()
    obj = edition.text.obj
    obj.object_number = "STORE 1"
    obj.save()
    tell()
    streams.extend()
    assert list(StreamMember.objects.values_list("act", flat=True)) == [StreamAct.PUBLISHED, StreamAct.WITHDRAWN]
    items = client.get("/activity/1/").json()["orderedItems"]
    assert {one["type"] for one in items} == {"Delete"}
