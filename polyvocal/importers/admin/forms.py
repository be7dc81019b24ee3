"""Forms of an import: which files, how to read them, by which profile to try again, why to undo."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from polyvocal.importers.fetching.addresses import secrets_in
from polyvocal.importers.profiles import Offered
from polyvocal.importers.runs import may_fetch

_TYPES = ".xml,.json,.csv,.tsv,.txt,.xlsx,.xlsm,.xls,.ods,.zip"


class _SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """One file or several."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return a list; an empty file is refused where it is written, by its name."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(_FilesField, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    """Files from the person's own machine."""

    exports = _FilesField(
        label=_("Files"), allow_empty_file=True, widget=_SeveralFiles(attrs={"accept": _TYPES}),
        help_text=_("XML, JSON, CSV or workbooks; several at once, or a .zip of a folder."),
    )  # fmt: skip

    def given(self) -> "Sequence[UploadedFile[Any]]":
        """Return the files."""
        return list(self.cleaned_data["exports"])


class AddressForm(forms.Form):
    """Where a collection system answers on the web."""

    address = forms.CharField(
        label=_("Address"), max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://opac.example.org/wwwopac.ashx?database=collect"}),
        help_text=_("Of the web API of Adlib or Axiell, of OAI-PMH, or of one file. The plan fetches its pages."),
    )  # fmt: skip

    def clean_address(self) -> str:
        """Refuse what this site may not fetch, and what would write a key into the archive."""
        address = str(self.cleaned_data["address"]).strip()
        if not may_fetch(address):
            raise ValidationError(
                _("This site may not fetch from there. The web developer names its hosts in POLYVOCAL[“IMPORT_HOSTS”].")
            )
        if secrets_in(address):
            raise ValidationError(
                _("The address holds a key. Leave it out; the web developer puts it in POLYVOCAL[“IMPORT_HEADERS”].")
            )
        return address


class ProfileForm(forms.Form):
    """A profile that is offered, or one of the person's own as a file."""

    profile = forms.ChoiceField(label=_("Profile"), required=False, widget=forms.RadioSelect)
    profile_file = forms.FileField(
        label=_("Or a profile of your own"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text=_("A file whose name ends in .toml. It is checked before anything is read."),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: Sequence[Offered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {one.key: one for one in offered if one.profile is not None}
        self.fields["profile"].choices = [(key, one.name) for key, one in self.offered.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("profile") and not given.get("profile_file") and not self.errors:
            self.add_error("profile", _("Choose a profile."))
        return given


class ReadingForm(ProfileForm):
    """How to read files: by which profile, as which source, and whether they are all there is."""

    system = forms.SlugField(
        label=_("Source system"), required=False, max_length=60,
        help_text=_(
            "The name of the collection system these records come from; without one, the profile’s. A record is known "
            "by this name and its own number: keep it the same from export to export."
        ),
    )  # fmt: skip
    is_full = forms.BooleanField(
        label=_("These files hold every record of the source"), required=False,
        help_text=_(
            "A full export. Records that are here from earlier imports and missing from these files are then marked as "
            "gone from the source. Nothing is removed. Leave it off for a selection or an increment."
        ),
    )  # fmt: skip


class FetchingForm(ReadingForm):
    """How to read what is fetched, and since when."""

    since = forms.RegexField(
        r"^(last|\d{4}-\d{2}-\d{2})$", label=_("Only what changed since"), required=False, strip=True,
        help_text=_(
            "A day (2026-05-01), or the word “last” for the last time this address was fetched. Leave it empty to "
            "fetch everything."
        ),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """An increment is not all there is."""
        given = super().clean()
        if given.get("since") and given.get("is_full"):
            self.add_error("since", _("What changed is never every record: choose one of the two."))
        return given


class UndoForm(forms.Form):
    """Why a run is undone."""

    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("It stays readable beside every text that is given back or withdrawn."),
    )  # fmt: skip
