"""The museum's own object: a UUID key, names of its own, nothing inherited from polyvocal."""

import uuid

from django.db import models


class Artwork(models.Model):
    """A work in the collection."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    inventory_code = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=300, blank=True)
    catalogue = models.JSONField(default=dict, blank=True)
    is_public = models.BooleanField(default=True)

    class Meta:
        ordering = ["inventory_code", "id"]

    def __str__(self) -> str:
        return self.name or self.inventory_code
