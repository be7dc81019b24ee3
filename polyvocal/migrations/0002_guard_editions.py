"""Arm the database's guards over editions."""

from django.db import migrations

from polyvocal.models import guards


def arm(apps, schema_editor):
    guards.install(schema_editor.connection)


def disarm(apps, schema_editor):
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("polyvocal", "0001_texts_voices_and_editions")]
    operations = [migrations.RunPython(arm, disarm)]
