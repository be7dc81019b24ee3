"""The Celery app of the reference site: `celery --app polyvocal.reference_site worker --beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "polyvocal.reference_site.settings")

app = Celery("polyvocal_reference_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
