"""Dumps as jobs, which the admin starts and watches."""

from polyvocal.dumping.work import KIND, asked_for, register_kind

__all__ = ["KIND", "asked_for", "register_kind"]
