"""Answers of OAI-PMH of our own making."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

OAI = "http://www.openarchives.org/OAI/2.0/"
DC = 'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def harvested(identifier: str, payload: str = "", *, is_deleted: bool = False) -> str:
    """Return one record in its envelope; a deleted one holds nothing."""
    status = ' status="deleted"' if is_deleted else ""
    header = f"<header{status}><identifier>{identifier}</identifier><datestamp>2026-11-20</datestamp></header>"
    return f"<record>{header}{'' if is_deleted else f'<metadata>{payload}</metadata>'}</record>"


def adlib_harvested(record: str, priref: str) -> str:
    """Return an Adlib record in its envelope."""
    payload = f"<adlibXML><recordList>{record}</recordList></adlibXML>"
    return harvested(f"oai:museum.example.org:collect:{priref}", payload)


def dublin_core(identifier: str, *terms: tuple[str, str], language: str = "") -> str:
    """Return a record of Dublin Core in its envelope."""
    tag = f' xml:lang="{language}"' if language else ""
    inside = "".join(f"<dc:{name}{tag}>{escape(words)}</dc:{name}>" for name, words in terms)
    return harvested(identifier, f"<oai_dc:dc {DC}>{inside}</oai_dc:dc>")


def answer(records: Sequence[str], *, token: str | None = None, size: int | None = None) -> bytes:
    """Return a page of a list; '' as token ends a list of several pages."""
    whole = f' completeListSize="{size}"' if size is not None else ""
    more = "" if token is None else f"<resumptionToken{whole}>{token}</resumptionToken>"
    return _answer(f"<ListRecords>{''.join(records)}{more}</ListRecords>")


def error(code: str, words: str = "") -> bytes:
    """Return an answer that says what is wrong."""
    return _answer(f'<error code="{code}">{words}</error>')


def formats(**namespaces: str) -> bytes:
    """Return the formats that a server has."""
    found = "".join(
        f"<metadataFormat><metadataPrefix>{prefix}</metadataPrefix><schema/>"
        f"<metadataNamespace>{namespace}</metadataNamespace></metadataFormat>"
        for prefix, namespace in namespaces.items()
    )
    return _answer(f"<ListMetadataFormats>{found}</ListMetadataFormats>")


def _answer(inside: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    said = "<responseDate>2026-11-21T10:00:00Z</responseDate><request>http://museum.example.org/oai</request>"
    return f'{head}<OAI-PMH xmlns="{OAI}">{said}{inside}</OAI-PMH>\n'.encode()
