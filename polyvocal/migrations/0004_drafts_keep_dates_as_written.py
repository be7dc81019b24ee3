from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('polyvocal', '0003_unknown_voice_and_house_perspective'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='held_as_written',
            field=models.CharField(blank=True, max_length=200, verbose_name='view held, as written'),
        ),
        migrations.AddField(
            model_name='draft',
            name='recorded_as_written',
            field=models.CharField(blank=True, max_length=200, verbose_name='recorded, as written'),
        ),
    ]
