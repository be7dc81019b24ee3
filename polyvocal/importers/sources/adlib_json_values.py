"""Takes an Adlib record in JSON apart into groups and leaves, as adlib_values does with one in XML.

A leaf's value is written in three ways: as words; as `{"value": [{"@attributes": {"lang": …}, "value": […]}]}`; and in
jsonv1 as `{"spans": [{"text": …}]}`, of which several with an `@lang` each make one value.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from polyvocal.importers.sources.adlib_values import LANGUAGES, LINKED, NAMING, primary_tag
from polyvocal.importers.sources.raw import Group, Tree, Value

_EMPTY = Value("")
_ATTRIBUTES = "@attributes"
_LANG = "@lang"


def attributes_of(given: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the attributes of a record or a value, as words."""
    found = given.get(_ATTRIBUTES)
    found = found[0] if isinstance(found, list) and found else found
    return {key: _plain(value) for key, value in found.items()} if isinstance(found, Mapping) else {}


def tree_of(record: Mapping[str, Any], leaves: frozenset[str] | None = None) -> Tree:
    """Take a record apart, or as much of it as lies in `leaves`. Raises ValueError where it is nested too deeply."""
    try:
        return _tree(record, leaves)
    except RecursionError as error:
        raise ValueError("The record is nested too deeply.") from error


def _tree(record: Mapping[str, Any], leaves: frozenset[str] | None) -> Tree:
    fields: dict[str, list[Value]] = {}
    groups: list[Group] = []
    for name, given in record.items():
        if name.startswith("@"):
            continue
        items = _listed(given)
        if any(_is_group(one, name, leaves) for one in items):
            groups += [Group(name, found) for one in items if (found := _leaves(one, leaves))]
        elif leaves is None or name in leaves:
            fields[name] = list(_values(items))
    return Tree(fields, groups)


def words_of(given: Any) -> str:
    """Return the first words of a field, '' where it has none."""
    return next((value.words for value in _values(_listed(given)) if value.words), "")


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _is_group(given: Any, name: str, wanted: frozenset[str] | None) -> bool:
    """What holds fields is a group, but with a point in its name, or as a wanted leaf that is linked, it is a leaf."""
    if not isinstance(given, Mapping) or "." in name or {"value", "spans", _LANG} & given.keys():
        return False
    return not ((wanted is None or name in wanted) and LINKED & given.keys())


def _leaves(group: Any, wanted: frozenset[str] | None) -> dict[str, list[Value]]:
    if not isinstance(group, Mapping):
        return {}
    return {
        name: list(_values(_listed(given)))
        for name, given in group.items()
        if not name.startswith("@") and (wanted is None or name in wanted)
    }


def _values(items: list[Any]) -> Iterator[Value]:
    """Yield the values of one leaf; what is written language by language is one value until a language comes again."""
    by_language: list[tuple[str, list[str]]] = []
    for one in items:
        if isinstance(one, Mapping) and _LANG in one:
            language = _plain(one[_LANG])
            if language in [known for known, _words in by_language]:
                yield _labelled(by_language)
                by_language = []
            inside = _listed(one["value"]) if "value" in one else [one]
            by_language.append((language, [_plain(part) for part in inside]))
            continue
        if by_language:
            yield _labelled(by_language)
            by_language = []
        yield _value(one)
    if by_language:
        yield _labelled(by_language)


def _value(given: Any) -> Value:
    if not isinstance(given, Mapping) or "spans" in given:
        words = _plain(given)
        return Value(words) if words else _EMPTY
    if "value" in given:
        values = [one if isinstance(one, Mapping) else {"value": one} for one in _listed(given["value"])]
        values.sort(key=lambda one: attributes_of(one).get("invariant", "").lower() != "true")
        pairs = [
            (attributes_of(one).get("lang", ""), [_plain(part) for part in _listed(one.get("value"))]) for one in values
        ]
        return _labelled(pairs)
    parts = {name: words_of(inside) for name, inside in given.items() if not name.startswith("@")}
    return Value(next((parts[name] for name in NAMING if parts.get(name)), ""), parts=parts)


def _labelled(given: list[tuple[str, list[str]]]) -> Value:
    """The key is `neutral`, else the words that come first; the other words are labels by language."""
    key = first = ""
    labels: dict[str, str] = {}
    for language, several in given:
        words = next(filter(None, several), "")
        if language == "neutral":
            key = words
        elif words and (tag := LANGUAGES.get(language) or primary_tag(language)):
            labels.setdefault(tag, words)
        first = first or words
    return Value(key or first, labels)


def _plain(given: Any) -> str:
    """Return words of whatever is no record: rich text loses its styles, a number is written out."""
    if isinstance(given, Mapping):
        if "spans" in given:
            spans = [one.get("text") for one in _listed(given["spans"]) if isinstance(one, Mapping)]
            return "".join(one for one in spans if isinstance(one, str)).strip()
        return _plain(given.get("value"))
    if isinstance(given, list):
        return next(filter(None, map(_plain, given)), "")
    return "" if given is None else str(given).strip()
