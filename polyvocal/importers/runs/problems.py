"""Says in whole sentences what is wrong with a source."""

from django.utils.translation import gettext as _

from polyvocal.exceptions import SourceError

_WITH_DETAIL = frozenset(
    {"not-xml", "not-adlib", "not-oai", "encoding", "malformed", "missing-table", "ambiguous-table", "no-column"}
    | {"column-twice", "damaged-workbook"}
    | {"refused", "unreachable", "not-a-page", "broken-page", "too-large", "redirected", "oai-error", "expired"}
    | {"token-repeated", "no-format", "no-variable", "no-store"}
    | {"database", "no-driver", "no-table", "no-file-name"}
)


def problem_in_words(error: SourceError) -> str:
    """Return the file, the line, and what is wrong, in the active language; technical detail last."""
    sentence = _sentences().get(error.problem, _("%(source)s cannot be read."))
    named = {"source": error.source, "line": error.position or "1", "page": error.position or "1"}
    return f"{sentence % named} ({error})" if error.problem in _WITH_DETAIL else sentence % named


def _sentences() -> dict[str, str]:
    return {
        "missing": _("%(source)s does not exist."),
        "empty-folder": _("The folder %(source)s holds no file that can be read."),
        "unknown-kind": _("There is no reader for this kind of source: %(source)s."),
        "empty": _("%(source)s is empty."),
        "not-xml": _("%(source)s is no XML."),
        "not-adlib": _("%(source)s is XML, but no export of Adlib or Axiell Collections."),
        "not-oai": _("%(source)s is XML, but no answer of OAI-PMH."),
        "missing-table": _("%(source)s holds no file for a table that the profile names."),
        "ambiguous-table": _("In %(source)s several files fit one table that the profile names."),
        "no-column": _("%(source)s lacks a column that the profile names."),
        "column-twice": _("In %(source)s two columns bear the same name; give one of them another."),
        "not-ours": _(
            "%(source)s is no dump of Linked Art that an installation of polyvocal wrote as N-Quads or JSON-LD."
        ),
        "no-workbooks": _(
            "%(source)s is a workbook; to read it, install the extra “workbooks”: pip install polyvocal[workbooks]."
        ),
        "damaged-workbook": _("%(source)s is damaged, or no workbook."),
        "locked-workbook": _("%(source)s is locked with a password; save it without one."),
        "large-workbook": _("%(source)s is too large for a workbook to be read; save its sheets as CSV."),
        "hidden-sheet": _("%(source)s is hidden; if it is meant to be read, unhide it."),
        "not-adlib-json": _("%(source)s is JSON, but no export of Adlib or Axiell Collections."),
        "not-emuseum": _("%(source)s is a web page, and nothing that the API of eMuseum gives."),
        "no-records": _("%(source)s holds no record."),
        "entities": _("%(source)s declares a document type or entities; such files are not read, for safety."),
        "encoding": _(
            "%(source)s, line %(line)s: the file is not in the encoding it declares. Name the one it is in: --encoding."
        ),
        "malformed": _(
            "%(source)s is damaged or breaks off at line %(line)s; what can be read was read, the damaged is reported."
        ),
        **_sentences_on_fetching(),
    }


def _sentences_on_fetching() -> dict[str, str]:
    return {
        "refused": _("%(source)s does not give page %(page)s."),
        "unreachable": _("%(source)s could not be reached for page %(page)s; what came before is kept."),
        "not-a-page": _("%(source)s gives something else than records as page %(page)s."),
        "broken-page": _("%(source)s gives page %(page)s damaged or cut off, each time anew."),
        "too-large": _("%(source)s gives more on page %(page)s than one page may hold; ask for fewer at a time."),
        "redirected": _("%(source)s sends on to another place, which is not followed."),
        "oai-error": _("%(source)s says what is wrong with the question."),
        "expired": _("%(source)s let its list expire twice; begin again, or ask for a smaller set."),
        "token-repeated": _("%(source)s gives a token for the second time on page %(page)s: its list has no end."),
        "page-repeated": _("%(source)s gives records again on page %(page)s that it gave before: its list has no end."),
        "no-format": _("%(source)s offers no format that this profile reads; name one of them with metadataPrefix."),
        "no-address": _("%(source)s is no web address."),
        "no-increments": _("%(source)s cannot be asked for what changed since a day."),
        "no-variable": _("An address or a header names a variable that the environment does not have."),
        "no-store": _("In %(source)s nothing can be written."),
        "no-store-set": _("Set POLYVOCAL['IMPORT_STORE'] to a folder: what is fetched is kept there."),
        "no-databases": _(
            "%(source)s is a database; to read it, install the extra “databases”: pip install polyvocal[databases]."
        ),
        "no-driver": _("For %(source)s Python has no driver; install it."),
        "database-address": _("%(source)s is no address of a database."),
        "database": _("The database %(source)s could not be read."),
        "no-tables": _("%(source)s is a database: the profile has to name its tables, under “tables”."),
        "no-table": _("%(source)s has no table or view that the profile names, or the account may not see it."),
        "no-file-name": _("In %(source)s a table has a name that no file can have; make a view of it."),
        "busy": _("Another process fetches %(source)s at this moment."),
    }
