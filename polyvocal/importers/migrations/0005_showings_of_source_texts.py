from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('polyvocal_importers', '0004_one_run_at_a_time'),
    ]

    operations = [
        migrations.AddField(
            model_name='sourcetext',
            name='showings',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='showings in the source'),
        ),
    ]
