"""What Celery runs, where there is a broker. Without one, `manage.py publish_scheduled` and `worker` do the same."""

import logging

from celery import shared_task

from polyvocal import jobs, ledger
from polyvocal.publishing import publish_due

logger = logging.getLogger(__name__)


@shared_task
def publish_due_texts() -> int:
    """Publish the drafts whose moment has come; return how many editions were made."""
    made, failed = publish_due()
    for draft, error in failed:
        logger.warning("Draft %s was not published: %s", draft.pk, error)
    return len(made)


@shared_task
def tell_harvesters() -> int:
    """Look at every object for what changed, as every night should; return how many changes were told."""
    return ledger.sweep(is_whole=True).told


@shared_task(acks_late=True, reject_on_worker_lost=True)
def run_job(pk: int) -> bool:
    """Run a job by its number; one whose worker died is handed to the next, which goes on where it had come."""
    return jobs.run_job(pk)
