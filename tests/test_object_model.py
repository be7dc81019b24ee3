"""Which model texts describe, and how polyvocal sees it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from polyvocal.exceptions import ObjectModelError
from polyvocal.models import Text
from polyvocal.object_model import ObjectAdapter, adapter, findable_words, get_object_model, get_object_model_string
from polyvocal.records import Maker, ObjectFacts, ObjectRecord
from tests.factories import make_object, make_text

pytestmark = pytest.mark.django_db

POT = ObjectFacts(object_names=({"nl": "koffiepot", "en": "coffee pot"},), makers=(Maker("Anna Smit"),))


def test_texts_describe_the_model_of_the_setting(settings):
    assert Text._meta.get_field("obj").related_model is get_object_model()
    assert get_object_model()._meta.label == get_object_model_string() == settings.POLYVOCAL_OBJECT_MODEL


@pytest.mark.parametrize("name", ["Artwork", "no_such_app.Artwork", "polyvocal.NoSuchModel"])
def test_a_model_that_does_not_exist_is_a_clear_error(name, settings):
    settings.POLYVOCAL_OBJECT_MODEL = name
    with pytest.raises(ImproperlyConfigured, match="POLYVOCAL_OBJECT_MODEL"):
        get_object_model()


def test_an_adapter_that_is_none_is_a_clear_error(settings):
    settings.POLYVOCAL = {"OBJECT_ADAPTER": "polyvocal.records.ObjectRecord"}
    with pytest.raises((ImproperlyConfigured, TypeError)):
        adapter()
    settings.POLYVOCAL = {"OBJECT_ADAPTER": "builtins.dict"}
    with pytest.raises(ImproperlyConfigured, match="ObjectAdapter"):
        adapter()


def test_an_object_is_found_by_its_identifier_and_seen_as_a_record():
    obj = make_object(identifier="pot-7", object_number="SA 7", facts=POT, former_numbers=["KA 12", "KA 13"])
    assert adapter().find("pot-7") == obj
    assert adapter().with_identifiers(["pot-7", "pot-8"]) == {"pot-7": obj}
    assert adapter().to_record(obj) == ObjectRecord(
        identifier="pot-7", object_number="SA 7", former_numbers=("KA 12", "KA 13"), facts=POT
    )


@pytest.mark.parametrize("identifier", ["pot-8", "", "\x00", "x" * 500])
def test_an_identifier_that_nothing_bears_finds_nothing(identifier):
    make_object(identifier="pot-7")
    assert adapter().find(identifier) is None


def test_where_the_identifier_is_a_uuid_another_word_finds_nothing():
    class KeyedByUuid(ObjectAdapter):
        model = Text
        identifier_field = "id"

    text = make_text()
    assert KeyedByUuid().find(str(text.pk)) == text
    assert KeyedByUuid().find("pot-7") is None


def test_an_object_without_a_title_is_called_by_what_it_has():
    assert adapter().fallback_title(make_object(object_number="SA 7", facts=ObjectFacts())) == "SA 7"


def test_objects_match_every_word_of_a_search():
    obj = make_object(object_number="SA 7", facts=POT)
    found = adapter().visible().filter(adapter().matching("SA coffee"))
    assert list(found) == [obj]
    assert not adapter().visible().filter(adapter().matching("SA teapot")).exists()


def test_objects_are_browsed_in_the_order_of_their_numbers():
    later, earlier = make_object(object_number="B 1"), make_object(object_number="A 1")
    assert list(adapter().ordered(adapter().visible())) == [earlier, later]


def test_refreshing_names_the_fields_that_changed():
    obj = make_object(identifier="pot-7", object_number="SA 7", facts=POT)
    assert adapter().refresh(obj, ObjectRecord(identifier="pot-7", object_number="SA 7", facts=POT)) == []
    changed = adapter().refresh(obj, ObjectRecord(identifier="pot-7", object_number="SA 8", facts=POT))
    assert changed == [adapter().number_field]
    assert adapter().object_number(obj) == "SA 8"


def test_an_adapter_that_only_reads_says_so_when_asked_to_build():
    reading = ObjectAdapter()
    with pytest.raises(ObjectModelError):
        reading.build(ObjectRecord(identifier="pot-7"))
    assert reading.refresh(make_object(), ObjectRecord(identifier="pot-7")) == []


def test_an_object_with_texts_is_not_deleted():
    text = make_text()
    with pytest.raises(Exception, match="protected"):
        text.obj.delete()


def test_an_object_is_findable_under_its_names_and_makers_each_once():
    facts = ObjectFacts(object_names=({"nl": "pot", "en": "pot"},), makers=(Maker("Anna Smit"),), places=({"nl": ""},))
    assert findable_words(facts) == "Anna Smit · pot"
