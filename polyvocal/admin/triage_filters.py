"""How the table of flags is narrowed: by rule, by verdict, by the period of acquisition."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal.conf import setting
from polyvocal.models import Verdict
from polyvocal.provenance.criteria import criteria
from polyvocal.triage import rule_labels


class RuleFilter(admin.SimpleListFilter):
    """Flags of one rule, with how many there are of each."""

    title = gettext_lazy("rule")
    parameter_name = "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer the rules that are on."""
        return rule_labels(criteria(setting("TRIAGE")))

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the flags of the chosen rule."""
        return queryset.filter(rule=self.value()) if self.value() else queryset


class VerdictFilter(admin.SimpleListFilter):
    """Flags by what people made of them; those that are no longer raised only where they are asked for."""

    title = gettext_lazy("verdict")
    parameter_name = "verdict"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer what waits, the verdicts, and what is over."""
        return [("none", _("not yet judged")), *Verdict.choices, ("ended", _("no longer raised"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the flags in the chosen state."""
        value = self.value()
        if value == "ended":
            return queryset.filter(ended_at__isnull=False)
        raised = queryset.filter(ended_at__isnull=True)
        if value == "none":
            return raised.filter(verdict="")
        return raised.filter(verdict=value) if value else raised


class BandFilter(admin.SimpleListFilter):
    """Flags of objects acquired in a period of the Dutch search."""

    title = gettext_lazy("period of acquisition")
    parameter_name = "band"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        """Offer the periods of the rule."""
        bands = criteria(setting("TRIAGE")).get("acquisition-band", {}).get("bands", ())
        shown = [f"{first}–{'' if last == 9999 else last}" for first, last in bands]
        return [(band, band) for band in shown]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """Keep the flags of objects that a flag places in the period, whatever those flags are for."""
        value = self.value()
        if not value:
            return queryset
        return queryset.filter(
            obj__triage_flags__rule="acquisition-band", obj__triage_flags__ended_at__isnull=True,
            obj__triage_flags__bands__contains=value,
        )  # fmt: skip
