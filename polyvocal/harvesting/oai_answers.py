"""The answers of OAI-PMH 2.0 (openarchives.org/OAI/openarchivesprotocol.html), verb by verb, as XML."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from polyvocal import ledger
from polyvocal.conf import setting
from polyvocal.harvesting import oai_identifiers, oai_tokens
from polyvocal.harvesting.oai_arguments import Selection, arguments_of, repeatable
from polyvocal.harvesting.oai_errors import BAD_ARGUMENT, BAD_VERB, NO_SETS, OaiError
from polyvocal.harvesting.oai_formats import FORMATS
from polyvocal.harvesting.oai_lists import Item, Page, as_in, format_called, item_called, page_at
from polyvocal.harvesting.oai_sets import ShownSet, sets_behind
from polyvocal.linkeddata import dublin_core
from polyvocal.linkeddata.addresses import absolute
from polyvocal.linkeddata.serialise import xml_safe
from polyvocal.records import in_language

_NAMESPACE = "http://www.openarchives.org/OAI/2.0/"
_BEGIN = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="{_NAMESPACE}"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{_NAMESPACE} {_NAMESPACE}OAI-PMH.xsd">\n'
)
_IDENTIFIERS = "http://www.openarchives.org/OAI/2.0/oai-identifier"
Arguments = Mapping[str, str]


def answered(given: Iterable[tuple[str, str]]) -> str:
    """Return the answer to a request, given as its arguments in their order; an error is an answer, too."""
    arguments: Arguments = {}
    now = timezone.now()
    try:
        arguments = arguments_of(given)
        said = _VERBS[arguments["verb"]](arguments)
    except OaiError as error:
        said = f'<error code="{error.code}">{escape(xml_safe(str(error)))}</error>\n'
        if error.code in (BAD_VERB, BAD_ARGUMENT):
            arguments = {}
    repeated = "".join(f" {name}={quoteattr(value)}" for name, value in repeatable(arguments).items())
    return (
        f"{_BEGIN}<responseDate>{_written(now)}</responseDate>\n"
        f"<request{repeated}>{escape(base_url())}</request>\n{said}</OAI-PMH>\n"
    )


def base_url() -> str:
    """Return the address at which requests are answered."""
    return absolute(reverse("polyvocal:oai"))


def _identify(_arguments: Arguments) -> str:
    name = in_language(setting("INSTITUTION"), setting("LANGUAGES")[0]).words
    said = (
        ("repositoryName", name), ("baseURL", base_url()), ("protocolVersion", "2.0"), ("adminEmail", _admin_email()),
        ("earliestDatestamp", _written(ledger.begun_at())), ("deletedRecord", "persistent"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"), ("compression", "gzip"),
    )  # fmt: skip
    return f"<Identify>\n{''.join(_element(*one) for one in said)}{_described_identifiers()}</Identify>\n"


def _admin_email() -> str:
    return setting("OAI_ADMIN_EMAIL") or f"webmaster@{oai_identifiers.namespace()}"


def _described_identifiers() -> str:
    if not oai_identifiers.is_registrable():
        return ""
    said = (
        ("scheme", "oai"), ("repositoryIdentifier", oai_identifiers.namespace()), ("delimiter", ":"),
        ("sampleIdentifier", oai_identifiers.item_identifier("A-1")),
    )  # fmt: skip
    inside = "".join(_element(*one) for one in said)
    where = f'xmlns="{_IDENTIFIERS}" xsi:schemaLocation="{_IDENTIFIERS} {_IDENTIFIERS}.xsd"'
    return f"<description><oai-identifier {where}>\n{inside}</oai-identifier></description>\n"


def _list_formats(arguments: Arguments) -> str:
    found = list(FORMATS.values())
    if "identifier" in arguments:
        record = item_called(arguments["identifier"]).record
        found = [one for one in found if record is None or one.has(record)]
    listed = "".join(
        f"<metadataFormat>\n{_element('metadataPrefix', one.prefix)}{_element('schema', one.schema)}"
        f"{_element('metadataNamespace', one.namespace)}</metadataFormat>\n"
        for one in found
    )
    return f"<ListMetadataFormats>\n{listed}</ListMetadataFormats>\n"


def _list_sets(arguments: Arguments) -> str:
    token = arguments.get("resumptionToken", "")
    ledger.refresh()
    found, behind = sets_behind(oai_tokens.sets_after(token) if token else "")
    if not found:
        raise OaiError(NO_SETS, _("There are no sets yet."))
    more = f"<resumptionToken>{oai_tokens.token_of_sets(behind) if behind else ''}</resumptionToken>\n"
    return f"<ListSets>\n{''.join(map(_set, found))}{more if behind or token else ''}</ListSets>\n"


def _set(one: ShownSet) -> str:
    name = in_language(one.names, setting("LANGUAGES")[0]).words or one.spec
    said = [dublin_core.Statement("title", words, tag) for tag, words in one.names.items()]
    said += [dublin_core.Statement("description", words, tag) for tag, words in one.description.items()]
    described = f"<setDescription>{dublin_core.element(said)}</setDescription>\n" if said else ""
    return f"<set>\n{_element('setSpec', one.spec)}{_element('setName', name)}{described}</set>\n"


def _get_record(arguments: Arguments) -> str:
    ledger.refresh()
    written_as = format_called(arguments["metadataPrefix"])
    item = as_in(written_as, item_called(arguments["identifier"]))
    return f"<GetRecord>\n{_record(item, arguments['metadataPrefix'])}</GetRecord>\n"


def _list_records(arguments: Arguments) -> str:
    page = _page(arguments)
    prefix = page.place.selection.prefix
    return f"<ListRecords>\n{''.join(_record(one, prefix) for one in page.items)}{_token(page)}</ListRecords>\n"


def _list_identifiers(arguments: Arguments) -> str:
    page = _page(arguments)
    return f"<ListIdentifiers>\n{''.join(map(_header, page.items))}{_token(page)}</ListIdentifiers>\n"


def _page(arguments: Arguments) -> Page:
    if "resumptionToken" in arguments:
        return page_at(oai_tokens.place_of(arguments["resumptionToken"]))
    selection = Selection.of(arguments)
    format_called(selection.prefix)
    ledger.refresh()
    return page_at(oai_tokens.Place(selection))


def _token(page: Page) -> str:
    """Write where the list goes on; its last page has an empty token, unless it is the first one, too."""
    if page.following is None and not page.place.cursor:
        return ""
    token = oai_tokens.token_of(page.following) if page.following else ""
    place = f'completeListSize="{page.place.size}" cursor="{page.place.cursor}"'
    return f"<resumptionToken {place}>{token}</resumptionToken>\n"


def _record(item: Item, prefix: str) -> str:
    said = f"<metadata>{FORMATS[prefix].element(item.record)}</metadata>\n" if item.record is not None else ""
    return f"<record>\n{_header(item)}{said}</record>\n"


def _header(item: Item) -> str:
    status = ' status="deleted"' if item.record is None else ""
    identifier = _element("identifier", oai_identifiers.item_identifier(item.row.key))
    specs = "".join(_element("setSpec", spec) for spec in item.specs)
    return f"<header{status}>\n{identifier}{_element('datestamp', _written(item.row.changed_at))}{specs}</header>\n"


def _element(name: str, words: str) -> str:
    return f"<{name}>{escape(xml_safe(words))}</{name}>\n"


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_VERBS: Mapping[str, Callable[[Arguments], str]] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListRecords": _list_records,
    "ListIdentifiers": _list_identifiers,
}
