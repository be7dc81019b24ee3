"""How polyvocal sees an Artwork: the seam that docs/object_model.md describes, reading and importing."""

from django.db.models import Model, QuerySet

from polyvocal.object_model import ObjectAdapter
from polyvocal.records import ObjectFacts, ObjectRecord, in_language


class ArtworkAdapter(ObjectAdapter):
    """Reads and builds artworks."""

    identifier_field = "slug"
    number_field = "inventory_code"
    search_fields = ("inventory_code", "name")

    def visible(self) -> QuerySet:
        return self.model.objects.filter(is_public=True)

    def facts(self, obj: Model) -> ObjectFacts:
        return ObjectFacts.from_json(obj.catalogue)

    def fallback_title(self, obj: Model) -> str:
        return obj.name or obj.inventory_code or obj.slug

    def build(self, record: ObjectRecord) -> Model:
        artwork = self.model(slug=record.identifier)
        self.refresh(artwork, record)
        return artwork

    def refresh(self, obj: Model, record: ObjectRecord) -> list[str]:
        names = [in_language(name, "en").words for name in record.facts.object_names]
        wanted = {
            "inventory_code": record.object_number,
            "name": names[0] if names else "",
            "catalogue": record.facts.as_json(),
        }
        changed = [field for field, value in wanted.items() if getattr(obj, field) != value]
        for field in changed:
            setattr(obj, field, wanted[field])
        return changed
