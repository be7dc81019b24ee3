"""How long a text of each type usually is: a hint beside the words, never a rule."""

from django.utils.translation import gettext as _

from polyvocal.conf import label_of

_USUAL = {
    "title": (1, 12),
    "object-label": (80, 120),
    "wall-text": (120, 200),
    "group-text": (80, 150),
    "exhibition-text": (150, 250),
    "quote": (20, 80),
    "web-text": (150, 400),
    "teaser": (20, 40),
    "easy-language": (60, 100),
    "audio-script": (150, 250),
    "alt-text": (15, 60),
}


def hint_for(text_type: str) -> str:
    """Return the usual length of a text type in a sentence, '' where there is none."""
    if text_type not in _USUAL:
        return ""
    least, most = _USUAL[text_type]
    return _("A text of the type “%(text_type)s” usually has %(least)d to %(most)d words.") % {
        "text_type": label_of("text_type", text_type), "least": least, "most": most,
    }  # fmt: skip


def words_counted(words: str) -> int:
    """Return how many words there are."""
    return len(words.split())
