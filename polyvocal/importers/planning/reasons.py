"""The sentences that say why an import published a later edition."""

from django.utils.translation import gettext as _

from polyvocal.comparing import compared


def change_reason(before: str, after: str, *, run_name: str) -> str:
    """Say that the source's text changed, and by how many words."""
    removed, added = _words_changed(before, after)
    if before == after:
        return _("%(run)s: the source's author, date or source for this text changed.") % {"run": run_name}
    return _("%(run)s: the source's text changed (words removed: %(removed)d, added: %(added)d).") % {
        "run": run_name,
        "removed": removed,
        "added": added,
    }


def later_edition_reason(run_name: str) -> str:
    """Say that the source itself gives a later edition without a reason."""
    return _("%(run)s: the source gives a later edition of this text.") % {"run": run_name}


def _words_changed(before: str, after: str) -> tuple[int, int]:
    pieces = compared(before, after)
    return (
        sum(len(piece.words.split()) for piece in pieces if piece.kind == "removed"),
        sum(len(piece.words.split()) for piece in pieces if piece.kind == "added"),
    )
