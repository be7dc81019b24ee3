"""The errors of OAI-PMH 2.0 (openarchives.org/OAI/openarchivesprotocol.html, section 3.6), by their codes."""

from polyvocal.exceptions import PolyvocalError

BAD_VERB = "badVerb"
BAD_ARGUMENT = "badArgument"
BAD_TOKEN = "badResumptionToken"  # noqa: S105 (an error code of the protocol)
NO_FORMAT = "cannotDisseminateFormat"
NO_SUCH_ITEM = "idDoesNotExist"
NO_RECORDS = "noRecordsMatch"
NO_SETS = "noSetHierarchy"


class OaiError(PolyvocalError):
    """A request that cannot be answered; `code` is that of the protocol."""

    def __init__(self, code: str, message: object) -> None:
        super().__init__(message)
        self.code = code
