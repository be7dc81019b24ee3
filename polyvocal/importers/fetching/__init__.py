"""Brings what a collection system serves over the web into a folder, page by page, or from its database. No Django.

What lies in the folder is then imported like any other files.
"""

from polyvocal.importers.fetching.addresses import (
    is_address,
    is_allowed,
    is_database,
    only_asks_for_changes,
    redacted,
)
from polyvocal.importers.fetching.asking import Manners
from polyvocal.importers.fetching.fetch import FetchOrder, fetch
from polyvocal.importers.fetching.folders import Manifest, manifest_of
from polyvocal.importers.fetching.pages import Progress, ProgressTold
from polyvocal.importers.fetching.tables import TablesOrder, fetch_tables

__all__ = [
    "FetchOrder",
    "Manifest",
    "Manners",
    "Progress",
    "ProgressTold",
    "TablesOrder",
    "fetch",
    "fetch_tables",
    "is_address",
    "is_allowed",
    "is_database",
    "manifest_of",
    "only_asks_for_changes",
    "redacted",
]
