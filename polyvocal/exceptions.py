"""Everything polyvocal raises on purpose descends from PolyvocalError. No Django."""


class PolyvocalError(Exception):
    """Base of all errors; its message is a whole, translated sentence that may be shown to a person."""

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class NotPermittedError(PolyvocalError):
    """The actor lacks the permission for this step."""


class LifecycleError(PolyvocalError):
    """The step does not fit the state the draft or edition is in."""


class TextMovedOnError(LifecycleError):
    """Somebody else published, closed or changed the same text first."""


class ReasonMissingError(PolyvocalError):
    """The step needs a reason and none was given."""


class InvalidEditionError(PolyvocalError):
    """What is to be published breaks a promise of the archive: no words, no voice, a period that runs backwards."""


class UnfitRecordError(PolyvocalError):
    """A record of a dump holds what this archive could never have said itself."""


class ObjectModelError(PolyvocalError):
    """The object model or its adapter cannot do what is asked of it."""


class UnknownProfileError(PolyvocalError):
    """No export or import profile of that name exists."""


class SourceError(PolyvocalError):
    """A source cannot be read (further): `problem` is a code, `source` the file or address, `position` where."""

    def __init__(self, message: object, *, problem: str, source: str = "", position: str = "") -> None:
        super().__init__(message)
        self.problem = problem
        self.source = source
        self.position = position


class ProfileError(PolyvocalError):
    """An import profile is not well-formed or names an unknown key."""


class UploadError(PolyvocalError):
    """What a person handed over for an import, or asked for, cannot be taken."""


class SourceBusyError(PolyvocalError):
    """Another run works on the same source system."""


class RunStateError(PolyvocalError):
    """The import run is not in a state in which it can be resumed, retried or undone."""


class StoppedError(PolyvocalError):
    """Work is to stop here and now; nothing that it was about to do is to blame."""


class JobStoppedError(StoppedError):
    """Somebody cancelled this job, or another process has taken it over."""


class JobStateError(PolyvocalError):
    """The job is not in a state in which it can be begun again."""


class RunLostError(StoppedError):
    """Another process has taken this run over, or it was stopped: this one must write no more."""


class LedgerBusyError(PolyvocalError):
    """Another process takes in what changed; this one writes nothing."""


class DumpGoingOnError(PolyvocalError):
    """Another process is writing the same dump."""


class DumpError(PolyvocalError):
    """A dump cannot be written."""


class RegisterError(PolyvocalError):
    """The register of datasets refuses the dataset, or cannot be reached."""


class StoreBusyError(PolyvocalError):
    """Another process writes to the store that SPARQL queries are answered from."""


class StoreNotReadyError(PolyvocalError):
    """The store may not be asked now: it is being made, or would say what was taken back since."""


class QueryError(PolyvocalError):
    """A SPARQL query that cannot be answered as it stands; the message says why."""


class QueryLimitError(PolyvocalError):
    """A SPARQL query that asked for more time, memory or room than there is, or came while others are answered."""
