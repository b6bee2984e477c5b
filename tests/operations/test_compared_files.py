"""Other people's pairs and cases, judged on the command line as the portal judges them."""

import pytest
from click.testing import CliRunner

from core.__main__ import operations


@pytest.fixture
def run(tmp_path):
    def told(*command, text):
        file = tmp_path / "given"
        file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(operations, [*command, str(file)])

    return told


def test_pairs_of_names_are_the_same_to_be_looked_at_or_different(run):
    told = run(
        "names",
        text="family_1,given_1,family_2,given_2\nYıldız,Işıl,YILDIZ,ISIL\nRoy,Jean,Roy,Marc\nRoy,Jean,Okafor,Chinedu\n",
    )

    assert told.output == (
        "family_1,given_1,family_2,given_2,verdict\nYıldız,Işıl,YILDIZ,ISIL,same\nRoy,Jean,Roy,Marc,look\n"
        "Roy,Jean,Okafor,Chinedu,different\n"
    )


def test_pairs_of_numbers_are_the_same_or_different(run):
    told = run(
        "identifiers",
        text="regulator,number_1,number_2\nCICC,R900001,r#900 001\u200e\nCICC,R900001,R900002\nCICC,,\n",
    )

    assert [line.rpartition(",")[2] for line in told.output.splitlines()] == [
        "verdict", "same", "different", "different",
    ]  # fmt: skip


def test_a_file_without_its_columns_says_which(run):
    told = run("names", text="family_1,given_1\na,b\n")

    assert (told.exit_code, told.output.strip()) == (1, "Error: missing columns: family_2, given_2")


def test_facts_in_the_form_of_the_cases_are_judged_by_every_rule(run):
    told = run(
        "rules", "judge",
        text='[[case]]\nname = "suspended"\nfacts = { register_standing = "suspended" }\n'
        'unknown = ["in_register"]\n',
    )  # fmt: skip

    lines = told.output.splitlines()
    assert lines[0] == "suspended"
    assert [line.split()[:2] for line in lines if "fails" in line or "not_evaluated" in line] == [
        ["not_evaluated", "not_in_register"], ["fails", "not_in_good_standing"],
    ]  # fmt: skip
