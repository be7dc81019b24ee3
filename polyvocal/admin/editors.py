"""The editor: a draft's forms together, filled from a draft, from what stands now, or from what was typed."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from polyvocal.admin.draft_forms import (
    CreditForms,
    DraftForm,
    GroundForms,
    grounds_in,
    moment_of,
)
from polyvocal.models import Draft, Edition, Source, Text
from polyvocal.publishing import Actor, Content, Credit, Ground, StatedEvent, content_of, notation_for, recorded
from polyvocal.records import Span


class Editor:
    """Forms for one draft. `draft` is None while it has not been saved; `standing` is the text's last edition."""

    def __init__(
        self,
        request: HttpRequest,
        text: Text,
        *,
        draft: Draft | None,
        standing: Edition | None,
        typed: QueryDict | None = None,
        is_complete: bool = False,
        asks_reason: bool = False,
    ) -> None:
        self.text, self.draft, self.standing = text, draft, standing
        self._source = source = draft or (standing if standing is not None and not standing.is_withdrawn else None)
        self.seen = draft.changed_at.isoformat() if draft else ""
        self.form = DraftForm(typed, initial=_initial(source, draft), asks_reason=asks_reason, is_complete=is_complete)
        self.credits: Any = CreditForms(
            typed,
            prefix="voices",
            is_complete=is_complete,
            initial=_rows(source, "attributions", "voice_id", "role") if typed is None else None,
            form_kwargs={"may_add": request.user.has_perm("polyvocal.add_voice")},
        )
        self.grounds: Any = GroundForms(
            typed,
            prefix="sources",
            initial=_rows(source, "citations", "source_id", "locator") if typed is None else None,
        )

    @property
    def media(self) -> Any:
        """The scripts and styles of the widgets."""
        return self.form.media + self.credits.media + self.grounds.media

    @property
    def words(self) -> str:
        """The words in the editor now, typed or saved."""
        return str(self.form["words"].value() or "").replace("\r\n", "\n").strip()

    def is_valid(self) -> bool:
        """Check all forms, so that each shows its errors."""
        return all([self.form.is_valid(), self.credits.is_valid(), self.grounds.is_valid()])

    @property
    def reason(self) -> str:
        """The reason that was given."""
        return str(self.form.cleaned_data["reason"]).strip()

    def content(self, actor: Actor) -> Content:
        """Return what was filled in; a new source is made first."""
        fields = self.form.cleaned_data
        return Content(
            words=fields["words"],
            credits=tuple(self._credits()),
            grounds=(*grounds_in(self.grounds), *self._new_ground(actor)),
            held=Span(fields["held"], fields["held"]),
            recorded=Span(fields["recorded"], fields["recorded"]),
            content_note=fields["content_note"],
            licence=fields["licence"],
            published_from=moment_of(fields["public_since"], self.draft.published_from if self.draft else None),
            events=self.events,
            notation=fields["notation"] or (self.draft.notation if self.draft else ""),
        )

    @property
    def stated(self) -> Content:
        """What the editor shows now of words, events and notation."""
        notation = str(self.form["notation"].value() or "")
        return Content(words=self.words, events=self.events, notation=notation)

    @cached_property
    def events(self) -> tuple[StatedEvent, ...]:
        """The provenance events of the draft; a new one begins with those that stand."""
        return content_of(self._source).events if self._source is not None else ()

    def _credits(self) -> list[Credit]:
        rows = [row for row in self.credits.cleaned_data if row.get("voice") is not None]
        return [Credit(row["voice"], row["role"] or "author") for row in rows]

    def _new_ground(self, actor: Actor) -> list[Ground]:
        fields = self.form.cleaned_data
        if not fields["new_source_title"]:
            return []
        actor.require("add_source")
        with recorded(actor):
            source = Source.objects.create(
                title=fields["new_source_title"], author=fields["new_source_author"], date=fields["new_source_date"],
                uri=fields["new_source_uri"],
            )  # fmt: skip
        return [Ground(source, fields["new_source_locator"])]


def _initial(source: Draft | Edition | None, draft: Draft | None) -> dict[str, Any]:
    if source is None:
        return {}
    filled: dict[str, Any] = {"words": source.words, "licence": source.licence, "content_note": source.content_note}
    if draft is None:
        # A new draft begins with what stands. When the old words were recorded is not taken over: these are new words.
        return {**filled, "held": source.held, "notation": notation_for(source.text.language)}
    since = timezone.localdate(draft.published_from) if draft.published_from else None
    return {
        **filled,
        "held": draft.held,
        "recorded": draft.recorded,
        "reason": draft.reason,
        "public_since": since,
        "notation": notation_for(draft.text.language, chosen=draft.notation),
    }


def _rows(source: Draft | Edition | None, related: str, key: str, other: str) -> list[dict[str, Any]]:
    if source is None:
        return []
    first = key.removesuffix("_id")
    return [{first: getattr(row, key), other: getattr(row, other)} for row in getattr(source, related).all()]
