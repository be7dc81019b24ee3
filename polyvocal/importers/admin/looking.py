"""How to read what was chosen: the profiles that can, and what the source is. Then a plan is asked for."""

from dataclasses import dataclass
from pathlib import Path

from django.http import HttpResponse
from django.utils.translation import gettext as _

from polyvocal import jobs
from polyvocal.exceptions import PolyvocalError, UploadError
from polyvocal.importers.admin.beginnings import beginning
from polyvocal.importers.admin.forms import AddressForm, FetchingForm, ProfileForm, ReadingForm
from polyvocal.importers.admin.pages import Page
from polyvocal.importers.intake import fitting, keep_profile, path_at, upload_named
from polyvocal.importers.models import SourceSystem
from polyvocal.importers.profiles import load_profile, offered_profiles

_MOST_NAMES = 30


class Looking(Page):
    """How to read what was chosen; then the plan is asked for."""

    template = "polyvocal/admin/imports/look.html"

    def answer(self) -> HttpResponse:
        """Show what the files seem to be, or start the plan."""
        try:
            self.chosen = chosen(self.request.GET.get("source", ""))
        except UploadError as error:
            return self.refused(error, beginning())
        self.offered = offered_profiles()
        kind = FetchingForm if self.chosen.path is None else ReadingForm
        if self.request.method != "POST":
            return self.page(kind(offered=self.offered))
        form = kind(self.request.POST, self.request.FILES, offered=self.offered)
        profile = profile_given(form) if form.is_valid() else ""
        if not profile:
            return self.page(form, status=422)
        given = {name: form.cleaned_data.get(name, "") for name in ("system", "is_full", "since")}
        arguments = {"paths": [self.chosen.given], "profile": profile, "name": self.chosen.name, **given}
        return self.watch(jobs.start("plan-import", arguments, self.actor))

    def page(self, form: ReadingForm, *, status: int = 200) -> HttpResponse:
        """Show the files and the profiles, the fitting ones first."""
        path = self.chosen.path
        fits = fitting(path, self.offered) if path else []
        found = {one.offered.key for one in fits}
        names, more = _names_in(path) if path else ([self.chosen.name], 0)
        return self.shown(
            status=status, form=form, name=self.chosen.name, is_fetched=path is None, fits=fits, names=names, more=more,
            others=sorted((one for one in self.offered if one.key not in found), key=lambda one: bool(one.fault)),
            best=self.request.POST.get("profile") or (fits[0].offered.key if fits else ""),
            systems=SourceSystem.objects.values_list("name", flat=True), title=_("How to read these files"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: what a job is given for it, what to call it, its path (None where it is yet to be fetched)."""

    given: str
    name: str
    path: Path | None = None


def chosen(source: str) -> Chosen:
    """Return what a source stands for. Raises UploadError where there is nothing, or nothing that is allowed."""
    kind, _colon, rest = source.partition(":")
    if kind == "address":
        form = AddressForm({"address": rest})
        if not form.is_valid():
            raise UploadError(" ".join(map(str, form.errors["address"])))
        return Chosen(form.cleaned_data["address"], form.cleaned_data["address"])
    if kind == "folder":
        path = path_at(rest)
        return Chosen(str(path), path.name, path)
    upload = upload_named(rest if kind == "upload" else "")
    several = _("%(number)d files") % {"number": len(upload.names)}
    return Chosen(str(upload.path), upload.path.name if upload.path != upload.folder else several, upload.path)


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


def _names_in(path: Path) -> tuple[list[str], int]:
    """Return the first files that a path stands for, and how many more there are."""
    if path.is_file():
        return [path.name], 0
    found = sorted(str(one.relative_to(path)) for one in path.rglob("*") if one.is_file() and one.name[0] != ".")
    return found[:_MOST_NAMES], max(0, len(found) - _MOST_NAMES)
