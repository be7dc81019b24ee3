"""What a run is asked to do, and who hears how it goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from polyvocal.importers.fetching import Progress
from polyvocal.importers.models import ImportRun, SourceRecord
from polyvocal.importers.planning import Plan
from polyvocal.importers.profiles import Profile
from polyvocal.importers.runs.tally import Tally
from polyvocal.importers.sources import RawRecord
from polyvocal.publishing import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOrder:
    """What to import: files or folders, by which profile, in the name of whom. A dry run writes nothing.

    What lies at `addresses` is fetched first; `since` (a day, or “last”) holds that to what changed from then on.
    `encoding` is the one of the files, where what they declare is not true.
    `is_full` says that the files hold every record of the source: those they no longer hold are marked as gone.
    `is_gentle` lets curators who save meanwhile on SQLite have their turn, for about a sixth more work.
    """

    paths: Sequence[Path]
    addresses: Sequence[str] = ()
    since: str = ""
    profile: Profile
    actor: Actor
    system: str = ""
    encoding: str = ""
    is_dry_run: bool = False
    is_full: bool = False
    is_gentle: bool = False


def order_of(run: ImportRun, actor: Actor, *, profile: Profile, is_gentle: bool = False) -> ImportOrder:
    """Return what a run was asked to do, for whoever goes on with it."""
    return ImportOrder(
        paths=[Path(path) for path in run.paths], profile=profile, actor=actor, system=run.system.name,
        is_full=run.is_full and run.retry_of_id is None, is_gentle=is_gentle,
    )  # fmt: skip


class Listener:
    """Hears how a run goes on; a door overrides what it wants to show."""

    def fetched(self, progress: Progress) -> None:
        """So many records were fetched; called while a server is waited for, too. What is raised here stops it."""

    def brought(self, folders: Sequence[Path]) -> None:
        """All that was to be fetched lies in these folders, which are read next."""

    def begun(self, run: ImportRun) -> None:
        """A run began or goes on."""

    def read(self, size: int) -> None:
        """So many bytes more were read."""

    def planned(self, plan: Plan) -> None:
        """A record was planned and, unless this is a dry run, applied."""

    def refused(self, raw: RawRecord, *, outcome: str, reason: str) -> None:
        """A record could not be planned or applied."""

    def gone(self, record: SourceRecord) -> None:
        """A full export no longer holds this record: it is, or in a dry run would be, marked."""

    def came_to(self, tally: Tally) -> None:
        """A chunk is done, and committed unless this is a dry run. Raise RunLostError to stop here."""
