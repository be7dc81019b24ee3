"""Dates as museums write them (English, Dutch, ISO), to EDTF; what is not understood stays as written."""

from polyvocal.dates.extents import bounds
from polyvocal.dates.ownership import OwnershipDates, find_dates, read_ownership
from polyvocal.dates.spans import read_date
from polyvocal.dates.tokens import Convention

__all__ = ["Convention", "OwnershipDates", "bounds", "find_dates", "read_date", "read_ownership"]
