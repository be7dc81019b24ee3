"""A record that waits for its object: a person says which one it is about, and the decision is remembered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from polyvocal.importers.admin.pages import Page, address_of_run
from polyvocal.importers.admin.problems import problem_of
from polyvocal.importers.models import ObjectTie, Outcome, RecordOutcome
from polyvocal.models import FormerNumber
from polyvocal.object_model import adapter
from polyvocal.selectors import titles_of

MOST_FOUND = 20


class Tying(Page):
    """Search an object by its number and tie the record to it."""

    template = "polyvocal/admin/imports/tie.html"

    def answer(self, pk: int, outcome: int) -> HttpResponse:
        """Show the objects that it may be, or remember the choice."""
        held = RecordOutcome.objects.select_related("run__system").filter(run=pk, outcome=Outcome.HELD)
        self.row = get_object_or_404(held, pk=outcome)
        self.problem = problem_of(self.row)
        if not self.problem.is_waiting or self.row.run.system.records.filter(record_id=self.row.record_id).exists():
            raise Http404
        if self.request.method == "POST":
            return self.tie(self.request.POST.get("object", ""))
        number = self.request.GET.get("number", self.row.object_number).strip()
        return self.shown(
            run=self.row.run, problem=self.problem, number=number, found=found_by(number), most=MOST_FOUND,
            title=_("Which object is this record about?"),
        )  # fmt: skip

    def tie(self, identifier: str) -> HttpResponse:
        """Remember which object it is."""
        obj: Any = adapter().with_identifiers([identifier]).get(identifier)
        if obj is None:
            raise Http404
        run = self.row.run
        ObjectTie.objects.update_or_create(
            system=run.system, record_id=self.row.record_id, defaults={"obj": obj, "tied_by": self.actor.name}
        )
        told = _("Remembered: record %(record)s is about %(object)s. Try the records again to bring it in.")
        messages.success(self.request, told % {"record": self.row.record_id, "object": adapter().object_number(obj)})
        return HttpResponseRedirect(f"{address_of_run(run)}?outcome={Outcome.HELD}#records")


def found_by(number: str) -> list[dict[str, Any]]:
    """Return objects by their number: those that bear or bore it, then those whose number contains it."""
    if not number:
        return []
    made, field = adapter(), adapter().number_field
    objects: Any = made.ordered(made.model._default_manager.all())
    bore = FormerNumber.objects.filter(number__iexact=number).values("obj")
    exact = list(objects.filter(**{f"{field}__iexact": number})[:MOST_FOUND])
    exact += list(objects.filter(pk__in=bore).exclude(pk__in=[one.pk for one in exact])[:MOST_FOUND])
    alike = objects.filter(**{f"{field}__icontains": number}).exclude(pk__in=[one.pk for one in exact])
    found = [*exact, *alike[:MOST_FOUND]][:MOST_FOUND]
    titles = titles_of(found, language=get_language() or "en") if found else {}
    return [
        {"identifier": made.identifier(one), "number": made.object_number(one), "title": titles[one.pk].words}
        for one in found
    ]
