"""OAI-PMH 2.0 over HTTP: GET and POST at one address, compressed where the client can read that."""

from urllib.parse import parse_qsl

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from polyvocal.harvesting.oai_answers import answered

_FORM = "application/x-www-form-urlencoded"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@gzip_page
def oai(request: HttpRequest) -> HttpResponse:
    """Answer one request. Errors of the protocol are answers like others, with the status 200."""
    response = HttpResponse(answered(_given(request)), content_type="text/xml; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _given(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the arguments in their order; Django's own reading keeps no repeated ones apart from a refusal."""
    written = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    if request.method == "POST" and request.content_type == _FORM:
        try:
            written = b"&".join(part for part in (written, request.body) if part)
        except RequestDataTooBig:
            written = b""  # no request of the protocol is as long as that
    return parse_qsl(written.decode("utf-8", "replace"), keep_blank_values=True)


urlpatterns = [path("oai", oai, name="oai")]
