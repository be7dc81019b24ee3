"""Makes the dataset known at a register of datasets: the Register of the Netwerk Digitaal Erfgoed, or one like it.

The register fetches the description from the address it is given, judges it, and comes back for it by itself ever after
(https://datasetregister.netwerkdigitaalerfgoed.nl/api).
"""

from collections.abc import Iterator
from typing import Any

import requests
from django.utils.translation import gettext as _

from polyvocal.conf import setting
from polyvocal.exceptions import RegisterError
from polyvocal.linkeddata.dataset import file_uri

TIMEOUT = 60
"""Seconds; the register fetches the description before it answers."""
_SH = "http://www.w3.org/ns/shacl#"


def register_dataset(*, is_check: bool = False) -> list[str]:
    """Hand over the dataset's address, or with `is_check` have it judged only; return what the register remarks.

    Raises RegisterError, which says in words why it was refused and what it wants otherwise.
    """
    address = file_uri("")
    if not address.startswith("https://"):
        raise RegisterError(_("Set BASE_URI to the public https address first; it is “%(uri)s”.") % {"uri": address})
    register = str(setting("DATASET_REGISTER")).rstrip("/")
    method, path = ("PUT", "/datasets/validate") if is_check else ("POST", "/datasets")
    try:
        answer = requests.request(
            method, register + path, json={"@id": address}, timeout=TIMEOUT, allow_redirects=False,
            headers={"Content-Type": "application/ld+json", "Accept": "application/ld+json"},
        )  # fmt: skip
    except requests.RequestException as error:
        raise RegisterError(
            _("The register at %(register)s cannot be reached: %(reason)s.") % {"register": register, "reason": error}
        ) from error
    remarks = list(_remarks(answer))
    if answer.status_code not in (200, 202):
        raise RegisterError("\n".join([_refusal(answer.status_code, address), *(f"- {one}" for one in remarks)]))
    return remarks


def _refusal(status: int, address: str) -> str:
    known = {
        400: _("The description at %(address)s does not meet the requirements:"),
        403: _(
            "The domain of %(address)s is not on the register's list. Ask its keepers to add it; they name an address."
        ),
        404: _("The register cannot fetch %(address)s. Is the site public?"),
        406: _("The register finds no dataset at %(address)s."),
    }
    told = known.get(status, _("The register answered with status %(status)s about %(address)s."))
    return told % {"address": address, "status": status}


def _remarks(answer: requests.Response) -> Iterator[str]:
    """Yield what a SHACL report says, path by path; expanded JSON-LD, as the register writes it."""
    try:
        nodes = answer.json()
    except ValueError:
        return
    for node in nodes if isinstance(nodes, list) else nodes.get("@graph", []) if isinstance(nodes, dict) else []:
        if isinstance(node, dict) and (said := _first(node, "resultMessage")):
            yield ": ".join(one for one in (_first(node, "focusNode"), _first(node, "resultPath"), said) if one)


def _first(node: dict[str, Any], name: str) -> str:
    values = node.get(_SH + name) or [{}]
    # Messages come in several languages; the last one is English in the register's shapes.
    value = values[-1] if isinstance(values, list) else values
    return str(value.get("@value") or value.get("@id") or "") if isinstance(value, dict) else str(value)
