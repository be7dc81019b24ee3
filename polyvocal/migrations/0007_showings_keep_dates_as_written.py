import polyvocal.models.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('polyvocal', '0006_provenance_events_and_research'),
    ]

    operations = [
        migrations.AddField(
            model_name='showing',
            name='dates',
            field=polyvocal.models.fields.EdtfField(blank=True, default='', editable=False, max_length=64, verbose_name='dates'),
        ),
        migrations.AddField(
            model_name='showing',
            name='dates_as_written',
            field=models.CharField(blank=True, default='', help_text='Only where the days are not known.', max_length=200, verbose_name='dates, as written'),
        ),
        migrations.AlterField(
            model_name='showing',
            name='place',
            field=models.CharField(blank=True, max_length=300, verbose_name='place'),
        ),
        migrations.AddConstraint(
            model_name='showing',
            constraint=models.CheckConstraint(condition=models.Q(('exhibition', ''), ('place', ''), _negated=True), name='polyvocal_showing_is_somewhere', violation_error_message='Say in which place or exhibition the words stood.'),
        ),
    ]
