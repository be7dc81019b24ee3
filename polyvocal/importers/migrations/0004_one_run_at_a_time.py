from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("polyvocal_importers", "0003_break_off_runs_left_running")]

    operations = [
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('running', 'undoing'))), fields=('system',), name='polyvocal_one_run_at_a_time'),
        ),
    ]
