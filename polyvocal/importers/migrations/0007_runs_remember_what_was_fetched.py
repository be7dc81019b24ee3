from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("polyvocal_importers", "0006_imports_are_run_with_a_permission")]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='fetched',
            field=models.JSONField(default=list, verbose_name='fetched from'),
        ),
    ]
