"""The base of our admin pages for curated rows: whatever is saved is recorded, with who and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from polyvocal.admin.histories import steps_in
from polyvocal.admin.names import NamesFormField
from polyvocal.models.fields import NamesField
from polyvocal.publishing import Actor, recorded, versions_of

REASON = "reason_for_change"


class RecordedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form that asks why."""

    reason_for_change = forms.CharField(
        label=gettext_lazy("Reason for this change"), required=False, max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Kept in the history, beside your name."),
    )  # fmt: skip


class RecordedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Saves in a recorded revision and shows that history; offers no bulk deletion, revert or recovery."""

    actions = None
    form = RecordedForm
    formfield_overrides = {NamesField: {"form_class": NamesFormField}}
    long_names: Sequence[str] = ()

    class Media:
        css = {"all": ("polyvocal/admin.css",)}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Give names whose words run over several lines an area a language."""
        if db_field.name in self.long_names:
            kwargs["long"] = True
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Save within one revision that names the actor and the reason."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with recorded(Actor.of(request.user), reason=request.POST.get(REASON, "").strip()):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show what was recorded, read-only."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": row},
            "steps": steps_in(versions_of(row), self.model),
            "original": row,
            "opts": self.opts,
        }
        return TemplateResponse(request, "polyvocal/admin/history.html", context)
