"""Steps with a run that was made: go on, try again, undo, let the uploaded files go. Each asks before it is taken."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from polyvocal import jobs
from polyvocal.importers.admin.forms import ProfileForm, UndoForm
from polyvocal.importers.admin.looking import profile_given
from polyvocal.importers.admin.pages import Page, address_of_run
from polyvocal.importers.admin.run_pages import job_of, steps_of, upload_of
from polyvocal.importers.intake import keep_profile_text, let_go
from polyvocal.importers.models import ImportRun
from polyvocal.importers.profiles import RUN, Offered, offered_profiles, profile_of_run
from polyvocal.importers.runs.forecasts import undoing_foreseen


class _Step(Page):
    """A step with one run."""

    def answer(self, pk: int) -> HttpResponse:
        """Ask, or take the step; where a job works on the run already, go there."""
        self.run = get_object_or_404(ImportRun.objects.select_related("system"), pk=pk)
        if (job := job_of(self.run)) is not None:
            messages.info(self.request, _("Somebody has started a step with this run already."))
            return self.watch(job)
        if (reason := self.why_not()) != "":
            messages.error(self.request, reason)
            return HttpResponseRedirect(address_of_run(self.run))
        return self.take() if self.request.method == "POST" else self.ask()

    def why_not(self) -> str:
        """Return why the step cannot be taken, '' where it can."""
        raise NotImplementedError

    def ask(self) -> HttpResponse:
        """Show what the step will do."""
        return HttpResponseRedirect(address_of_run(self.run))

    def take(self) -> HttpResponse:
        """Take the step."""
        raise NotImplementedError


class Resuming(_Step):
    """Go on behind the last record that is in."""

    def why_not(self) -> str:
        if not self.actor.may("publish_text"):
            return _may_not_publish()
        return "" if steps_of(self.run)["may_resume"] else _("There is nothing to go on with.")

    def take(self) -> HttpResponse:
        return self.watch(jobs.start("import", {"resume": self.run.pk}, self.actor))


class Retrying(_Step):
    """Read the records that could not be used once more, by a profile that was mended."""

    template = "polyvocal/admin/imports/retry.html"

    def why_not(self) -> str:
        if not self.actor.may("publish_text"):
            return _may_not_publish()
        return "" if steps_of(self.run)["to_retry"] else _("This run left no record that could be tried again.")

    def ask(self) -> HttpResponse:
        return self.page(ProfileForm(offered=self.offered))

    def take(self) -> HttpResponse:
        form = ProfileForm(self.request.POST, self.request.FILES, offered=self.offered)
        profile = self.profile_in(form) if form.is_valid() else ""
        if not profile:
            return self.page(form, status=422)
        return self.watch(jobs.start("import", {"retry": self.run.pk, "profile": profile}, self.actor))

    def profile_in(self, form: ProfileForm) -> str:
        """Return the profile that was chosen as a name or a file; the run's own becomes a file."""
        if form.cleaned_data.get("profile_file") or form.cleaned_data["profile"] != RUN:
            return profile_given(form)
        return str(keep_profile_text(self.run.profile_text.encode(), name=self.run.profile_name))

    @property
    def offered(self) -> list[Offered]:
        """The run's own profile, then all that can be read and are of the same kind of source."""
        own = profile_of_run(self.run.profile_text, self.run.profile_name)
        kind = own.profile.source if own.profile else ""
        return [own, *(one for one in offered_profiles() if one.profile is not None and one.profile.source == kind)]

    def page(self, form: ProfileForm, *, status: int = 200) -> HttpResponse:
        """Show the profiles, the run's own chosen."""
        return self.shown(
            status=status, form=form, run=self.run, offered=list(form.offered.values()),
            best=self.request.POST.get("profile") or RUN,
            number=steps_of(self.run)["to_retry"], title=_("Try records again"),
        )  # fmt: skip


class Undoing(_Step):
    """Undo a whole run; nothing is deleted."""

    template = "polyvocal/admin/imports/undo.html"

    def why_not(self) -> str:
        if not (self.actor.may("publish_text") and self.actor.may("withdraw_text")):
            return _("Undoing publishes and withdraws texts; your role does not allow that.")
        return "" if steps_of(self.run)["may_undo"] else _("This run cannot be undone now.")

    def ask(self) -> HttpResponse:
        return self.page(UndoForm())

    def take(self) -> HttpResponse:
        form = UndoForm(self.request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        arguments = {"run": self.run.pk, "reason": form.cleaned_data["reason"]}
        return self.watch(jobs.start("undo-import", arguments, self.actor))

    def page(self, form: UndoForm, *, status: int = 200) -> HttpResponse:
        """Show what will happen, in numbers."""
        return self.shown(
            status=status, form=form, run=self.run, foreseen=undoing_foreseen(self.run), title=_("Undo this import?")
        )


class LettingGo(_Step):
    """Remove the uploaded files of a run."""

    template = "polyvocal/admin/imports/let_go.html"

    def why_not(self) -> str:
        return "" if upload_of(self.run) else _("No uploaded files of this run are kept.")

    def ask(self) -> HttpResponse:
        return self.shown(run=self.run, upload=upload_of(self.run), title=_("Remove the uploaded files?"))

    def take(self) -> HttpResponse:
        if (upload := upload_of(self.run)) is not None:
            let_go(upload)
        messages.success(self.request, _("The uploaded files were removed. What was imported from them stays."))
        return HttpResponseRedirect(address_of_run(self.run))


def _may_not_publish() -> str:
    return _("An import publishes texts; your role does not allow that. Ask a curator.")
