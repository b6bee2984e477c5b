"""An administrator imports a register: bad rows told and mended, the difference seen, then applied."""

import pytest

from tests.journeys.person import library
from tests.journeys.staff import Worker
from tests.journeys.test_journey_narrow import TELEPHONE

pytestmark = [pytest.mark.browser, pytest.mark.long]

PEOPLE = {}
"""Nobody but the staff: the demonstration's registers are there at its start."""

HEAD = "number,family_name,given_names,standing,licence\n"
ROWS = "F90001,Exemple,Camille,Inscrite au tableau,Avocat\nF90002,Fictif,Thuy,{word},Avocat\n"
REGISTERS = {"fr": ("fr", {}, "BQ", "Radiée"), "en": ("en", TELEPHONE, "CNQ", "Revoked")}


def chooses_register(alex, code, text):
    """Fill the form of a register's file and check it."""
    regulators = library().questionnaire.regulators
    name = next(it.name.of(alex.language) for it in regulators if it.code == code)
    alex.choose(alex.say("registers.which"), name)
    alex.chooses_file("register.csv", text.encode(), "text/csv")
    return alex.press(alex.say("registers.check")).settles()


def says_why(alex, code):
    """Type the regulator's code and a reason, because the register turns much."""
    alex.write(alex.say("registers.typed_code", code=code), code)
    alex.write(alex.say("registers.why"), "Liste d’essai")


def brings_back(alex, code):
    """Bring the edition before back, once what it changes was seen."""
    regulators = library().questionnaire.regulators
    name = next(it.name.of(alex.language) for it in regulators if it.code == code)
    alex.choose(alex.say("registers.back_which"), name)
    alex.press(alex.say("registers.back_look")).reads(alex.say("registers.back_ask")).settles()
    alex.look(again=True)
    says_why(alex, code)
    alex.press(alex.say("registers.back_apply")).page.locator(".st-key-notice").wait_for()
    alex.settles().look(again=True)


@pytest.mark.parametrize("name", REGISTERS)
def test_a_register_with_bad_rows_is_mended_seen_as_a_difference_and_applied(person, name):
    language, window, code, word = REGISTERS[name]
    alex = person(language, Worker, **window)
    alex.looks_with_axe = True
    alex.begins("adminis1").open("/registers", alex.say("registers.title"))

    alex.press(alex.say("registers.check")).reads(alex.say("registers.no_file")).look(again=True)
    chooses_register(alex, code, HEAD + ROWS.format(word="?") + ",Sans,Numéro,Active,\n")
    alex.reads(alex.say("errors.row_standing_unknown", word="?")).settles().look(again=True)
    faults = alex.page.get_by_role("table", name=alex.say("registers.faults_title")).inner_text()
    alex.open("/registers", alex.say("registers.title"))
    chooses_register(alex, code, HEAD + ROWS.format(word=word))
    alex.reads(alex.say("registers.kind_gone")).settles().look(again=True)
    difference = alex.page.get_by_role("table", name=alex.say("registers.difference_title")).inner_text()
    says_why(alex, code)
    alex.press(alex.say("registers.apply")).page.locator(".st-key-notice").wait_for()
    alex.settles().look(again=True)
    listed = alex.page.get_by_role("row").filter(has_text=code).first.inner_text()
    brings_back(alex, code)
    again = alex.page.get_by_role("row").filter(has_text=code).first.inner_text()

    assert [line for line in ("3", "4") if line not in faults] == []
    assert alex.say("registers.kind_standing") in difference
    assert ("\t2\t" in listed, "\t2\t" in again) == (True, False)
    assert (alex.barriers, alex.too_wide) == ([], [])


def test_a_register_looked_at_can_be_left_as_it_is_with_the_keyboard_alone(person):
    alex = person("fr", Worker)
    alex.begins("adminis1").open("/registers", alex.say("registers.title"))
    chooses_register(alex, "LSSK", HEAD + ROWS.format(word="Active"))
    alex.reads(alex.say("registers.difference_title")).settles()

    walked = []
    while alex.focus != alex.say("registers.cancel"):
        alex.page.keyboard.press("Tab")
        walked.append(alex.focus)
        assert len(walked) < 60, walked
    alex.page.keyboard.press("Enter")
    alex.reads(alex.say("registers.cancelled"))

    assert alex.say("registers.apply") in walked
