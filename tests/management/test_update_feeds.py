"""manage.py update_feeds tells what changed."""

import pytest
from django.core.management import CommandError, call_command

from polyvocal import ledger
from polyvocal.ledger import sweeping
from polyvocal.ledger.turns import turn
from polyvocal.models import Voice
from tests.factories import make_edition, make_voice

pytestmark = pytest.mark.django_db


def test_it_says_what_it_looked_at_and_told(capsys):
    voice = make_voice()
    make_edition(voices=[voice])
    call_command("update_feeds", verbosity=0)
    assert "1 objects were looked at; 2 changes were told." in capsys.readouterr().out
    Voice.objects.filter(pk=voice.pk).update(names={"en": "Another name"})
    call_command("update_feeds", verbosity=0)
    assert "0 objects were looked at; 0 changes were told." in capsys.readouterr().out
    call_command("update_feeds", "--full", verbosity=0)
    assert "1 objects were looked at; 2 changes were told." in capsys.readouterr().out
    assert ledger.latest() == 4


def test_it_gives_up_where_another_process_holds_the_ledger(monkeypatch):
    make_edition()
    monkeypatch.setattr(sweeping.sweep, "__kwdefaults__", sweeping.sweep.__kwdefaults__ | {"patience": 0})
    with turn(patience=0), pytest.raises(CommandError, match="takes in what changed"):
        call_command("update_feeds", verbosity=0)
