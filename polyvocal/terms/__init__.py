"""Ties the words of the facts to terms of terminology sources: finds them, keeps them, and follows what changes."""

from polyvocal.terms.candidates import Candidate
from polyvocal.terms.checking import Checked, check_terms
from polyvocal.terms.counting import Tally, count_words
from polyvocal.terms.finding import Found, find_terms, is_exact, kept_terms, sources_of
from polyvocal.terms.keeping import bring_up_to_date, candidate_of, keep_new, kept
from polyvocal.terms.network import NetworkError
from polyvocal.terms.tables import TableReport, table_lines, take_in_table
from polyvocal.terms.tying import replace_term, tie_word, tie_words, untie
from polyvocal.terms.worklist import Exact, exact_matches, next_word, standing_ties, waiting_words

__all__ = [
    "Candidate",
    "Checked",
    "Exact",
    "Found",
    "NetworkError",
    "TableReport",
    "Tally",
    "bring_up_to_date",
    "candidate_of",
    "check_terms",
    "count_words",
    "exact_matches",
    "find_terms",
    "is_exact",
    "keep_new",
    "kept",
    "kept_terms",
    "next_word",
    "replace_term",
    "sources_of",
    "standing_ties",
    "table_lines",
    "take_in_table",
    "tie_word",
    "tie_words",
    "untie",
    "waiting_words",
]
