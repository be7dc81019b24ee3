"""polyvocal in Django's admin: boards, the editor, histories. It asks; `publishing` writes."""

from polyvocal.admin import dossiers, dumps, editions, terms, ties, triage, voices, watch_lists, word_lists
from polyvocal.admin.objects import CollectionObjectAdmin, FormerNumberInline, ObjectTextsAdminMixin
from polyvocal.admin.texts import TextAdmin

__all__ = [
    "CollectionObjectAdmin",
    "FormerNumberInline",
    "ObjectTextsAdminMixin",
    "TextAdmin",
    "dossiers",
    "dumps",
    "editions",
    "terms",
    "ties",
    "triage",
    "voices",
    "watch_lists",
    "word_lists",
]
