"""What the importers do when something happens elsewhere."""

from typing import Any

from polyvocal.importers.erasing import erase_words
from polyvocal.models import Edition


def forget_erased_words(*, edition: Edition, words: str = "", **_: Any) -> None:
    """Take lawfully erased words out of what the importers keep."""
    erase_words(edition, words)
