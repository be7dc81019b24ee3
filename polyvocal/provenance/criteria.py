"""The rules of triage with what each looks at: as shipped, and as a museum changes them. No Django."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

Criteria = Mapping[str, Mapping[str, Any]]
"""Options by rule, of the rules that are on."""

RULES: Criteria = tomllib.loads(files("polyvocal.provenance").joinpath("triage.toml").read_text("utf-8"))
"""Every rule with its options as shipped, in the order in which they are shown."""

_MORE = "more_"


def criteria(given: Mapping[str, Any]) -> Criteria:
    """Return the rules that are on, with a museum's options: `False` is off, `more_places` adds to `places`."""
    return {
        rule: {name: _option(name, value, given.get(rule, {})) for name, value in shipped.items()}
        for rule, shipped in RULES.items()
        if given.get(rule, {}) is not False
    }


def faults(given: Any) -> Iterator[str]:
    """Yield what is wrong with a museum's rules: unknown rules and options, values of another kind than shipped."""
    if not isinstance(given, Mapping):
        yield "it is no dict of rules"
        return
    for rule, options in given.items():
        if rule not in RULES:
            yield f"there is no rule {rule!r}"
        elif options is not False and not isinstance(options, Mapping):
            yield f"rule {rule!r} is neither False nor a dict of options"
        elif options is not False:
            yield from (f"rule {rule!r}: {fault}" for fault in _faults_of(RULES[rule], options))


def _faults_of(shipped: Mapping[str, Any], options: Mapping[str, Any]) -> Iterator[str]:
    for name, value in options.items():
        plain = str(name).removeprefix(_MORE)
        if plain not in shipped or (plain != name and not isinstance(shipped[plain], list)):
            yield f"there is no option {name!r}"
        elif not _is_like(shipped[plain], value):
            yield f"option {name!r} has a value of another kind"


def _is_like(shipped: Any, value: Any) -> bool:
    if not isinstance(shipped, list):
        return isinstance(value, int) and not isinstance(value, bool)
    if not isinstance(value, list | tuple):
        return False
    if shipped and isinstance(shipped[0], list):
        return all(isinstance(one, list | tuple) and len(one) == 2 and all(map(_is_year, one)) for one in value)
    return all(isinstance(one, str) for one in value)


def _is_year(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _option(name: str, shipped: Any, options: Mapping[str, Any]) -> Any:
    value = options.get(name, shipped)
    return [*value, *options.get(_MORE + name, ())] if isinstance(shipped, list) else value
