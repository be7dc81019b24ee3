from django.db import migrations


def break_off(apps, schema_editor):
    """No process can still be at work on these: the site is being migrated."""
    runs = apps.get_model("polyvocal_importers", "ImportRun")
    runs.objects.filter(state="running").update(state="broken-off")


class Migration(migrations.Migration):

    dependencies = [("polyvocal_importers", "0002_runs_hold_together")]

    operations = [migrations.RunPython(break_off, migrations.RunPython.noop)]
