"""Where an import begins: files are uploaded or found on the server, then it is said how to read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from polyvocal import jobs
from polyvocal.exceptions import PolyvocalError, UploadError
from polyvocal.importers.admin.forms import ProfileForm, ReadingForm, UploadForm
from polyvocal.importers.admin.pages import KINDS, Page
from polyvocal.importers.admin.signs import Sign, kind_of, sign_of_job
from polyvocal.importers.intake import (
    Upload,
    fitting,
    has_store,
    keep_profile,
    keep_upload,
    let_go,
    listing,
    path_at,
    roots,
    upload_named,
    uploads,
)
from polyvocal.importers.models import ImportRun, SourceSystem
from polyvocal.importers.profiles import load_profile, offered_profiles
from polyvocal.models import Job

MOST_JOBS = 8
_MOST_NAMES = 30


def beginning() -> str:
    """Return where an import begins."""
    return reverse("admin:polyvocal_importers_import")


def look_at(source: str) -> str:
    """Return the page that asks how to read a source: `upload:TOKEN` or `folder:PLACE`."""
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

    def page(self, form: UploadForm, *, status: int = 200) -> HttpResponse:
        """Show what there is to begin with; a folder that is not there (any more) is said."""
        place, shown = self.request.GET.get("folder", ""), None
        if place:
            try:
                shown = listing(place)
            except UploadError as error:
                messages.error(self.request, str(error))
        return self.shown(
            status=status, form=form, has_store=has_store(), roots=roots(), listing=shown, kept=_kept(),
            jobs=recent_jobs(), title=_("Import"),
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


class Looking(Page):
    """How to read what was chosen; then the plan is asked for."""

    template = "polyvocal/admin/imports/look.html"

    def answer(self) -> HttpResponse:
        """Show what the files seem to be, or start the plan."""
        source = self.request.GET.get("source", "")
        try:
            path, name = chosen(source)
        except UploadError as error:
            return self.refused(error, beginning())
        offered = offered_profiles()
        if self.request.method != "POST":
            fits = fitting(path, offered)
            return self.page(
                ReadingForm(offered=offered), path, name, fits=fits, best=fits[0].offered.key if fits else ""
            )
        form = ReadingForm(self.request.POST, self.request.FILES, offered=offered)
        profile = profile_given(form) if form.is_valid() else ""
        if not profile:
            best = self.request.POST.get("profile", "")
            return self.page(form, path, name, fits=fitting(path, offered), best=best, status=422)
        given = form.cleaned_data
        arguments = {
            "paths": [str(path)], "profile": profile, "system": given["system"], "is_full": given["is_full"],
            "source": source, "name": name,
        }  # fmt: skip
        return self.watch(jobs.start("plan-import", arguments, self.actor))

    def page(self, form: ReadingForm, path: Path, name: str, **context: Any) -> HttpResponse:
        """Show the files and the profiles, the fitting ones first."""
        fits = context.pop("fits")
        found = {one.offered.key: one.found for one in fits}
        others = [one for one in offered_profiles() if one.key not in found]
        names, more = _names_in(path)
        return self.shown(
            form=form, name=name, fits=fits, others=others, names=names, more=more,
            systems=SourceSystem.objects.values_list("name", flat=True), title=_("How to read these files"), **context,
        )  # fmt: skip


def chosen(source: str) -> tuple[Path, str]:
    """Return the path that a source stands for and what to call it. Raises UploadError where there is none."""
    kind, _colon, rest = source.partition(":")
    if kind == "folder":
        return path_at(rest), rest.rpartition("/")[2] if "/" in rest else path_at(rest).name
    upload = upload_named(rest if kind == "upload" else "")
    path = upload.path
    several = _("%(number)d files") % {"number": len(upload.names)}
    return path, path.name if path != upload.folder else several


def profile_given(form: ProfileForm) -> str:
    """Return what `load_profile` takes for the profile that was chosen or uploaded, '' with an error on the form."""
    if not (file := form.cleaned_data.get("profile_file")):
        return str(form.offered[form.cleaned_data["profile"]].given)
    try:
        path = keep_profile(file)
    except PolyvocalError as error:
        form.add_error("profile_file", str(error))
        return ""
    try:
        load_profile(str(path))
    except PolyvocalError as error:
        path.unlink()
        form.add_error("profile_file", str(error).replace(str(path), file.name))
        return ""
    return str(path)


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


def _names_in(path: Path) -> tuple[list[str], int]:
    """Return the first files that a path stands for, and how many more there are."""
    if path.is_file():
        return [path.name], 0
    found = sorted(str(one.relative_to(path)) for one in path.rglob("*") if one.is_file() and one.name[0] != ".")
    return found[:_MOST_NAMES], max(0, len(found) - _MOST_NAMES)
