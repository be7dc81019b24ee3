"""`{% load polyvocal_admin %}`: the marks of states, differences between words, what waits; for the admin's pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from polyvocal.admin.states import Sign
from polyvocal.admin.worklist import waiting
from polyvocal.comparing import Piece

register = template.Library()


@register.inclusion_tag("polyvocal/admin/_sign.html")
def sign(shown: Sign) -> dict[str, Any]:
    """Print a state as a mark and a word."""
    return {"sign": shown}


@register.inclusion_tag("polyvocal/admin/_difference.html")
def difference(pieces: Sequence[Piece]) -> dict[str, Any]:
    """Print what was removed and added, marked by more than colour."""
    changed = any(piece.kind != "same" for piece in pieces)
    return {"pieces": pieces, "is_changed": changed}


@register.simple_tag(takes_context=True)
def waiting_texts(context: Mapping[str, Any]) -> dict[str, int]:
    """Return how many drafts are in each state, for those who may see texts; nothing for others."""
    request = context.get("request")
    return waiting() if request is not None and request.user.has_perm("polyvocal.view_text") else {}
