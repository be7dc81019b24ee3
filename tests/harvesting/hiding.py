"""An object model in which some objects are not for the public."""

from polyvocal.object_model import CollectionObjectAdapter


class HidingAdapter(CollectionObjectAdapter):
    """Hides what bears a number of the store."""

    def visible(self):
        return super().visible().exclude(object_number__startswith="STORE")
