"""Voices are found by a name in any language, whatever letters it holds."""

import pytest
from django.contrib.admin import site

from polyvocal.admin.searching import voices_called
from polyvocal.models import Voice
from tests.factories import make_voice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _voices():
    make_voice("keeper", names={"en": "The keeper’s daughter", "nl": "De dochter van de beheerder"})
    make_voice("emile", names={"fr": "Émile Dupré"})
    make_voice("naima", names={"ar": "نعيمة"})


@pytest.mark.parametrize(
    ("typed", "slug"),
    [("The keeper’s daughter", "keeper"), ("keeper’s", "keeper"), ("dupré", "emile"), ("émile", "emile"),
     ("نعيمة", "naima"), ("dochter beheerder", "keeper")],
)  # fmt: skip
def test_a_voice_is_found_by_its_name_in_the_list(rf, typed, slug):
    found, _may_repeat = site.get_model_admin(Voice).get_search_results(rf.get("/"), Voice.objects.all(), typed)
    assert [voice.slug for voice in found] == [slug]


@pytest.mark.parametrize(("typed", "slug"), [("The keeper’s daughter", "keeper"), ("Émile Dupré", "emile")])
def test_a_typed_name_names_a_voice(typed, slug):
    assert [voice.slug for voice in voices_called(typed)] == [slug]
