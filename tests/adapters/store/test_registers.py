"""Registers in every store: imported whole or not at all, and read the same wherever they lie."""

import threading
from datetime import timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.errors import StaleError
from core.domain.registers.register import Register, RegisterEdition, RegisterMember, Sought
from core.services.registers.registers import look_up
from tests.services.doubles import portal_of_memory

HEAD = "number,family_name,given_names,standing,licence\n"
COLLEGE = HEAD + "R900001,Ñuñez O’Brien,Zoé,Active,\nR900002,Łukasiewicz,Jan,Suspendu,«RCIC» \\N\n"
NEW_BRUNSWICK = "family_name,given_names,standing\n" + "".join(
    f"Fictif{chr(97 + number % 26)}{number % 7 * 'o'},Alex {number},Active\n" for number in range(300)
)


@pytest.fixture
def portal(store):
    return portal_of_memory().with_outside(store=store)


def proposed(portal, regulator, text, days_ago=0):
    day = portal.outside.today() - timedelta(days=days_ago)
    return portal.registers.propose(PORTAL_ITSELF, regulator, text.encode(), day)


def imported(portal, regulator, text, days_ago=0):
    return portal.registers.apply(PORTAL_ITSELF, proposed(portal, regulator, text, days_ago))


def found(portal, regulator, number, family_name, given_names, days_ago=0):
    sought = Sought(regulator=regulator, number=number, family_name=family_name, given_names=given_names)
    with portal.store.read() as tx:
        seen = look_up(portal.outside, tx, sought, portal.outside.today() - timedelta(days=days_ago))
    return seen.in_register, seen.name, seen.standing, seen.taken.licence if seen.taken else ""


def test_members_are_found_by_number_and_by_name(portal):
    imported(portal, "CICC", COLLEGE)
    imported(portal, "LSNB", NEW_BRUNSWICK + "Spécimen,Noah,Inactive\n")

    assert found(portal, "CICC", "r 900-001", "Nunez O'Brien", "Zoe") == (True, "same", "active", "")
    assert found(portal, "CICC", "R900002", "Okafor", "Chinedu") == (
        True, "significant", None, "«RCIC» \\N",
    )  # fmt: skip
    assert found(portal, "CICC", "R900003", "Gagnon", "Luc") == (False, None, None, "")
    assert found(portal, "LSNB", "", "Specimen", "Noah") == (True, "same", "not_practising", "")
    assert found(portal, "LSNB", "", "Spesimen", "Noah") == (None, None, None, "")
    assert found(portal, "LSNB", "", "Gagnon", "Luc") == (None, None, None, "")
    assert found(portal, "LSNL", "", "Gagnon", "Luc") == (None, None, None, "")


def test_each_edition_stays_as_it_was_and_the_next_is_compared_with_it(portal):
    imported(portal, "CICC", COLLEGE, days_ago=10)
    proposal = proposed(portal, "CICC", COLLEGE.replace("Suspendu", "Radié"))
    portal.registers.apply(PORTAL_ITSELF, proposal)

    assert {kind: changes.many for kind, changes in proposal.difference.items()} == {
        "new": 0, "gone": 0, "standing": 1, "name": 0, "licence": 0,
    }  # fmt: skip
    assert found(portal, "CICC", "R900002", "Łukasiewicz", "Jan")[2] == "former"
    assert found(portal, "CICC", "R900002", "Łukasiewicz", "Jan", days_ago=5)[2] == "suspended"
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_of_two_imports_at_once_one_is_kept_whole_and_the_other_not_at_all(portal):
    proposal = proposed(portal, "CICC", COLLEGE)
    told, barrier = [], threading.Barrier(2)

    def apply():
        barrier.wait()
        try:
            portal.registers.apply(PORTAL_ITSELF, proposal)
            told.append("kept")
        except StaleError:
            told.append("stale")

    threads = [threading.Thread(target=apply) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    counted = [len(portal.kept(kind)) for kind in (Register, RegisterEdition, RegisterMember)]

    assert (sorted(told), counted) == (["kept", "stale"], [1, 1, 2])
