"""Resumption tokens: where a list was interrupted. They carry all that is needed and never expire.

A token names the last change that was given, not how many were: what changes meanwhile moves behind it and comes later,
and nothing is left out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from polyvocal.harvesting.oai_arguments import Selection
from polyvocal.harvesting.oai_errors import BAD_TOKEN, OaiError

_SIGNER = "polyvocal.oai"


@dataclass(frozen=True, slots=True)
class Place:
    """How far a list has come: the number and the moment (in seconds) of the last change, and how many were given.

    `size` is how many there were when the list was begun.
    """

    selection: Selection
    seq: int = 0
    moment: int = 0
    cursor: int = 0
    size: int = 0


def token_of(place: Place) -> str:
    """Return a place in a list of records or headers as a token."""
    chosen = place.selection
    said = [chosen.prefix, chosen.spec, chosen.since, chosen.until, place.seq, place.moment, place.cursor, place.size]
    return _written({"list": said})


def place_of(token: str) -> Place:
    """Return the place that a token names; raises OaiError where it is not one of ours."""
    said = _read(token, "list")
    prefix, spec, since, until, *numbers = said
    return Place(Selection(prefix, spec, since, until), *numbers)


def token_of_sets(after: str) -> str:
    """Return the token of a list of sets that goes on behind a name."""
    return _written({"sets": after})


def sets_after(token: str) -> str:
    """Return the name behind which a list of sets goes on; raises OaiError where the token is not one of ours."""
    return str(_read(token, "sets"))


def _written(said: Mapping[str, Any]) -> str:
    return signing.Signer(salt=_SIGNER).sign(signing.b64_encode(json.dumps(said).encode()).decode())


def _read(token: str, kind: str) -> Any:
    try:
        return json.loads(signing.b64_decode(signing.Signer(salt=_SIGNER).unsign(token).encode()))[kind]
    except (signing.BadSignature, KeyError) as error:
        raise OaiError(BAD_TOKEN, _("This is no token of this repository, or one of another verb.")) from error
