"""Somebody looked up in the register of a day: by number, by name, and when nothing is known."""

from datetime import date, timedelta

import pytest

from core.adapters.operations.system import new_id
from core.domain.registers.names import Name
from core.domain.registers.register import MemberFound, RegisterEdition, Sought
from core.domain.registers.register_file import RegisterRow, listed
from core.domain.registers.sounds import sounds
from core.services.registers.registers import look_up
from tests.domain.registers.test_names import ROWS
from tests.domain.registers.test_names import told as pair
from tests.services.doubles import NOON

DAY = date(2026, 3, 2)
AS_OF = date(2026, 2, 20)
COLLEGE = (
    ("R900001", "Tremblay", "Zoé Marie", "active", "RCIC"),
    ("R900002", "O’Brien", "Robin", "suspended", ""),
    ("R 900.003", "Łukasiewicz", "Jan", "former", ""),
)
NEW_BRUNSWICK = (
    ("", "Spécimen", "Noah", "active", ""),
    ("", "Garcia Lopez", "Maria", "active", ""),
    ("", "Mac Donald", "Fiona", "restricted", ""),
    ("", "Roy", "Jean-Pierre", "student", ""),
    ("", "Roy", "Marie", "former", ""),
    ("", "Roy", "Marie", "active", ""),
)


def keep(portal, regulator, rows, as_of=AS_OF, number=1):
    edition = RegisterEdition(
        id=new_id(), regulator=regulator, number=number, as_of=as_of, imported_at=NOON, imported_by=None,
        members=len(rows), digest="",
    )  # fmt: skip
    names = ("number", "family_name", "given_names", "standing", "licence")
    numbers = portal.outside.library.questionnaire.numbers_of(regulator)
    with portal.store.write() as tx:
        tx.add(edition)
        for line, row in enumerate(rows, 2):
            told = RegisterRow(**dict(zip(names, row, strict=True)))
            heard = sounds(portal.outside.library.names, Name(told.family_name, told.given_names))
            tx.add(listed(edition.id, numbers, line, told, heard))


@pytest.fixture
def found(portal):
    keep(portal, "CICC", COLLEGE)
    keep(portal, "LSNB", NEW_BRUNSWICK)

    def find(regulator, number, family_name, given_names, day=DAY, with_others=False, **more):
        sought = Sought(
            regulator=regulator, number=number, family_name=family_name, given_names=given_names, **more
        )
        with portal.store.read() as tx:
            return look_up(portal.outside, tx, sought, day, with_others=with_others)

    return find


def told(seen):
    """Return what the facts hear of somebody who was looked up."""
    return seen.in_register, seen.name, seen.standing


def test_a_member_is_found_by_number_with_name_and_standing_as_listed(found):
    seen = found("CICC", "R900001", "TREMBLAY", "Zoe Marie")

    assert told(seen) == (True, "same", "active")
    assert seen.taken.model_dump(exclude={"id"}) == {
        "number": "R900001", "listed_name": "Tremblay, Zoé Marie", "standing": "active", "licence": "RCIC",
        "name": "same", "is_alike": True, "through": "name",
    }  # fmt: skip


@pytest.mark.parametrize(
    "number",
    ["R900003", "r900003", " R-900 003", "R.900.003", "R#900003", "RCIC no R900003", "R900003\u200e"],
)
def test_a_number_is_one_number_however_it_is_written(found, number):
    seen = found("CICC", number, "Lukasiewicz", "Jan")

    assert (seen.in_register, seen.taken.number, seen.standing) == (True, "R 900.003", "former")


def test_a_number_that_is_not_listed_is_not_found_and_nothing_follows_from_it(found):
    assert found("CICC", "R900009", "Tremblay", "Zoé Marie") == MemberFound(in_register=False, as_of=AS_OF)


def test_without_a_number_nobody_is_taken_where_numbers_are_issued(found):
    assert found("CICC", " - ", "Tremblay", "Zoé Marie") == MemberFound(
        unknown_because="no_number", as_of=AS_OF
    )


@pytest.mark.parametrize(
    ("family", "given", "expected"),
    [
        ("Tremblay", "Zoé", (True, "slight", "suspended")),
        ("Trembley", "Zoé Marie", (True, "slight", "suspended")),
        ("Gagnon", "Zoé", (True, "slight", None)),
        ("Okafor", "Chinedu", (True, "significant", None)),
        ("Окафор", "Чинеду", (True, "slight", None)),
    ],
)
def test_the_standing_is_known_only_where_number_and_name_agree(portal, found, family, given, expected):
    keep(portal, "CICC", [("R900007", "Tremblay", "Zoé Marie", "suspended", "")], number=2)

    assert told(found("CICC", "R900007", family, given)) == expected


def test_the_name_that_only_other_names_explain_says_so(found):
    given = {"register_name": "Robin Obrian", "other_names": "O'Brien, Sample"}

    assert found("CICC", "R900002", "O'Brien", "Robin").taken.through == "name"
    assert found("CICC", "R900002", "Şimşek", "Robin", **given).taken.through == "other_name"
    assert found("CICC", "R900002", "Şimşek", "Robin", register_name="Robin O'Brien").name == "same"
    assert found("CICC", "R900002", "Şimşek", "Chinedu").taken.through is None


@pytest.mark.parametrize(
    ("family", "given", "listed_name"),
    [
        ("Specimen", "Noah", "Spécimen, Noah"),
        ("SPÉCIMEN", "noah", "Spécimen, Noah"),
        ("Macdonald", "Fiona", "Mac Donald, Fiona"),
        ("Roy", "Jean Pierre", "Roy, Jean-Pierre"),
    ],
)
@pytest.mark.clause("2.8")
def test_where_no_numbers_are_issued_the_only_member_of_an_equal_name_is_taken(
    found, family, given, listed_name
):
    seen = found("LSNB", "", family, given)

    assert (seen.in_register, seen.taken.listed_name, seen.name) == (True, listed_name, "same")


def test_of_two_members_of_one_name_neither_is_taken_and_both_are_shown(found):
    seen = found("LSNB", "", "Roy", "Marie", with_others=True)

    assert told(seen) == (None, None, None)
    assert (seen.unknown_because, {it.standing for it in seen.others}) == (
        "several_of_this_name", {"former", "active"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("family", "given", "shown"),
    [
        ("Roy", "Jean-Paul", []),
        ("Roy", "Jean", ["Roy, Jean-Pierre"]),
        ("Spesimen", "Noah", ["Spécimen, Noah"]),
        ("Lopez", "Maria", ["Garcia Lopez, Maria"]),
        ("Gagnon", "Noah", []),
    ],
)
def test_a_name_that_is_not_equal_is_unknown_and_who_is_alike_is_shown(found, family, given, shown):
    seen = found("LSNB", " - ", family, given, with_others=True)

    assert (told(seen), seen.unknown_because) == ((None, None, None), "nobody_of_this_name")
    assert [it.listed_name for it in seen.others] == shown


def test_a_disbarred_namesake_by_family_name_is_nobodys_standing(portal, found):
    keep(portal, "LSNB", [("", "Roy", "Marcel", "former", "")], number=2)

    assert told(found("LSNB", "", "Roy", "Marcelle")) == (None, None, None)


def test_of_two_spellings_the_equal_one_is_taken_whatever_the_standing_of_the_other(portal, found):
    rows = [("", "Roy", "Marc", "suspended", ""), ("", "Roy", "Mark", "active", "")]
    keep(portal, "LSNB", rows, number=2)

    assert told(found("LSNB", "", "Roy", "Mark")) == (True, "same", "active")


@pytest.mark.parametrize("row", ROWS, ids=pair)
def test_by_name_alone_only_who_is_the_same_by_the_table_is_taken(portal, row):
    keep(portal, "LSNB", [("", row["listed_family"], row["listed_given"], "active", ""), *NEW_BRUNSWICK[:1]])
    sought = Sought(
        regulator="LSNB", family_name=row["family"], given_names=row["given"],
        register_name=row["register_name"], other_names=row["other_names"],
    )  # fmt: skip
    with portal.store.read() as tx:
        seen = look_up(portal.outside, tx, sought, DAY)

    assert seen.name == ("same" if row["verdict"] == "same" else None)


@pytest.mark.parametrize("regulator", ["LSO", ""])
def test_no_register_proves_nothing(found, regulator):
    assert found(regulator, "R900001", "Tremblay", "Zoé") == MemberFound(unknown_because="no_register")


def test_a_register_of_a_later_day_is_no_register(found):
    assert found("CICC", "R900001", "Tremblay", "Zoé", day=AS_OF - timedelta(days=1)) == MemberFound(
        unknown_because="no_register"
    )


def test_a_register_counts_for_as_many_days_as_the_setting_says_and_then_proves_nothing(found):
    last = AS_OF + timedelta(days=60)

    assert found("CICC", "R900001", "Tremblay", "Zoé Marie", day=last).in_register
    assert found("CICC", "R900001", "Tremblay", "Zoé Marie", day=last + timedelta(days=1)) == MemberFound(
        unknown_because="register_too_old", as_of=AS_OF
    )


def test_an_old_judgement_sees_the_register_of_its_day(portal, found):
    keep(portal, "CICC", [("R900001", "Tremblay", "Zoé Marie", "suspended", "")], date(2026, 3, 1), 2)

    before = found("CICC", "R900001", "Tremblay", "Zoé Marie", day=date(2026, 2, 28))
    after = found("CICC", "R900001", "Tremblay", "Zoé Marie", day=date(2026, 3, 1))

    assert (before.standing, before.as_of) == ("active", AS_OF)
    assert (after.standing, after.as_of) == ("suspended", date(2026, 3, 1))


def test_of_two_editions_of_one_day_the_one_imported_last_counts(portal, found):
    keep(portal, "CICC", [("R900001", "Tremblay", "Zoé", "restricted", "")], AS_OF, 3)
    keep(portal, "CICC", [("R900001", "Tremblay", "Zoé", "former", "")], AS_OF, 2)

    assert found("CICC", "R900001", "Tremblay", "Zoé").standing == "restricted"
