"""From records to bytes: JSON-LD as it is, and RDF by a table of exactly the Linked Art keys that we write.

The table says what the official context (https://linked.art/ns/v1/linked-art.json) says about these keys. A key that is
not in it is an error, never silently left out. Nothing here builds a graph in memory but `turtle` and `rdf_xml`, which
are for one record at a time.
"""

import json
import re
from collections.abc import Callable
from hashlib import blake2s
from typing import Any

from rdflib import Graph

from polyvocal.linkeddata.terms import Node, Reference
from polyvocal.linkeddata.writings import Writing, lines_of, statements_in

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
CRM = "http://www.cidoc-crm.org/cidoc-crm/"
DIG = "http://www.ics.forth.gr/isl/CRMdig/"
LA = "https://linked.art/ns/terms/"
SCI = "http://www.ics.forth.gr/isl/CRMsci/"
DC = "http://purl.org/dc/elements/1.1/"
PREFIXES = {"rdf": RDF, "rdfs": RDFS, "xsd": XSD, "crm": CRM, "dig": DIG, "sci": SCI, "la": LA, "dc": DC}

CLASSES = {
    "Acquisition": CRM + "E8_Acquisition",
    "Activity": CRM + "E7_Activity",
    "AttributeAssignment": CRM + "E13_Attribute_Assignment",
    "Birth": CRM + "E67_Birth",
    "Creation": CRM + "E65_Creation",
    "Death": CRM + "E69_Death",
    "DigitalObject": DIG + "D1_Digital_Object",
    "Dimension": CRM + "E54_Dimension",
    "Encounter": SCI + "S19_Encounter_Event",
    "Group": CRM + "E74_Group",
    "HumanMadeObject": CRM + "E22_Human-Made_Object",
    "Identifier": CRM + "E42_Identifier",
    "Language": CRM + "E56_Language",
    "LinguisticObject": CRM + "E33_Linguistic_Object",
    "Material": CRM + "E57_Material",
    "MeasurementUnit": CRM + "E58_Measurement_Unit",
    "Move": CRM + "E9_Move",
    "Name": CRM + "E33_E41_Linguistic_Appellation",
    "Payment": LA + "Payment",
    "Person": CRM + "E21_Person",
    "Place": CRM + "E53_Place",
    "Production": CRM + "E12_Production",
    "PropositionalObject": CRM + "E89_Propositional_Object",
    "Right": CRM + "E30_Right",
    "TimeSpan": CRM + "E52_Time-Span",
    "Transfer": LA + "Transfer",
    "TransferOfCustody": CRM + "E10_Transfer_of_Custody",
    "Type": CRM + "E55_Type",
    "VisualItem": CRM + "E36_Visual_Item",
}
LINKS = {
    "about": CRM + "P129_is_about",
    "access_point": LA + "access_point",
    "after": CRM + "P183i_starts_after_the_end_of",
    "assigned": CRM + "P141_assigned",
    "attributed_by": CRM + "P140i_was_attributed_by",
    "before": CRM + "P183_ends_before_the_start_of",
    "born": CRM + "P98i_was_born",
    "carried_out_by": CRM + "P14_carried_out_by",
    "changed_ownership_through": CRM + "P24i_changed_ownership_through",
    "classified_as": CRM + "P2_has_type",
    "conceptually_part_of": CRM + "P148i_is_component_of",
    "created_by": CRM + "P94i_was_created_by",
    "died": CRM + "P100i_died_in",
    "digitally_shown_by": LA + "digitally_shown_by",
    "dimension": CRM + "P43_has_dimension",
    "encountered": SCI + "O19_encountered_object",
    "equivalent": LA + "equivalent",
    "identified_by": CRM + "P1_is_identified_by",
    "influenced_by": CRM + "P15_was_influenced_by",
    "language": CRM + "P72_has_language",
    "made_of": CRM + "P45_consists_of",
    # Of persons and groups, the only records of ours that are members of anything.
    "member_of": CRM + "P107i_is_current_or_former_member_of",
    "moved": CRM + "P25_moved",
    "moved_to": CRM + "P26_moved_to",
    "paid_from": LA + "paid_from",
    "paid_to": LA + "paid_to",
    # Of activities and assignments alone: for other types of record the context says something else.
    "part": CRM + "P9_consists_of",
    "part_of": CRM + "P9i_forms_part_of",
    "produced_by": CRM + "P108i_was_produced_by",
    "referred_to_by": CRM + "P67i_is_referred_to_by",
    "representation": CRM + "P138i_has_representation",
    "residence": CRM + "P74_has_current_or_former_residence",
    "subject_to": CRM + "P104_is_subject_to",
    "technique": CRM + "P32_used_general_technique",
    "timespan": CRM + "P4_has_time-span",
    "took_place_at": CRM + "P7_took_place_at",
    "transferred": LA + "transferred",
    "transferred_custody_from": CRM + "P28_custody_surrendered_by",
    "transferred_custody_of": CRM + "P30_transferred_custody_of",
    "transferred_custody_to": CRM + "P29_custody_received_by",
    "transferred_from": LA + "transferred_from",
    "transferred_title_from": CRM + "P23_transferred_title_from",
    "transferred_title_of": CRM + "P24_transferred_title_of",
    "transferred_title_to": CRM + "P22_transferred_title_to",
    "transferred_to": LA + "transferred_to",
    "unit": CRM + "P91_has_unit",
    "used_for": CRM + "P16i_was_used_for",
    "used_specific_object": CRM + "P16_used_specific_object",
}
STRINGS = {"_label": RDFS + "label", "content": CRM + "P190_has_symbolic_content", "format": DC + "format"}
MOMENTS = {
    "begin_of_the_begin": CRM + "P82a_begin_of_the_begin",
    "end_of_the_end": CRM + "P82b_end_of_the_end",
}
NUMBERS = {"value": CRM + "P90_has_value"}
PROPERTIES = {"assigned_property": CRM + "P177_assigned_property_of_type"}
PROPERTY_NAMES = {
    "conceptual_part": CRM + "P148_has_component",
    "part": LINKS["part"],
    "part_of": LINKS["part_of"],
    "present_at": CRM + "P12i_was_present_at",
    "referred_to_by": LINKS["referred_to_by"],
    "took_place_at": LINKS["took_place_at"],
}

Triple = tuple[str, str, str]
"""Subject, predicate and object, each spelled as in N-Triples."""

_Writer = Callable[["_Graph", str, Any], None]


def lines(document: Node, graph_name: str = "") -> str:
    """Return the triples of a record, each once in a line of its own, as N-Triples without the point at the end.

    Blank nodes bear labels that no other record, and no other graph that is named, has.
    """
    graph = _Graph(blake2s((graph_name or document["id"]).encode(), digest_size=10).hexdigest())
    graph.walk(document)
    return lines_of(graph.found)


LINKED_ART = Writing("https://linked.art/ns/v1/linked-art.json", PREFIXES, lines)
"""How documents in Linked Art's keys are written."""


def triples(document: Node, writing: Writing = LINKED_ART) -> list[Triple]:
    """Return the triples of a record, each once."""
    # No subject or predicate holds a space: both are web addresses or blank nodes.
    said = map(taken_apart, statements_in(writing.lines(document)))
    return [(subject, predicate, object_) for subject, predicate, object_ in said]


def taken_apart(statement: str) -> list[str]:
    """Return the subject, the predicate and the object of a statement."""
    return statement.split(" ", 2)


def json_ld(document: Node, writing: Writing = LINKED_ART) -> str:
    """Return a record as JSON-LD for people to read too."""
    return json.dumps({"@context": writing.context} | document, ensure_ascii=False, indent=2) + "\n"


def n_triples(document: Node, writing: Writing = LINKED_ART) -> bytes:
    """Return a record as N-Triples."""
    return ended(writing.lines(document), " .\n")


def ended(said: str, end: str) -> bytes:
    """Return lines in UTF-8, with this at the end of each."""
    # Bytes first: replaced in words, and then encoded, it takes several times as long.
    return said.encode().replace(b"\n", end.encode())


def turtle(document: Node, writing: Writing = LINKED_ART) -> str:
    """Return one record as Turtle, with prefixes, for people to read."""
    return _parsed(n_triples(document, writing), writing).serialize(format="turtle")


def rdf_xml(document: Node, writing: Writing = LINKED_ART) -> str:
    """Return one record as RDF/XML."""
    return _parsed(xml_safe(n_triples(document, writing).decode()), writing).serialize(format="xml")


def xml_safe(words: str) -> str:
    """Replace the characters that XML 1.0 (section 2.2) cannot hold."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", words)


_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _parsed(said: str | bytes, writing: Writing) -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in writing.prefixes.items():
        graph.bind(prefix, namespace)
    return graph.parse(data=said, format="nt")


class _Graph:
    """The statements of one record while it is being walked."""

    __slots__ = ("found", "mark", "number", "seen")

    def __init__(self, mark: str) -> None:
        self.found: list[str] = []
        self.mark = mark
        self.number = 0
        self.seen: set[int] = set()

    def walk(self, node: Node) -> str:
        """Take in a node and all within it; return how its subject is written."""
        uri = node.get("id")
        if uri:
            subject = f"<{uri}>"
            # The same term of the same record says the same again; its identity is safe while the record lives.
            if id(node) in self.seen:
                return subject
            self.seen.add(id(node))
            if type(node) is Reference:
                self.found += _said_by(node)
                return subject
        else:
            self.number += 1
            subject = f"_:r{self.mark}n{self.number}"
        self.describe(node, subject)
        return subject

    def describe(self, node: Node, subject: str) -> None:
        """Take in what a node says."""
        # Nine of ten keys are of the first three kinds: a dump spends most of its time here, and calls cost the most.
        append = self.found.append
        for key, value in node.items():
            rule = _RULES.get(key)
            if rule is None:
                raise KeyError(f"The table of Linked Art keys lacks {key!r}.")
            predicate, write = rule
            if write is _link:
                start = subject + predicate
                for one in value if type(value) is list else (value,):
                    append(start + self.walk(one))
            elif write is _string:
                append(f'{subject}{predicate}"{escaped(value)}"')
            elif write is _class:
                append(subject + _CLASS_TERMS[value])
            elif write is not _nothing:
                write(self, subject + predicate, value)


def _said_by(reference: Reference) -> list[str]:
    """Return the statements of a reference, remembered with it: it stands in many records and never changes."""
    if reference.said is None:
        graph = _Graph("")
        graph.describe(reference, f"<{reference['id']}>")
        reference.said = graph.found
    return reference.said


def _nothing(graph: _Graph, start: str, value: Any) -> None:
    """The key says nothing in RDF: the context, and the identifier, which is the subject."""


def _class(graph: _Graph, start: str, value: Any) -> None:
    """The value is the name of a class; `describe` writes it."""


def _link(graph: _Graph, start: str, value: Any) -> None:
    """The value is a node, or a list of nodes; `describe` writes them."""


def _string(graph: _Graph, start: str, value: Any) -> None:
    """The value is words; `describe` writes them."""


def _moment(graph: _Graph, start: str, value: Any) -> None:
    graph.found.append(f'{start}"{value}"^^<{XSD}dateTime>')


def _number(graph: _Graph, start: str, value: Any) -> None:
    # JSON-LD 1.1, section 8.2.2: a number with a fraction is an xsd:double, another an xsd:integer.
    written = f'"{value}"^^<{XSD}integer>' if isinstance(value, int) else f'"{value:E}"^^<{XSD}double>'
    graph.found.append(start + written)


def _property(graph: _Graph, start: str, value: Any) -> None:
    graph.found.append(f"{start}<{PROPERTY_NAMES[value]}>")


def escaped(words: str) -> str:
    """Return words as they stand between the quotes of a literal of N-Triples."""
    if "\\" in words:
        words = words.replace("\\", "\\\\")
    if '"' in words:
        words = words.replace('"', '\\"')
    if "\n" in words:
        words = words.replace("\n", "\\n")
    if "\r" in words:
        words = words.replace("\r", "\\r")
    return words


_CLASS_TERMS = {name: f" <{RDF}type> <{uri}>" for name, uri in CLASSES.items()}
_RULES: dict[str, tuple[str, _Writer]] = {
    "@context": ("", _nothing),
    "id": ("", _nothing),
    "type": ("", _class),
    **{
        key: (f" <{uri}> ", write)
        for table, write in (
            (LINKS, _link),
            (STRINGS, _string),
            (MOMENTS, _moment),
            (NUMBERS, _number),
            (PROPERTIES, _property),
        )
        for key, uri in table.items()
    },
}
