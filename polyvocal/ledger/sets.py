"""The sets a thing is in: the perspectives and voices it has editions of, and the categories of the collection."""

import hashlib
import unicodedata

from polyvocal.records import Names, ObjectRecord, in_language

PERSPECTIVE = "perspective"
VOICE = "voice"
COLLECTION = "collection"


def sets_of(record: ObjectRecord) -> dict[str, Names]:
    """Return the sets of an object by their name, with a title where they have one of their own.

    An edition that was withdrawn counts: who harvests one perspective alone has to learn that its words have gone.
    """
    found: dict[str, Names] = {f"{PERSPECTIVE}:{text.perspective.slug}": {} for text in record.texts}
    for text in record.texts:
        for edition in text.editions:
            found |= {f"{VOICE}:{credit.voice.slug}": {} for credit in edition.attributions}
    return found | {f"{COLLECTION}:{slug_of(names)}": names for names in record.facts.categories if any(names.values())}


def slug_of(names: Names) -> str:
    """Return a name of ASCII letters, digits and dashes, the same for the same words; no two words share one.

    What letters and digits alone cannot tell apart bears eight digits of a checksum.
    """
    words = in_language(names, "en").words
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = "-".join("".join(one if one.isalnum() else " " for one in letters).split())[:80]
    if slug.replace("-", " ") == words.lower():
        return slug
    return "-".join(part for part in (slug, hashlib.sha256(words.encode()).hexdigest()[:8]) if part)
