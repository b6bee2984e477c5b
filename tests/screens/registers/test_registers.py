"""An administrator's registers: what is there, a file with bad rows, a difference, applying it or not."""

from datetime import timedelta

import pytest
from offices import administrator, officer
from paperwork import Seen

from core.bootstrap import portal
from core.domain.accounts.identity import PORTAL_ITSELF

REGISTERS = "administrator/registers.py"
HEAD = "number,family_name,given_names,standing,licence\n"
FIRST = HEAD + "N1,Fictif,Alex,Active,\nN2,Invention,Léa,Suspended,\nN3,<b>Gras</b>,[x](y),Active,\n"
NEXT = HEAD + "N1,Fictif,Alex,Revoked,\nN2,Invention-Roy,Léa,Suspended,\nN4,Nouvel,Ève,Active,A\n"
BAD = HEAD + "N1,Fictif,Alex,Active,\n,Sans,Numéro,Active,\nN2,Invention,Léa,<i>partie</i>,\n"


def opened(language="fr"):
    return administrator().open(REGISTERS, language)


def fill(screen, text, regulator="LSMB", day=None):
    if regulator:
        screen.at.selectbox(key="regulator").set_value(regulator)
    if day is not None:
        screen.at.text_input(key="day").set_value(day)
    if text is not None:
        screen.choose("file", "register.csv", text.encode() if isinstance(text, str) else text)
    return screen


def checked(text, language="fr", **told):
    return fill(opened(language), text, **told).submit(
        "Vérifier le fichier" if language == "fr" else "Check the file"
    )


def imported(text, regulator, days_ago=0):
    day = portal().outside.today() - timedelta(days=days_ago)
    proposal = portal().registers.propose(PORTAL_ITSELF, regulator, text.encode(), day)
    return portal().registers.apply(PORTAL_ITSELF, proposal)


def shelf():
    return portal().registers.shelf(administrator().actor)


def shelved(regulator):
    return next(it.edition for it in shelf() if it.regulator.code == regulator)


@pytest.mark.parametrize(
    ("language", "title", "states"),
    [
        ("fr", "Registres des organismes", ("À jour", "Trop ancien", "Manquant")),
        ("en", "Regulators' registers", ("Current", "Too old", "Missing")),
    ],
)
def test_the_list_tells_which_register_counts_which_is_too_old_and_which_is_missing(language, title, states):
    imported(FIRST, "LSSK")
    imported(FIRST, "LSPE", days_ago=61)

    screen = opened(language)

    codes = ("LSSK", "LSPE", "LSNT")
    rows = {code: screen.text.split(f'<th scope="row">{code}</th>')[1].split("</tr>")[0] for code in codes}
    assert screen.title == title
    assert [state in row for state, row in zip(states, rows.values(), strict=True)] == [True] * 3
    assert "<td>3</td>" in rows["LSSK"]


@pytest.mark.parametrize(
    ("told", "field", "said"),
    [
        ({"regulator": None}, "regulator", "Regulator whose register it is"),
        ({"day": "31/03/2026"}, "day", "for example 2026-03-31"),
        ({"day": "2999-01-01"}, "day", "has not come yet"),
        ({"text": None}, "file", "Choose a CSV file"),
        ({"text": "a,b\n1,2\n"}, "file", "missing: number, family_name, given_names, standing"),
        ({"text": "é".encode("latin-1")}, "file", "cannot be read as UTF-8 text"),
    ],
)
def test_what_is_missing_or_unreadable_is_told_at_its_field(told, field, said):
    screen = checked(**{"text": FIRST, "language": "en", **told})

    assert f'<a href="#{field}">' in screen.text
    assert said in screen.text
    assert "apply_register" not in screen.buttons


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fr",
            (
                "Le numéro de membre manque",
                "La situation « &lt;i&gt;partie&lt;/i&gt; » n’est pas connue",
            ),
        ),
        ("en", ("The membership number is missing", "The standing “&lt;i&gt;partie&lt;/i&gt;” is not known")),
    ],
)
def test_bad_rows_are_listed_with_their_lines_and_nothing_can_be_applied(language, said):
    screen = checked(BAD, language)

    for line, text in zip(("3", "4"), said, strict=True):
        assert f'<th scope="row">{line}</th><td>{text}' in screen.text
    assert "apply_register" not in screen.buttons
    assert shelved("LSMB") is None


def test_of_very_many_faults_the_first_are_listed_and_all_are_counted():
    screen = checked(HEAD + ",A,B,Active,\n" * 501)

    assert "Les 500 premières fautes sont affichées; il y en a 501 en tout." in screen.text
    assert screen.text.count("Le numéro de membre manque") == 500


def test_a_mended_file_is_shown_as_a_difference_and_applied():
    imported(FIRST, "NSBS", days_ago=30)
    screen = checked(NEXT, regulator="NSBS")

    assert "Comparé au registre en date du" in screen.text
    active, former = "Actif, autorisé à exercer", "Ancien membre"
    for first, *cells in (
        ("N1", "Fictif, Alex", active, former),
        ("N2", "Invention-Roy, Léa", "Invention, Léa", "Invention-Roy, Léa"),
        ("N4", "Nouvel, Ève", "", active),
        ("N3", "&lt;b&gt;Gras&lt;/b&gt;, [x](y)", active, ""),
    ):
        told = "".join(f"<td>{cell}</td>" for cell in cells)
        assert f'<th scope="row">{first}</th>{told}' in screen.text

    screen.press("apply_register")

    assert screen.notices("success")[0].startswith("Le registre est importé : Barreau de la Nouvelle-Écosse")
    assert (shelved("NSBS").number, shelved("NSBS").members) == (2, 3)
    assert shelved("NSBS").imported_by == administrator().actor.account_id
    assert "apply_register" not in screen.buttons


def test_a_register_looked_at_can_be_left_as_it_is():
    screen = checked(FIRST, "en", regulator="LSNU")

    screen.press("cancel_register")

    assert screen.notices("success") == ["Nothing was imported."]
    assert shelved("LSNU") is None
    assert "apply_register" not in screen.buttons


def test_a_register_that_changes_nobody_says_that_it_brings_a_new_date():
    imported(FIRST, "LSBC", days_ago=50)

    screen = checked(FIRST, "en", regulator="LSBC")

    assert screen.notices("info") == ["No member has changed. Applying this register gives it its new date."]


def test_a_register_older_than_the_one_that_counts_says_so():
    imported(FIRST, "LSAB", days_ago=1)

    screen = checked(FIRST, "en", regulator="LSAB", day="2020-01-01")

    assert "today's requests will still be compared with it" in screen.notices("warning")[0]
    assert "There is no register of this regulator at that date or before" in screen.text


def test_what_somebody_else_imported_meanwhile_is_told_and_nothing_more_is_imported():
    screen = checked(FIRST, "en", regulator="BQ")
    imported(FIRST, "BQ")

    screen.press("apply_register")

    assert screen.notices("error")[0].startswith("This register has already been imported")
    assert shelved("BQ").number == 1


def test_the_page_says_what_is_too_large_for_it_and_what_to_use_instead():
    text = opened("en").text

    assert "at most 4 MB, about 70,000 members" in text
    assert "python -m core register import" in text


def test_an_officer_sees_no_register():
    screen = Seen(REGISTERS, "fr", officer().token)

    assert list(screen.buttons) == ["not_yours"]


@pytest.mark.parametrize(
    ("language", "lost", "wrong", "missing", "applied"),
    [
        ("fr", "La moitié des membres ou plus", "Tapez NLBAR pour", "Il manque la raison", "Le registre est"),
        ("en", "Half of the members or more", "Type NLBAR to", "The reason is missing", "The register is"),
    ],
)
def test_a_file_of_strangers_asks_for_the_code_and_a_reason_before_it_counts(
    language, lost, wrong, missing, applied
):
    code = {"fr": "LSSK", "en": "LSMB"}[language]
    imported(FIRST, code, days_ago=3)
    screen = checked(FIRST.replace("N", "X"), language, regulator=code)

    assert any(lost in text for text in screen.notices("warning"))
    screen.press("apply_register")
    assert wrong.replace("NLBAR", code) in screen.notices("error")[0]
    screen.at.text_input(key="register_code").set_value(code.lower())
    screen.press("apply_register")
    assert missing in screen.notices("error")[0]
    screen.at.text_area(key="register_why").set_value("Nouvelle liste")
    screen.press("apply_register")

    assert screen.notices("success")[0].startswith(applied)
    back(screen, code)


def back(screen, code):
    """Bring the edition before back, on the screen."""
    bad = shelved(code)
    screen.at.selectbox(key="back_regulator").set_value(code)
    screen.press("look_back")
    screen.at.text_input(key="register_code").set_value(code)
    screen.at.text_area(key="register_why").set_value("Mauvais fichier")
    screen.press("apply_register")

    assert len(screen.notices("success")) == 1
    assert shelved(code).number < bad.number
    assert "apply_register" not in screen.buttons
