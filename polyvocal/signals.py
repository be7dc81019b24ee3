"""Signals that polyvocal sends, each after the transaction that caused it has been committed.

Every signal's sender is the model class. `edition_published`, `edition_superseded`, `edition_withdrawn` and
`edition_erased` carry `edition`; `draft_changed` carries `draft`; `editions_published` carries `edition_ids`, the
list of UUIDs of one bulk step; `event_assessed` carries `assessment`; `words_tied` carries `words`, a list of
(field, language, word) whose terms are others now, and `objects`, the keys of those for which alone a word stands for
another. All carry `actor` (a `publishing.Actor`).
"""

from django.dispatch import Signal

draft_changed = Signal()
edition_published = Signal()
edition_superseded = Signal()
edition_withdrawn = Signal()
edition_erased = Signal()
editions_published = Signal()
event_assessed = Signal()
words_tied = Signal()
