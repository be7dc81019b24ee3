"""What all rows of an import share in the admin: they are read and never changed."""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest


class ReadOnly:
    """Nothing here is added, changed or deleted by hand: an import does it."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
