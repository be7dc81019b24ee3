"""CSV files: no cell is a formula, and what was put before one that might be goes away again."""

import csv
import io

import pytest

from polyvocal.spreadsheets import csv_lines, plain_cell, safe_cells

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", "'=1", "''@1"]
WORDS = ["", "silver", "'t Hooft", "'s-Gravenhage", " =1", "a=b", "1-2", "'", "''", "\U0001f3fa", "\u202e=1"]


@pytest.mark.once
@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_might_be_a_formula_bears_a_quote(cell):
    assert safe_cells([cell]) == [f"'{cell}"]


@pytest.mark.once
@pytest.mark.parametrize("cell", [*FORMULAS, *WORDS])
def test_every_cell_comes_back_as_it_went(cell):
    written = "".join(csv_lines(["word"], [[cell]])).removeprefix("\ufeff")
    assert [plain_cell(one) for one in list(csv.reader(io.StringIO(written, newline="")))[1] or [""]] == [cell]


@pytest.mark.once
@pytest.mark.parametrize("cell", WORDS)
def test_other_words_are_left_alone(cell):
    assert safe_cells([cell]) == [cell]
    assert plain_cell(cell) == cell
