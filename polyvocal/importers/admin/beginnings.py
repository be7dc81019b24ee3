"""Where an import begins: files are uploaded, found on the server, or fetched from an address."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polyvocal.conf import setting
from polyvocal.exceptions import UploadError
from polyvocal.importers.admin.forms import AddressForm, UploadForm
from polyvocal.importers.admin.pages import KINDS, Page
from polyvocal.importers.admin.signs import Sign, kind_of, sign_of_job
from polyvocal.importers.intake import (
    Upload,
    has_store,
    keep_upload,
    let_go,
    listing,
    roots,
    upload_named,
    uploads,
)
from polyvocal.importers.models import ImportRun
from polyvocal.models import Job

MOST_JOBS = 8


def beginning() -> str:
    """Return where an import begins."""
    return reverse("admin:polyvocal_importers_import")


def look_at(source: str) -> str:
    """Return the page that asks how to read a source: `upload:TOKEN`, `folder:PLACE` or `address:ADDRESS`."""
    return f"{reverse('admin:polyvocal_importers_import_look')}?{urlencode({'source': source})}"


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job in a list."""

    job: Job
    sign: Sign
    kind: str


@dataclass(frozen=True, slots=True)
class KeptUpload:
    """An upload with the runs that have read it."""

    upload: Upload
    address: str
    runs: Sequence[int]


class Beginning(Page):
    """Where from: an upload, a folder of the server, or what was uploaded before."""

    template = "polyvocal/admin/imports/begin.html"

    def answer(self) -> HttpResponse:
        """Show the page, take an upload in, or let one go."""
        if self.request.method != "POST":
            return self.page(UploadForm())
        if self.request.POST.get("step") == "let-go":
            return self.let_go(self.request.POST.get("upload", ""))
        if self.request.POST.get("step") == "fetch":
            return self.take_address()
        form = UploadForm(self.request.POST, self.request.FILES)
        if form.is_valid():
            try:
                upload = keep_upload(form.given(), by=self.actor.name)
            except UploadError as error:
                form.add_error("exports", str(error))
            else:
                self.tell_left_out(upload)
                return HttpResponseRedirect(look_at(f"upload:{upload.token}"))
        return self.page(form, status=422)

    def take_address(self) -> HttpResponse:
        """Go on with an address that this site may fetch."""
        form = AddressForm(self.request.POST)
        if form.is_valid():
            return HttpResponseRedirect(look_at(f"address:{form.cleaned_data['address']}"))
        return self.page(UploadForm(), address_form=form, status=422)

    def page(self, form: UploadForm, *, address_form: AddressForm | None = None, status: int = 200) -> HttpResponse:
        """Show what there is to begin with; a folder that is not there (any more) is said."""
        place, shown = self.request.GET.get("folder", ""), None
        if place:
            try:
                shown = listing(place)
            except UploadError as error:
                messages.error(self.request, str(error))
        return self.shown(
            status=status, form=form, has_store=has_store(), roots=roots(), listing=shown, kept=_kept(),
            jobs=recent_jobs(), hosts=setting("IMPORT_HOSTS"), address_form=address_form or AddressForm(),
            title=_("Import"),
        )  # fmt: skip

    def let_go(self, token: str) -> HttpResponse:
        """Remove an upload."""
        try:
            let_go(upload_named(token))
        except UploadError as error:
            return self.refused(error, beginning())
        messages.success(self.request, _("The uploaded files were removed. What was imported from them stays."))
        return HttpResponseRedirect(beginning())

    def tell_left_out(self, upload: Upload) -> None:
        """Name what a .zip held besides exports."""
        if upload.left_out:
            told = ngettext(
                "%(number)d file of the .zip is no export and was left out: %(names)s.",
                "%(number)d files of the .zip are no exports and were left out: %(names)s.",
                len(upload.left_out),
            )
            names = ", ".join(upload.left_out[:5]) + (" …" if len(upload.left_out) > 5 else "")
            messages.warning(self.request, told % {"number": len(upload.left_out), "names": names})


def recent_jobs() -> list[JobLine]:
    """Return the last jobs of imports, whoever asked for them; one query."""
    found = Job.objects.filter(kind__in=KINDS).defer("result", "cursor")[:MOST_JOBS]
    return [JobLine(job, sign_of_job(job), kind_of(job)) for job in found]


def _kept() -> list[KeptUpload]:
    kept = uploads()
    read = [(pk, "\n".join(paths)) for pk, paths in ImportRun.objects.values_list("pk", "paths")] if kept else []
    return [
        KeptUpload(one, look_at(f"upload:{one.token}"), [pk for pk, paths in read if one.token in paths])
        for one in kept
    ]
