"""Publishing what is due, by command and by task."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from polyvocal import publishing
from polyvocal.models import Draft, DraftState
from polyvocal.tasks import publish_due_texts
from tests.factories import ACTOR, assert_one_current_edition, make_draft, make_edition

pytestmark = pytest.mark.django_db


def _due(draft):
    publishing.schedule(draft, ACTOR, at=timezone.now() + timedelta(hours=1))
    Draft.objects.filter(pk=draft.pk).update(publish_at=timezone.now() - timedelta(minutes=1))
    return draft


def _run(**options):
    out, err = StringIO(), StringIO()
    call_command("publish_scheduled", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_what_is_due_is_published_and_what_is_not_waits():
    due, waiting = _due(make_draft()), make_draft()
    publishing.schedule(waiting, ACTOR, at=timezone.now() + timedelta(hours=1))
    out, err = _run()
    assert "1" in out
    assert err == ""
    assert_one_current_edition(due.text)
    waiting.refresh_from_db()
    assert waiting.state == DraftState.SCHEDULED


def test_a_draft_that_was_overtaken_is_told_and_goes_back_to_a_curator():
    text = make_edition().text
    overtaken, other = _due(make_draft(text, "Later.", reason="Better.")), _due(make_draft())
    make_edition(text, "In between.")
    _out, err = _run()
    assert str(text) in err
    overtaken.refresh_from_db()
    assert overtaken.state == DraftState.APPROVED
    assert overtaken.note
    assert_one_current_edition(other.text)


def test_nothing_due_says_nothing():
    assert _run() == ("", "")


def test_the_task_does_the_same_and_logs_what_failed(caplog):
    text = make_edition().text
    _due(make_draft(text, "Later.", reason="Better."))
    made = _due(make_draft())
    make_edition(text, "In between.")
    assert publish_due_texts() == 1
    assert_one_current_edition(made.text)
    assert "was not published" in caplog.text


def test_the_reference_sites_celery_knows_the_task():
    from polyvocal.reference_site.celery import app

    app.loader.import_default_modules()
    assert "polyvocal.tasks.publish_due_texts" in app.tasks
