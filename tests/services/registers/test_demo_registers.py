"""The demonstration's registers: there at the first start, and in them all who come in the tests."""

import re
import tomllib

import pytest

from core.demonstration.registers import ensure_registers
from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.registers.register import STANDINGS, RegisterEdition, RegisterMember, Sought
from core.services.registers.registers import look_up
from tests.domain.typed import WHOLE
from tests.journeys.answers import ENGLISH, FRENCH
from tests.screens.paperwork import ANSWERS
from tests.services.doubles import ROOT, portal_of_memory

FOLDER = ROOT / "data" / "demo" / "registers"


@pytest.fixture(scope="module")
def demonstration():
    portal = portal_of_memory()
    ensure_registers(portal.registers, FOLDER)
    return portal


def found(portal, regulator, number, family_name, given_names, register_name=""):
    sought = Sought(
        regulator=regulator, number=number, family_name=family_name, given_names=given_names,
        register_name=register_name,
    )  # fmt: skip
    with portal.store.read() as tx:
        seen = look_up(portal.outside, tx, sought, portal.outside.today())
    return seen.name, seen.standing


def told(answers, name):
    return next((value[name] for value in answers.values() if name in value), "")


def test_every_regulator_has_a_register_and_every_standing_is_in_each(demonstration):
    shelf = demonstration.registers.shelf(PORTAL_ITSELF)
    standings = {
        it.regulator.code: {
            row.standing for row in demonstration.kept(RegisterMember, edition_id=it.edition.id)
        }
        for it in shelf
    }

    assert len(shelf) == len(list(FOLDER.glob("*.csv"))) == 15
    assert set(map(frozenset, standings.values())) == {frozenset(STANDINGS)}


def test_a_second_start_imports_nothing_and_a_start_much_later_imports_again(demonstration):
    portal = demonstration.copy()
    ensure_registers(portal.registers, FOLDER)
    after_second = len(portal.kept(RegisterEdition))
    portal.clock.move(days=61)
    ensure_registers(portal.registers, FOLDER)

    assert (after_second, len(portal.kept(RegisterEdition))) == (15, 30)
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


@pytest.mark.parametrize("answers", [WHOLE, FRENCH, ENGLISH, ANSWERS], ids=["typed", "fr", "en", "paperwork"])
def test_who_comes_in_the_tests_is_listed_and_so_is_who_attests(demonstration, answers):
    names = ("regulator", "membership_number", "family_name", "given_names", "register_name")
    attestor = ("attestor_regulator", "attestor_number", "attestor_family_name", "attestor_given_names")

    assert found(demonstration, *(told(answers, name) for name in names)) == ("same", "active")
    assert found(demonstration, *(told(answers, name) for name in attestor)) == ("same", "active")


def test_the_partners_customers_are_listed_with_standings_to_show(demonstration):
    partners = tomllib.loads((ROOT / "data" / "partners_demo.toml").read_text("utf-8"))["partner"]
    customers = [row["name"] for partner in partners for row in partner["customer"]]
    listed = {f"{it.given_names} {it.family_name}" for it in demonstration.kept(RegisterMember)}

    assert set(customers) - listed == set()


def test_the_colleges_numbers_are_those_of_nobody(demonstration):
    college = next(it for it in demonstration.registers.shelf(PORTAL_ITSELF) if it.regulator.code == "CICC")
    numbers = [it.number for it in demonstration.kept(RegisterMember, edition_id=college.edition.id)]

    assert [number for number in numbers if not re.fullmatch(r"R9000\d\d", number)] == []
