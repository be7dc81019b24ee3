"""Reads what a source states about an object besides texts."""

import re
from collections.abc import Sequence

from polyvocal.dates import read_date
from polyvocal.image_addresses import is_manifest, is_on_the_web, service_of, sized
from polyvocal.importers.profiles.exhibitions import exhibitions_in
from polyvocal.importers.profiles.fields import (
    AcquisitionFrom,
    DimensionsFrom,
    ImagesFrom,
    MakersFrom,
    NumbersFrom,
    ObjectFrom,
    PeriodFrom,
)
from polyvocal.importers.profiles.given_terms import with_given_terms
from polyvocal.importers.profiles.joined_values import listed, listed_values
from polyvocal.importers.profiles.occurrences import (
    Unpaired,
    all_values,
    names_of,
    value_in,
    words_in,
)
from polyvocal.importers.profiles.periods import period_between
from polyvocal.importers.sources.raw import Tree
from polyvocal.records import Acquisition, Dimension, Image, Maker, Names, ObjectFacts, Span

LARGE = 1_200
"""Pixels of the square within which the picture of an object is asked for, where a service makes it."""


def facts_in(tree: Tree, fields: ObjectFrom, *, language: str, unpaired: Unpaired) -> ObjectFacts:
    """Return the facts that the profile's `object` table names, in the source's order, without repetitions."""

    def named(leaves: Sequence[str]) -> tuple[Names, ...]:
        found = [names_of(value, language) for leaf in leaves for value in listed_values(tree, leaf, unpaired=unpaired)]
        return tuple(one for at, one in enumerate(found) if one not in found[:at])

    facts = ObjectFacts(
        object_names=named(fields.object_names),
        categories=named(fields.categories),
        makers=_makers(tree, fields.makers, language=language, unpaired=unpaired) if fields.makers else (),
        produced=_period(tree, fields.produced) if fields.produced else Span(),
        places=named(fields.places),
        materials=named(fields.materials),
        techniques=named(fields.techniques),
        dimensions=_dimensions(tree, fields.dimensions, unpaired=unpaired) if fields.dimensions else (),
        keywords=named(fields.keywords),
        acquisition=_acquisition(tree, fields.acquisition) if fields.acquisition else Acquisition(),
        ownership_history="\n\n".join(value.words for value in all_values(tree, fields.ownership_history)),
        credit_line=next((names_of(value, language) for value in all_values(tree, fields.credit_line)), {}),
        exhibitions=exhibitions_in(tree, fields.exhibitions, unpaired=unpaired) if fields.exhibitions else (),
        images=_images(tree, fields.images, language=language, unpaired=unpaired) if fields.images else (),
        manifests=_manifests(tree, fields.images) if fields.images else (),
    )
    if not fields.terms:
        return facts
    return with_given_terms(facts, tree, fields.terms, language=language, unpaired=unpaired)


def former_numbers_in(tree: Tree, fields: NumbersFrom, *, unpaired: Unpaired) -> list[tuple[str, str]]:
    """Return the numbers an object bore before, each with the time until which it did ('' if not given)."""
    found = listed(tree, fields.number, (fields.number, fields.type, fields.until), unpaired=unpaired)
    return [
        (number, words_in(one, fields.until))
        for one in found
        if (number := words_in(one, fields.number)) and _is_former(words_in(one, fields.type), fields)
    ]


def _is_former(term: str, fields: NumbersFrom) -> bool:
    return not fields.only or any(re.fullmatch(pattern, term, re.IGNORECASE) for pattern in fields.only)


def _makers(tree: Tree, fields: MakersFrom, *, language: str, unpaired: Unpaired) -> tuple[Maker, ...]:
    leaves = (fields.name, fields.role, fields.qualifier, fields.born, fields.died)
    return tuple(
        Maker(
            name=name,
            role=names_of(value_in(one, fields.role), language),
            born=words_in(one, fields.born),
            died=words_in(one, fields.died),
            qualifier=words_in(one, fields.qualifier),
        )
        for one in listed(tree, fields.name, leaves, unpaired=unpaired)
        if (name := words_in(one, fields.name))
    )


def _dimensions(tree: Tree, fields: DimensionsFrom, *, unpaired: Unpaired) -> tuple[Dimension, ...]:
    leaves = (fields.value, fields.kind, fields.unit, fields.part)
    return tuple(
        Dimension(words_in(one, fields.kind), value, words_in(one, fields.unit), words_in(one, fields.part))
        for one in listed(tree, fields.value, leaves, unpaired=unpaired)
        if (value := words_in(one, fields.value))
    )


def _images(tree: Tree, fields: ImagesFrom, *, language: str, unpaired: Unpaired) -> tuple[Image, ...]:
    """Return the pictures that may be shown; paths on a server stay in the source record."""
    leaves = (fields.address, fields.alt, fields.licence)
    return tuple(
        _image(address, names_of(value_in(one, fields.alt), language), words_in(one, fields.licence))
        for one in listed(tree, fields.address, leaves, unpaired=unpaired)
        if is_on_the_web(address := words_in(one, fields.address)) and not is_manifest(address)
    )


def _image(address: str, alt: Names, licence: str) -> Image:
    service = service_of(address)
    is_described = address.endswith("/info.json")
    return Image(sized(address, service, within=LARGE) if is_described else address, alt, licence, service)


def _manifests(tree: Tree, fields: ImagesFrom) -> tuple[str, ...]:
    found = (value.words for value in all_values(tree, fields.address) if is_manifest(value.words))
    return tuple(dict.fromkeys(found))


def _acquisition(tree: Tree, fields: AcquisitionFrom) -> Acquisition:
    def first(leaf: str) -> str:
        return next((value.words for value in all_values(tree, leaf)), "")

    return Acquisition(first(fields.method), read_date(first(fields.date)), first(fields.source))


def _period(tree: Tree, fields: PeriodFrom) -> Span:
    def first(leaf: str) -> str:
        return next((value.words for value in all_values(tree, leaf)), "")

    start = f"{first(fields.start_precision)} {first(fields.start)}".strip() if first(fields.start) else ""
    end = f"{first(fields.end_precision)} {first(fields.end)}".strip() if first(fields.end) else ""
    return period_between(start, end, as_written=first(fields.as_written))
