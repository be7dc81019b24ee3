import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Artwork",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("inventory_code", models.CharField(blank=True, max_length=80)),
                ("name", models.CharField(blank=True, max_length=300)),
                ("catalogue", models.JSONField(blank=True, default=dict)),
                ("is_public", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["inventory_code", "id"],
            },
        ),
    ]
