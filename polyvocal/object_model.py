"""Which model the texts describe: POLYVOCAL_OBJECT_MODEL, and the adapter through which polyvocal sees it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.exceptions import ObjectModelError
from polyvocal.records import ObjectFacts, ObjectRecord

DEFAULT_OBJECT_MODEL = "polyvocal.CollectionObject"

_SETTING = "POLYVOCAL_OBJECT_MODEL"

if not hasattr(settings, _SETTING):
    # Django's migrations read a swappable setting straight from settings, so its default has to stand there.
    setattr(settings, _SETTING, DEFAULT_OBJECT_MODEL)


def get_object_model_string() -> str:
    """Return the dotted name of the object model, `app_label.ModelName`."""
    return str(getattr(settings, _SETTING))


def get_object_model() -> type[Model]:
    """Return the model that texts describe."""
    try:
        return apps.get_model(get_object_model_string(), require_ready=False)
    except ValueError as error:
        raise ImproperlyConfigured("POLYVOCAL_OBJECT_MODEL must be of the form 'app_label.ModelName'.") from error
    except LookupError as error:
        raise ImproperlyConfigured(
            f"POLYVOCAL_OBJECT_MODEL refers to model '{get_object_model_string()}' that has not been installed."
        ) from error


def adapter() -> "ObjectAdapter":
    """Return the adapter named by POLYVOCAL["OBJECT_ADAPTER"]."""
    made = import_string(setting("OBJECT_ADAPTER"))()
    if not isinstance(made, ObjectAdapter):
        raise ImproperlyConfigured(
            "POLYVOCAL['OBJECT_ADAPTER'] must name a subclass of polyvocal.object_model.ObjectAdapter."
        )
    return made


class ObjectAdapter:
    """How polyvocal sees an object. This one fits `AbstractCollectionObject`; a museum's own model overrides it.

    Reading needs `identifier_field` and `number_field`, or the methods that use them. Importing also needs `build`
    and `refresh`; without them an import only attaches texts to objects that exist.
    """

    identifier_field = "identifier"
    number_field = "object_number"
    search_fields: Sequence[str] = ("object_number", "findable_as")

    @property
    def model(self) -> type[Model]:
        """The object model."""
        return get_object_model()

    def identifier(self, obj: Model) -> str:
        """Return the public identifier, assigned once: part of every address and URI."""
        return str(getattr(obj, self.identifier_field))

    def object_number(self, obj: Model) -> str:
        """Return the present object number."""
        return str(getattr(obj, self.number_field))

    def facts(self, obj: Model) -> ObjectFacts:
        """Return what the collection system states about the object besides texts."""
        return ObjectFacts.from_json(getattr(obj, "facts", {}))

    def fallback_title(self, obj: Model) -> str:
        """Return what to call the object when no title text is public."""
        return self.object_number(obj) or self.identifier(obj)

    def visible(self) -> "QuerySet[Any]":
        """Return the objects that the public may see."""
        return self.model._default_manager.all()

    def find(self, identifier: str) -> Model | None:
        """Return the visible object with this public identifier."""
        if "\0" in identifier:
            return None  # PostgreSQL refuses the character itself, even in a question
        try:
            return self.visible().filter(**{self.identifier_field: identifier}).first()
        except (ValueError, TypeError, ValidationError):  # a key that is a UUID refuses what is none
            return None

    def with_identifiers(self, identifiers: Iterable[str]) -> dict[str, Model]:
        """Return objects by public identifier, in one query."""
        found = self.model._default_manager.filter(**{f"{self.identifier_field}__in": list(identifiers)})
        return {self.identifier(obj): obj for obj in found}

    def matching(self, words: str) -> Q:
        """Return the condition under which an object's own fields match every one of `words`."""
        condition = Q()
        for word in words.split():
            one = Q()
            for name in self.search_fields:
                one |= Q(**{f"{name}__icontains": word})
            condition &= one
        return condition

    def ordered(self, objects: "QuerySet[Any]") -> "QuerySet[Any]":
        """Return objects in the order in which visitors browse them."""
        return objects.order_by(self.number_field, "pk")

    def to_record(self, obj: Model) -> ObjectRecord:
        """Return the object as a neutral record, without its texts."""
        former = getattr(obj, "former_numbers", None)
        return ObjectRecord(
            identifier=self.identifier(obj),
            object_number=self.object_number(obj),
            former_numbers=tuple(row.number for row in former.all()) if former is not None else (),
            facts=self.facts(obj),
        )

    def build(self, record: ObjectRecord) -> Model:
        """Return a new, unsaved object for an imported record."""
        raise ObjectModelError(_("The adapter of this object model cannot make objects; import them first."))

    def refresh(self, obj: Model, record: ObjectRecord) -> list[str]:
        """Bring an object up to date with an imported record; return the names of the fields that changed."""
        return []

    def mark_gone(self, obj: Model, *, is_gone: bool) -> list[str]:
        """Note that the source no longer gives the object, or gives it again; return the fields that changed."""
        return []


class CollectionObjectAdapter(ObjectAdapter):
    """The adapter of polyvocal's own CollectionObject and of models that inherit AbstractCollectionObject."""

    def build(self, record: ObjectRecord) -> Model:
        obj = self.model(**{self.identifier_field: record.identifier})
        self.refresh(obj, record)
        return obj

    def refresh(self, obj: Model, record: ObjectRecord) -> list[str]:
        wanted = {
            "object_number": record.object_number,
            "facts": record.facts.as_json(),
            "findable_as": findable_words(record.facts),
        }
        changed = [name for name, value in wanted.items() if getattr(obj, name) != value]
        for name in changed:
            setattr(obj, name, wanted[name])
        return changed

    def mark_gone(self, obj: Model, *, is_gone: bool) -> list[str]:
        marked: Any = obj
        if marked.is_marked_gone == is_gone:
            return []
        marked.is_marked_gone = is_gone
        return ["is_marked_gone"]


def findable_words(facts: ObjectFacts) -> str:
    """Return the names under which a visitor would look for an object, one line."""
    names = (*facts.object_names, *facts.categories, *facts.materials, *facts.places, *facts.keywords)
    words = [maker.name for maker in facts.makers] + [word for one in names for word in one.values()]
    return " · ".join(dict.fromkeys(word for word in words if word))
