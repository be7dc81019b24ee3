"""What tests of the feeds share: a sweep whose second has passed, and a reader that follows IIIF's own algorithm."""

from datetime import timedelta

from django.db.models import F

from polyvocal import ledger
from polyvocal.models import Announcement, Ledger


def tell():
    """Take in what changed, as if it had been a while ago: feeds are silent about a second that has not passed."""
    ledger.sweep(is_whole=True)
    while_ago = timedelta(seconds=5)
    Announcement.objects.update(changed_at=F("changed_at") - while_ago, first_told_at=F("first_told_at") - while_ago)
    Ledger.objects.update(last_moment=F("last_moment") - while_ago)


def read_backwards(get, address, last_crawl=""):
    """Return what changed since, newest first, as IIIF Change Discovery 1.0, section 3.5, has it read."""
    found, place = {}, get(address)["last"]["id"]
    while place:
        page = get(place)
        for item in reversed(page["orderedItems"]):
            if item["endTime"] < last_crawl:
                return found
            found.setdefault(item["object"]["id"], item)
        place = page.get("prev", {}).get("id")
    return found
