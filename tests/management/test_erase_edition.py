"""Lawful erasure by command: told, confirmed, audited."""

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from polyvocal.models import Erasure
from tests.factories import make_edition

pytestmark = pytest.mark.django_db

LAW = {"legal_basis": "Article 17 GDPR.", "by": "N. van Waveren, data protection officer"}


def _erase(edition, **options):
    out = StringIO()
    call_command("erase_edition", str(edition), stdout=out, **(LAW | options))
    return out.getvalue()


def test_the_words_go_and_an_audit_row_names_who_and_why():
    edition = make_edition(words="His address is Quay 12.")
    out = _erase(edition.pk, no_input=True)
    edition.refresh_from_db()
    audit = Erasure.objects.get()
    assert (edition.words, edition.state, edition.number) == ("", "withdrawn", 1)
    assert (audit.legal_basis, audit.actor_name) == (LAW["legal_basis"], LAW["by"])
    assert str(audit.pk) in out


@pytest.mark.parametrize(("answer", "is_erased"), [("1", True), ("yes", False), ("", False)])
def test_nothing_goes_unless_the_number_is_typed(monkeypatch, answer, is_erased):
    edition = make_edition()
    monkeypatch.setattr("builtins.input", lambda _question: answer)
    if is_erased:
        _erase(edition.pk)
    else:
        with pytest.raises(CommandError, match=r"\w"):
            _erase(edition.pk)
    edition.refresh_from_db()
    assert (edition.words == "") is is_erased


@pytest.mark.parametrize("options", [{"legal_basis": " "}, {"by": " "}])
def test_without_a_legal_basis_or_a_name_nothing_goes(options):
    edition = make_edition()
    with pytest.raises(CommandError):
        _erase(edition.pk, no_input=True, **options)
    edition.refresh_from_db()
    assert edition.words


def test_an_unknown_edition_and_a_second_erasure_are_told():
    with pytest.raises(CommandError):
        _erase(uuid.uuid4(), no_input=True)
    edition = make_edition()
    _erase(edition.pk, no_input=True)
    with pytest.raises(CommandError):
        _erase(edition.pk, no_input=True)
