"""What a visitor asked for besides the address: a language, a day in the past, all voices at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from polyvocal.models.fields import LANGUAGE_TAG
from polyvocal.timelines import day_written, moment_on, moment_written

COOKIE = "polyvocal_language"
"""Holds the language of the texts; the language of the interface has Django's own cookie."""

_LONGEST_TAG = 35
"""No text has a longer one (RFC 5646, section 4.4.1)."""

_FRESH = timedelta(seconds=2)
"""A moment this near may still have something to come."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`language` is that of the texts, `moment` when they are read; `day` is set when the page looks back.

    `is_exact` is set when it looks back to a moment within that day, not to its end.
    """

    language: str
    moment: datetime
    day: date | None = None
    problem: str = ""
    shows_all: bool = False
    is_exact: bool = False

    @property
    def is_past(self) -> bool:
        """Whether what stood then can no longer become something else."""
        return self.day is not None and self.moment < timezone.now() - _FRESH


def visit_of(request: HttpRequest) -> Visit:
    """Return what the visitor asked for. A day that cannot be shown is a problem, told in a sentence, not an error."""
    now = timezone.now()
    language = _language_of(request)
    shows_all = request.GET.get("show") == "all"
    asked = request.GET.get("as_of", "").strip()
    if not asked:
        return Visit(language, now, shows_all=shows_all)
    exact = moment_written(asked)
    if exact is not None and exact <= now:
        return Visit(language, exact, day=timezone.localdate(exact), shows_all=shows_all, is_exact=True)
    day, problem = _day_of(asked if exact is None else timezone.localdate(exact).isoformat())
    return Visit(language, moment_on(day, now=now), day=day, problem=problem, shows_all=shows_all)


def welcomed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the visit as its second argument, in the visitor's language, and remember that language.

    Pages are read, never written: the answer to any other method is 405, not a question about cookies.
    """

    @csrf_exempt
    @wraps(view)
    def greeting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(("GET", "HEAD"))
        with translation.override(_interface_language(request)):
            response = view(request, visit_of(request), *args, **kwargs)
            response.headers.setdefault("Content-Language", translation.get_language() or "")
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        _remember(request, response)
        return response

    return greeting


def _interface_language(request: HttpRequest) -> str:
    asked = _language_asked(request)
    if asked.split("-")[0] in dict(settings.LANGUAGES):
        return asked.split("-")[0]
    return translation.get_language_from_request(request)


def _remember(request: HttpRequest, response: HttpResponse) -> None:
    asked = _language_asked(request)
    if not asked:
        return
    response.set_cookie(COOKIE, asked, samesite="Lax", secure=request.is_secure(), httponly=True)
    if asked.split("-")[0] in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            asked.split("-")[0],
            max_age=settings.LANGUAGE_COOKIE_AGE,
            path=settings.LANGUAGE_COOKIE_PATH,
            domain=settings.LANGUAGE_COOKIE_DOMAIN,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        )


def _language_of(request: HttpRequest) -> str:
    remembered = _tag_or_nothing(request.COOKIES.get(COOKIE, ""))
    return _language_asked(request) or remembered or translation.get_language() or settings.LANGUAGE_CODE


def _language_asked(request: HttpRequest) -> str:
    return _tag_or_nothing(request.GET.get("lang", ""))


def _tag_or_nothing(given: str) -> str:
    return given if len(given) <= _LONGEST_TAG and LANGUAGE_TAG.fullmatch(given) else ""


def _day_of(asked: str) -> tuple[date | None, str]:
    day = day_written(asked)
    if day is None:
        return None, _("“%(asked)s” is not a day. Write it as year-month-day, such as 2021-05-01.") % {
            "asked": asked[:40]
        }
    if day > timezone.localdate():
        return None, _("%(day)s lies in the future. You see the page as it stands today.") % {
            "day": date_format(day, "j F Y")
        }
    return day, ""
