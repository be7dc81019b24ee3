"""Says what a source's fields mean: profiles are TOML, one per shape or museum; nothing enters that none names."""

from polyvocal.importers.profiles.fields import Profile
from polyvocal.importers.profiles.mapping import ReadRecord, RecordReader, UnusableRecordError
from polyvocal.importers.profiles.offering import RUN, Offered, offered_profile, offered_profiles, profile_of_run
from polyvocal.importers.profiles.reading import load_profile, parse_profile, shipped_profiles
from polyvocal.importers.profiles.texts import ReadText, Skipped

__all__ = [
    "RUN",
    "Offered",
    "Profile",
    "ReadRecord",
    "ReadText",
    "RecordReader",
    "Skipped",
    "UnusableRecordError",
    "load_profile",
    "offered_profile",
    "offered_profiles",
    "parse_profile",
    "profile_of_run",
    "shipped_profiles",
]
