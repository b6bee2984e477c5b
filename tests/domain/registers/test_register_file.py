"""A register's file: what is read from it, and what is said of each row that cannot be."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RegisterRefusedError
from core.domain.name_keys import plain
from core.domain.registers.register import STANDINGS
from core.domain.registers.register_file import ExpectedRows, RegisterRow, RowFault, read

HEAD = "number,family_name,given_names,standing,licence\n"
ROW = RegisterRow("Tremblay", "Zoé", "R900001", "active", "RCIC")


@pytest.fixture(scope="module")
def expected(library):
    return ExpectedRows(library.registers, with_numbers=True)


def refused(data, expected):
    with pytest.raises(RegisterRefusedError) as refusal:
        read(data, expected)
    return refusal.value.code, refusal.value.values


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "R900001,Tremblay,Zoé,active,RCIC\n",
        "\ufeff" + HEAD + "R900001,Tremblay,Zoé,active,RCIC",
        HEAD.replace(",", ";") + "R900001;Tremblay;Zoé;Active;RCIC\r\n",
        "\n\n" + HEAD + "\nR900001, Tremblay ,Zoé\u00a0,ACTIF,RCIC\n\n",
        "Nom,Prénom(s),Ville,Numéro de membre,Statut,Permis\nTremblay,Zoé,Gatineau,R900001,En règle,RCIC\n",
        f"\u200e{HEAD}R９００００１\u200e,Trem\x00blay,\u202eZoe\u0301,\u2063active\ufeff,RCIC\n",
        'Given names;"Family name";Status;No.;Class\n"Zoé";"Tremblay";"Entitled to practise";R900001;RCIC\n',
    ],
    ids=["plain", "with a mark", "semicolons", "spaces", "french columns", "what nobody sees", "quoted"],
)
def test_a_file_is_read_whatever_its_form(expected, text):
    assert read(text.encode(), expected) == ([ROW], [])


def test_a_licence_is_not_needed_and_a_number_only_where_some_are_issued(library):
    text = "family_name,given_names,standing\nSpécimen,Noah,active\nSuharto,,former\n"

    assert read(text.encode(), ExpectedRows(library.registers, with_numbers=False)) == (
        [RegisterRow("Spécimen", "Noah", "", "active", ""), RegisterRow("Suharto", "", "", "former", "")],
        [],
    )


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("Active", "active"), ("Actif", "active"), ("Entitled to practise", "active"), ("En règle", "active"),
        ("Active – Practice Restricted", "restricted"), ("Restreinte", "restricted"),
        ("Non-practising", "not_practising"), ("Inactif", "not_practising"), ("Retired", "not_practising"),
        ("SUSPENDED", "suspended"), ("Suspension administrative", "suspended"),
        ("Revoked", "former"), ("Radiée", "former"), ("Démissionnaire", "former"), ("Resigned", "former"),
        ("Student-at-law", "student"), ("Étudiante", "student"), ("Stagiaire", "student"),
    ],
)  # fmt: skip
def test_the_common_words_of_both_languages_tell_a_standing(expected, word, standing):
    rows, _ = read(f"{HEAD}R900001,Tremblay,Zoé,{word},\n".encode(), expected)

    assert rows[0].standing == standing


def test_every_standing_has_its_code_as_a_word_or_several_and_no_word_tells_two(library):
    words = library.registers

    assert set(words.standings) == set(STANDINGS)
    for kinds in (words.standings, words.columns):
        told = list(chain(*map(set, kinds.values())))
        assert sorted(told) == sorted(set(told))
        assert [word for word in told if plain(word) != word] == []


BAD = [
    (",Tremblay,Zoé,active,", "row_number_missing", {"column": "number"}),
    (" - . ,Tremblay,Zoé,active,", "row_number_missing", {"column": "number"}),
    ("R900009,,Zoé,active,", "row_family_name_missing", {"column": "family_name"}),
    ("R900009, ,Zoé,active,", "row_family_name_missing", {"column": "family_name"}),
    ("R900009,Tremblay,Zoé,,", "row_standing_missing", {"column": "standing"}),
    ("R900009,Tremblay,Zoé,on vacation,", "row_standing_unknown", {"word": "on vacation"}),
    (f"R900009,{'T' * 101},Zoé,active,", "row_too_long", {"column": "family_name", "most": 100}),
    (f"{'9' * 41},Tremblay,Zoé,active,", "row_too_long", {"column": "number", "most": 40}),
    ("R900009,Tremblay,Zoé,active", "row_cells", {"found": 4, "expected": 5}),
    ("R900009,Tremblay,Zoé,active,RCIC,?", "row_cells", {"found": 6, "expected": 5}),
    ("r-900.001,Roy,Luc,active,", "row_number_repeated", {"number": "r-900.001", "first": 2}),
]


@pytest.mark.parametrize(("row", "code", "values"), BAD, ids=[code for _, code, _ in BAD])
def test_a_bad_row_is_told_with_its_line_and_the_good_ones_are_read(expected, row, code, values):
    text = f"{HEAD}R900001,Tremblay,Zoé,active,RCIC\n{row}\nR900003,Roy,Luc,former,\n"

    rows, (fault,) = read(text.encode(), expected)

    assert (fault.line, fault.code) == (3, code)
    assert {name: fault.values[name] for name in values} == values
    assert rows[0] == ROW
    assert rows[-1].number == "R900003"


def test_every_fault_of_a_row_is_told_and_lines_are_those_of_the_file(expected):
    text = f'{HEAD}\n"R900001","Trem\nblay",Zoé,,\n\n,Roy,Luc,active,\n'

    _, faults = read(text.encode(), expected)

    assert [(fault.line, fault.code) for fault in faults] == [
        (3, "row_standing_missing"), (6, "row_number_missing"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code", "values"),
    [
        (b"", "register_columns_missing", {"names": "number, family_name, given_names, standing"}),
        (HEAD.encode(), "register_empty", {}),
        (b"number,family_name,standing\n1,a,active\n", "register_columns_missing", {"names": "given_names"}),
        (b"no,nom,Surname,prenom,statut\n1,a,b,c,actif\n", "register_column_twice", {"name": "family_name"}),
        (HEAD.encode() + "R1,Zoé,b,active,\n".encode("latin-1"), "register_not_utf8", {"line": 2}),
        (HEAD.encode() + b'R1,"a,b,active,\n', "register_csv_broken", {"line": 2}),
        (HEAD.encode() + b'R1,"a"x,b,active,\n', "register_csv_broken", {"line": 2}),
        (b"PK\x03\x04\x14\x00\x06\x00", "register_columns_missing", {}),
    ],
)  # fmt: skip
def test_a_file_that_is_no_register_is_refused_whole(expected, data, code, values):
    found, told = refused(data, expected)

    assert (found, {name: told[name] for name in values}) == (code, values)


texts = st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace"))


@given(st.binary(max_size=300) | texts)
def test_whatever_is_given_is_read_or_refused(expected, data):
    try:
        rows, faults = read(data, expected)
    except RegisterRefusedError:
        return
    assert all(isinstance(row, RegisterRow) for row in rows)
    assert all(isinstance(fault, RowFault) for fault in faults)


@pytest.mark.parametrize(
    "number",
    ["4,5123E+04", "4.5123E+04", "9,00001e+05", "45123.0", "900 001,00", "900,001", "2026-03-12", "12-mars",
     "mars-12", "Dec-05", "#N/A", "########", "=A1"],
)  # fmt: skip
def test_a_number_that_a_spreadsheet_changed_is_told_at_its_line_and_nothing_is_guessed(expected, number):
    rows, faults = read(
        f'{HEAD}R900001,Tremblay,Zoé,active,RCIC\n"{number}",Roy,Ève,active,\n'.encode(), expected
    )

    assert rows == [ROW]
    assert [(it.line, it.code, it.values["word"]) for it in faults] == [(3, "row_number_spreadsheet", number)]


def test_a_number_whose_leading_zeros_were_lost_is_told_at_its_line(library):
    college = ExpectedRows(library.registers, True, library.questionnaire.numbers_of("CICC"))

    rows, faults = read(
        f"{HEAD}12345,Roy,Ève,active,\n512345,Roy,Léa,active,\nM12,Roy,Zoé,active,\n".encode(), college
    )

    assert [row.number for row in rows] == ["512345", "M12"]
    assert [(it.line, it.code, it.values["word"], it.values["digits"]) for it in faults] == [
        (2, "row_number_short", "12345", 6)
    ]


def test_an_error_of_a_spreadsheet_is_no_name(expected):
    _, faults = read(f"{HEAD}R900001,#N/A,Zoé,active,\nR900002,Roy,#NOM?,active,\n".encode(), expected)

    assert [(it.line, it.code, it.values["column"], it.values["word"]) for it in faults] == [
        (2, "row_cell_error", "family_name", "#N/A"), (3, "row_cell_error", "given_names", "#NOM?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    [
        "N° de membre;Nom;Prénom;Statut", "Nº de membre;Nom de famille;Prénom(s);Situation au tableau",
        "No de membre;NOM;PRÉNOM;STATUT D'EXERCICE", "# de membre;Nom;Prénoms;État",
        "Matricule;Nom;Prénom;Statut",
        "Numéro d'inscription;Nom;Prénom;Statut du membre", "Member #;Last Name;First Name;Status",
        "Member No.;Surname;Given Name(s);Membership Status",
        "Membership ID;Last name;First name;Member status",
        "Licence Number;Family Name;Forenames;Practice Status", "Member-ID;LastName;FirstName;Current Status",
    ],
)  # fmt: skip
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_usual_headings_of_both_languages_are_understood(expected, head, separator):
    text = f"{head}\nR900001;Tremblay;Zoé;Active\n".replace(";", separator)

    assert read(text.encode(), expected) == ([ROW._replace(licence="")], [])


def test_a_first_line_that_only_says_the_separator_is_left_aside(expected):
    text = "sep=;\n" + HEAD.replace(",", ";") + "R900001;Tremblay;Zoé;active;RCIC\n;Roy;Ève;active;\n"

    rows, faults = read(text.encode(), expected)

    assert (rows, [(it.line, it.code) for it in faults]) == ([ROW], [(4, "row_number_missing")])
