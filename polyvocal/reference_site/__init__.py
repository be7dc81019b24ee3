"""The reference museum site: a worked example of polyvocal in a museum's own Django project. Not in the wheel."""

from polyvocal.reference_site.celery import app as celery_app

__all__ = ["celery_app"]
