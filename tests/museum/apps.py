"""The museum's app."""

from django.apps import AppConfig


class MuseumConfig(AppConfig):
    """A museum that had a model for its objects before it had polyvocal."""

    name = "tests.museum"
    label = "museum"
    default_auto_field = "django.db.models.BigAutoField"
