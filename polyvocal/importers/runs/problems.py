"""Says in whole sentences what is wrong with a source."""

from django.utils.translation import gettext as _

from polyvocal.exceptions import SourceError

_WITH_DETAIL = (
    "not-xml", "not-adlib", "encoding", "malformed", "missing-table", "ambiguous-table", "no-column", "column-twice",
    "damaged-workbook",
)  # fmt: skip


def problem_in_words(error: SourceError) -> str:
    """Return the file, the line, and what is wrong, in the active language; technical detail last."""
    sentence = _sentences().get(error.problem, _("%(source)s cannot be read."))
    named = {"source": error.source, "line": error.position or "1"}
    return f"{sentence % named} ({error})" if error.problem in _WITH_DETAIL else sentence % named


def _sentences() -> dict[str, str]:
    return {
        "missing": _("%(source)s does not exist."),
        "empty-folder": _("The folder %(source)s holds no file that can be read."),
        "unknown-kind": _("There is no reader for this kind of source: %(source)s."),
        "empty": _("%(source)s is empty."),
        "not-xml": _("%(source)s is no XML."),
        "not-adlib": _("%(source)s is XML, but no export of Adlib or Axiell Collections."),
        "missing-table": _("%(source)s holds no file for a table that the profile names."),
        "ambiguous-table": _("In %(source)s several files fit one table that the profile names."),
        "no-column": _("%(source)s lacks a column that the profile names."),
        "column-twice": _("In %(source)s two columns bear the same name; give one of them another."),
        "no-workbooks": _(
            "%(source)s is a workbook; to read it, install the extra “workbooks”: pip install polyvocal[workbooks]."
        ),
        "damaged-workbook": _("%(source)s is damaged, or no workbook."),
        "locked-workbook": _("%(source)s is locked with a password; save it without one."),
        "large-workbook": _("%(source)s is too large for a workbook to be read; save its sheets as CSV."),
        "hidden-sheet": _("%(source)s is hidden; if it is meant to be read, unhide it."),
        "not-adlib-json": _("%(source)s is JSON, but no export of Adlib or Axiell Collections."),
        "no-records": _("%(source)s holds no record."),
        "entities": _("%(source)s declares a document type or entities; such files are not read, for safety."),
        "encoding": _("%(source)s, line %(line)s: the file is not in the encoding it declares."),
        "malformed": _("%(source)s breaks off or is malformed at line %(line)s; the records before it were read."),
    }
