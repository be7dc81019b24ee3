"""The voice of whom nothing is known, and the museum's own perspective: every archive needs both."""

from django.db import migrations


def make(apps, schema_editor):
    apps.get_model("polyvocal", "Voice").objects.get_or_create(
        slug="unknown", defaults={"kind": "unknown", "names": {"nl": "Onbekend", "en": "Unknown"}}
    )
    apps.get_model("polyvocal", "Perspective").objects.get_or_create(
        slug="museum",
        defaults={
            "names": {"nl": "Museumtekst", "en": "Museum text"},
            "description": {
                "nl": "Wat het museum zelf over het object zegt, nu en vroeger.",
                "en": "What the museum itself says about the object, now and before.",
            },
            "position": 10,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("polyvocal", "0002_guard_editions")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
