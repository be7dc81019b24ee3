"""Reads the language that an export writes behind the words themselves: “Schaal DUT”."""

from collections.abc import Mapping

from polyvocal.importers.sources.raw import Fields, Group, Tree, Value


def without_suffixes(tree: Tree, suffixes: Mapping[str, str]) -> Tree:
    """Return the tree with words that end in one of the suffixes without it, labelled with its language instead."""
    if not suffixes:
        return tree
    return Tree(_named(tree.fields, suffixes), [Group(one.name, _named(one.fields, suffixes)) for one in tree.groups])


def _named(fields: Fields, suffixes: Mapping[str, str]) -> Fields:
    return {leaf: [_labelled(value, suffixes) for value in values] for leaf, values in fields.items()}


def _labelled(value: Value, suffixes: Mapping[str, str]) -> Value:
    words, _space, last = value.words.rpartition(" ")
    language = suffixes.get(last)
    if not language or not words.strip():
        return value
    return Value(words.rstrip(), {language: words.rstrip()}, value.parts)
