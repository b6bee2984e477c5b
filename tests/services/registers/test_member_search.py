"""Somebody looked up in the register of a day: by number, by name, and when nothing is known."""

from datetime import date, timedelta

import pytest

from core.adapters.operations.system import new_id
from core.domain.registers.names import Name
from core.domain.registers.register import MemberFound, RegisterEdition, Sought
from core.domain.registers.register_file import RegisterRow, listed
from core.domain.registers.sounds import sounds
from core.services.registers.registers import look_up
from tests.domain.registers.test_names import ROWS, told
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
    with portal.store.write() as tx:
        tx.add(edition)
        for line, row in enumerate(rows, 2):
            told = RegisterRow(**dict(zip(names, row, strict=True)))
            heard = sounds(portal.outside.library.names, Name(told.family_name, told.given_names))
            tx.add(listed(edition.id, line, told, heard))


@pytest.fixture
def found(portal):
    keep(portal, "CICC", COLLEGE)
    keep(portal, "LSNB", NEW_BRUNSWICK)

    def find(regulator, number, family_name, given_names, day=DAY, **more):
        sought = Sought(
            regulator=regulator, number=number, family_name=family_name, given_names=given_names, **more
        )
        with portal.store.read() as tx:
            return look_up(portal.outside, tx, sought, day)

    return find


def test_a_member_is_found_by_number_with_name_and_standing_as_listed(found):
    assert found("CICC", "R900001", "TREMBLAY", "Zoe Marie") == MemberFound(
        in_register=True, name="same", standing="active", as_of=AS_OF, number="R900001",
        listed_name="Tremblay, Zoé Marie", licence="RCIC", through="name",
    )  # fmt: skip


@pytest.mark.parametrize("number", ["R900003", "r900003", " R-900 003", "R.900.003", "R‑900–003"])
def test_numbers_are_compared_without_spaces_dots_hyphens_and_case(found, number):
    seen = found("CICC", number, "Lukasiewicz", "Jan")

    assert (seen.in_register, seen.number, seen.standing) == (True, "R 900.003", "former")


def test_a_number_that_is_not_listed_is_not_found_whatever_the_name(found):
    assert found("CICC", "R900009", "Tremblay", "Zoé Marie") == MemberFound(
        in_register=False, name="none", standing="none", as_of=AS_OF
    )


@pytest.mark.parametrize(
    ("family", "given", "verdict"),
    [("Tremblay", "Zoé", "slight"), ("Trembley", "Zoé Marie", "slight"), ("Gagnon", "Luc", "significant")],
)
def test_a_number_listed_under_another_name_says_how_different_it_is(found, family, given, verdict):
    seen = found("CICC", "R900001", family, given)

    assert (seen.in_register, seen.name) == (True, verdict)


def test_the_name_that_only_other_names_explain_says_so(found):
    told = {"register_name": "Robin Obrian", "other_names": "O'Brien, Sample"}

    assert found("CICC", "R900002", "O'Brien", "Robin").through == "name"
    assert found("CICC", "R900002", "Şimşek", "Robin", **told).through == "other_name"
    assert found("CICC", "R900002", "Şimşek", "Robin", register_name="Robin O'Brien").name == "same"
    assert found("CICC", "R900002", "Şimşek", "Robin").through is None


@pytest.mark.parametrize(
    ("family", "given", "listed_name", "verdict"),
    [
        ("Specimen", "Noah", "Spécimen, Noah", "same"),
        ("Noah", "Specimen", "Spécimen, Noah", "same"),
        ("Spesimen", "Noah", "Spécimen, Noah", "slight"),
        ("Macdonald", "Fiona", "Mac Donald, Fiona", "same"),
        ("Lopez", "Maria", "Garcia Lopez, Maria", "slight"),
        ("Roy", "Jean Pierre", "Roy, Jean-Pierre", "same"),
    ],
)
@pytest.mark.clause("2.8")
def test_where_no_numbers_are_issued_a_member_is_found_by_name(found, family, given, listed_name, verdict):
    seen = found("LSNB", "", family, given)

    assert (seen.in_register, seen.listed_name, seen.name) == (True, listed_name, verdict)


def test_of_two_members_of_one_name_the_one_in_good_standing_is_told_and_the_other_counted(found):
    seen = found("LSNB", "", "Roy", "Marie")

    assert (seen.standing, seen.namesakes) == ("active", 1)


@pytest.mark.parametrize(("family", "given"), [("Roy", "Jean-Paul"), ("Specimen", "Lea"), ("Gagnon", "Noah")])
def test_a_significantly_different_name_is_nobodys_where_no_numbers_are_issued(found, family, given):
    assert found("LSNB", " - ", family, given) == MemberFound(
        in_register=False, name="none", standing="none", as_of=AS_OF
    )


@pytest.mark.parametrize("row", ROWS, ids=told)
def test_who_is_alike_by_the_table_is_found_by_name_too_and_who_is_not_is_not(portal, row):
    keep(portal, "LSNB", [("", row["listed_family"], row["listed_given"], "active", ""), *NEW_BRUNSWICK[:1]])
    sought = Sought(
        regulator="LSNB", family_name=row["family"], given_names=row["given"],
        register_name=row["register_name"], other_names=row["other_names"],
    )  # fmt: skip
    with portal.store.read() as tx:
        seen = look_up(portal.outside, tx, sought, DAY)

    assert (seen.name, seen.through or "") == (row["verdict"].replace("significant", "none"), row["through"])


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
