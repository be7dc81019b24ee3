"""Whether the site can do its work: for load balancers and monitoring, as JSON."""

from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, JsonResponse

from polyvocal.models import guards


def health(request: HttpRequest) -> JsonResponse:
    """Return whether the database answers and its guards are armed; status 503 where not."""
    try:
        missing = guards.missing(connection)
        reachable = True
    except DatabaseError:
        missing, reachable = [], False
    is_well = reachable and not missing
    body = {"status": "ok" if is_well else "failing", "database": reachable, "guards": reachable and not missing}
    return JsonResponse({**body, "missing_guards": missing}, status=200 if is_well else 503)
