"""Words by language, dates and lists as a curator fills them in."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from polyvocal.admin.names import EdtfFormField, LinesFormField, NamesFormField
from polyvocal.models import Voice


class _Form(forms.Form):
    names = NamesFormField()
    lines = LinesFormField(required=False)


def _filled(query):
    return _Form(QueryDict(query))


def test_every_language_of_the_museum_and_every_other_in_use_has_an_input():
    shown = str(_Form(initial={"names": {"en": "Dina", "srn": "Mi na Dina"}})["names"])
    for told in ('name="names--nl"', 'value="Dina"', 'name="names--srn"', 'value="Mi na Dina"', "Sranantongo"):
        assert told in shown


def test_words_are_read_by_language_without_the_empty_ones():
    form = _filled("names--nl=Dina&names--en=&names--other-tag=ar&names--other-words=%D8%AF")
    assert form.is_valid()
    assert form.cleaned_data["names"] == {"nl": "Dina", "ar": "د"}


@pytest.mark.parametrize(
    "query", ["names--nl=", "names--other-words=Dina", "names--other-tag=not+a+tag&names--other-words=Dina"]
)
def test_no_words_or_words_without_a_language_are_refused(query):
    assert "names" in _filled(query).errors


def test_no_input_holds_a_hidden_copy_of_the_stored_json():
    field = Voice._meta.get_field("names").formfield(form_class=NamesFormField)
    assert field.show_hidden_initial is False


def test_words_that_are_the_same_have_not_changed():
    field = NamesFormField()
    assert not field.has_changed({"nl": "Dina"}, {"nl": "Dina"})
    assert field.has_changed({"nl": "Dina"}, {"nl": "Dien"})
    assert not field.has_changed(None, {})


def test_a_list_is_one_entry_a_line():
    form = _filled("names--nl=x&lines=nl%0D%0A%0D%0Asrn+")
    assert form.is_valid()
    assert form.cleaned_data["lines"] == ["nl", "srn"]
    assert "nl\nsrn</textarea>" in str(_Form(initial={"lines": ["nl", "srn"]})["lines"])


@pytest.mark.parametrize(("given", "edtf"), [("1978", "1978"), ("omstreeks 1690", "1690~"), ("1978/1995", "1978/1995")])
def test_a_date_is_edtf_or_becomes_it(given, edtf):
    assert EdtfFormField().clean(given) == edtf
    assert EdtfFormField().clean("") == ""


def test_a_date_that_nobody_understands_is_refused_in_a_sentence():
    with pytest.raises(ValidationError, match="is not understood"):
        EdtfFormField().clean("some day")
