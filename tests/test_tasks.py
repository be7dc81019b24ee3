"""The Celery task, run by a real worker that gets it from a real Redis."""

import os
import time
from datetime import timedelta

import pytest
from celery.contrib.testing.worker import start_worker
from django.utils import timezone

from polyvocal import publishing
from polyvocal.models import Draft
from polyvocal.tasks import publish_due_texts
from tests.factories import ACTOR, assert_one_current_edition, editions_of, make_draft, make_edition, make_text

PATIENCE = 60


def _scheduled(text):
    given = publishing.schedule(make_draft(text, reason="Why."), ACTOR, at=timezone.now() + timedelta(hours=1))
    Draft.objects.filter(pk=given.pk).update(publish_at=timezone.now() - timedelta(seconds=1))
    return given


@pytest.fixture
def worker(transactional_db, redis_url):
    """A worker of the reference site, in a thread and with a connection of its own."""
    from polyvocal.reference_site.celery import app

    app.conf.update(broker_url=redis_url, task_default_queue=f"tests-{os.getpid()}")
    app.set_current()
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=PATIENCE):
        yield app
    app.close()


def test_a_worker_publishes_the_texts_whose_moment_has_come(worker):
    text = make_text()
    _scheduled(text)
    publish_due_texts.delay()
    deadline = time.monotonic() + PATIENCE
    while not editions_of(text) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert assert_one_current_edition(text).published_by == ACTOR.name


@pytest.mark.django_db
def test_a_text_that_moved_on_is_logged_and_stops_no_other(caplog):
    moved_on = make_text()
    stale = _scheduled(moved_on)
    make_edition(moved_on)
    good = make_text()
    _scheduled(good)
    assert publish_due_texts() == 1
    assert_one_current_edition(good)
    assert f"Draft {stale.pk} was not published" in caplog.text
