"""The resources of the API: an object, and its perspectives now or on a day."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from polyvocal.api.shapes import carousel_shape, object_shape
from polyvocal.carousels import carousel_of
from polyvocal.selectors import archive_at, find_object
from polyvocal.timelines import day_written, moment_on


class _Resource(APIView):
    """Something that everyone may read, from pages of other sites too: JSON alone, and nobody is logged in."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    renderer_classes = (JSONRenderer,)

    def finalize_response(self, *given: Any, **more: Any) -> Response:
        response: Response = super().finalize_response(*given, **more)
        response["Access-Control-Allow-Origin"] = "*"
        return response


class ObjectResource(_Resource):
    """GET /api/v1/objects/<id>/ : one object."""

    def get(self, request: Request, identifier: str) -> Response:
        """Return the object."""
        return Response(object_shape(_object(identifier)))


class PerspectivesResource(_Resource):
    """GET /api/v1/objects/<id>/perspectives/?lang=nl&as_of=2021-05-01 : its perspectives in their order."""

    def get(self, request: Request, identifier: str) -> Response:
        """Return the perspectives as they stand, or as they stood at the end of the day `as_of`."""
        obj = _object(identifier)
        language = request.query_params.get("lang") or get_language() or "en"
        moment = _moment(request.query_params)
        carousel = carousel_of(archive_at(obj, moment), identifier=identifier, language=language, moment=moment)
        return Response({"object": object_shape(obj), **carousel_shape(carousel, language=language)})


def _object(identifier: str) -> Any:
    obj = find_object(identifier)
    if obj is None:
        raise NotFound(_("There is no object with this identifier."))
    return obj


def _moment(given: Any) -> datetime:
    written = given.get("as_of", "")
    if not written:
        return timezone.now()
    day = day_written(written)
    if day is None:
        raise ValidationError({"as_of": _("Write a day as 2021-05-01.")})
    return moment_on(day, now=timezone.now())
