"""The resources of the API: an object, its perspectives and its provenance, now or on a day."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from polyvocal.api.provenance import provenance_shape
from polyvocal.api.shapes import carousel_shape, object_shape
from polyvocal.carousels import carousel_of
from polyvocal.object_model import adapter
from polyvocal.selectors import archive_at, find_object, provenance_of
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


class ProvenanceResource(_Resource):
    """GET /api/v1/objects/<id>/provenance/?lang=nl&as_of=2021-05-01 : who had it, claim by claim."""

    def get(self, request: Request, identifier: str) -> Response:
        """Return the steps and statements; with `lang` a statement stands for its translations, as on the page."""
        obj = _object(identifier)
        asked = request.query_params.get("lang", "")
        facts = adapter().facts(obj)
        found = provenance_of(
            obj, _moment(request.query_params), language=asked,
            made=facts.produced.edtf, acquired=facts.acquisition.date.edtf,
        )  # fmt: skip
        with translation.override(_labelled_in(asked)):
            shape = provenance_shape(found, language=asked or get_language() or "en")
        return Response({"object": object_shape(obj), **shape})


def _labelled_in(asked: str) -> str:
    """Return the language of labels: the one asked for where the interface has it, else the active one."""
    primary = asked.split("-")[0]
    return primary if primary in dict(settings.LANGUAGES) else get_language() or "en"


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
