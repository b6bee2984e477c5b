"""A register imported: proposed with its difference or its bad rows, applied whole, kept by date."""

from datetime import date, timedelta

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Role
from core.domain.application.application import Event, EventValues
from core.domain.errors import NotFoundError, RegisterRefusedError, StaleError
from core.domain.registers.register import Register, RegisterEdition, RegisterMember
from core.domain.registers.register_difference import MemberChange, MemberChanges
from core.domain.registers.register_file import RowFault
from tests.services import steps
from tests.services.refusals import refusal_of

HEAD = "number,family_name,given_names,standing,licence"
FIRST = (
    "R900001,Fictif,Alex,Active,RCIC",
    "R900002,Invention,Léa,Suspended,RCIC",
    "R900003,Exemple,Camille,Active,RCIC",
)
AS_OF = date(2026, 3, 1)
NOTHING = MemberChanges(0, ())


def file(*rows, head=HEAD):
    return "\n".join([head, *rows]).encode()


def propose(portal, *rows, actor=PORTAL_ITSELF, regulator="CICC", as_of=AS_OF, **more):
    return portal.registers.propose(actor, regulator, file(*rows, **more), as_of)


def imported(portal, *rows, **more):
    return portal.registers.apply(PORTAL_ITSELF, propose(portal, *rows, **more))


def test_a_first_register_is_all_new_and_proposing_keeps_nothing(portal):
    before = portal.everything()

    proposal = propose(portal, *FIRST)

    assert (proposal.number, proposal.before, proposal.faults) == (1, None, [])
    assert proposal.difference["new"] == MemberChanges(
        3,
        (
            MemberChange("R900001", "Fictif, Alex", "", "active"),
            MemberChange("R900002", "Invention, Léa", "", "suspended"),
            MemberChange("R900003", "Exemple, Camille", "", "active"),
        ),
    )
    assert portal.everything() == before


def test_an_applied_register_keeps_edition_members_and_an_entry_in_the_audit(portal):
    administrator = steps.worker(portal, Role.ADMINISTRATOR)
    proposal = propose(portal, *FIRST, actor=administrator)

    edition = portal.registers.apply(administrator, proposal)

    assert portal.kept(RegisterEdition) == [edition]
    assert (edition.regulator, edition.number, edition.as_of, edition.members) == ("CICC", 1, AS_OF, 3)
    assert (edition.imported_by, edition.digest) == (administrator.account_id, proposal.digest)
    members = sorted(portal.kept(RegisterMember), key=lambda it: it.number)
    assert [(it.number, it.name, it.standing, it.licence) for it in members] == [
        ("R900001", ("Fictif", "Alex"), "active", "RCIC"),
        ("R900002", ("Invention", "Léa"), "suspended", "RCIC"),
        ("R900003", ("Exemple", "Camille"), "active", "RCIC"),
    ]
    (register,) = portal.kept(Register)
    (event,) = portal.kept(Event, subject_id=register.id)
    (told,) = portal.kept(EventValues, subject_id=register.id)
    assert (event.name, event.role, event.account_id) == (
        "register.imported", Role.ADMINISTRATOR, administrator.account_id,
    )  # fmt: skip
    assert told.values == {
        "regulator": "CICC", "number": 1, "as_of": "2026-03-01", "members": 3, "digest": edition.digest,
        "changes": {"new": 3, "gone": 0, "standing": 0, "name": 0, "licence": 0},
    }  # fmt: skip


def test_the_command_line_imports_as_the_portal_itself_and_the_audit_stays_whole(portal):
    imported(portal, *FIRST)
    imported(portal, *FIRST[:2], as_of=AS_OF + timedelta(days=1))

    (register,) = portal.kept(Register)
    events = portal.kept(Event, subject_id=register.id)

    assert [(event.number, event.role, event.account_id) for event in events] == [
        (1, Role.PORTAL, None), (2, Role.PORTAL, None),
    ]  # fmt: skip
    assert portal.oversight.verify_audit(PORTAL_ITSELF) == []


def test_an_entry_about_a_register_that_was_changed_is_named_by_the_audit(portal):
    imported(portal, *FIRST)
    (register,) = portal.kept(Register)
    with portal.store.write() as tx:
        (told,) = tx.find(EventValues, subject_id=register.id)
        tx.erase(EventValues, id=told.id)
        tx.add(told.model_copy(update={"values": {**told.values, "members": 2}}))

    assert portal.oversight.verify_audit(PORTAL_ITSELF) == [f"register {register.id}, entry 1"]


def test_the_next_register_is_shown_as_what_it_changes(portal):
    first = imported(portal, *FIRST)

    proposal = propose(
        portal,
        "r-900 001,Fictif,Alex,Active – Practice Restricted,RCIC-IRB",
        "R900002,Invention-Roy,Léa,Suspendue,RCIC",
        "R900004,Nouvel,Ève,Actif,",
        as_of=AS_OF + timedelta(days=1),
    )

    assert (proposal.number, proposal.before) == (2, first)
    assert proposal.difference == {
        "new": MemberChanges(1, (MemberChange("R900004", "Nouvel, Ève", "", "active"),)),
        "gone": MemberChanges(1, (MemberChange("R900003", "Exemple, Camille", "active", ""),)),
        "standing": MemberChanges(1, (MemberChange("r-900 001", "Fictif, Alex", "active", "restricted"),)),
        "name": MemberChanges(
            1, (MemberChange("R900002", "Invention-Roy, Léa", "Invention, Léa", "Invention-Roy, Léa"),)
        ),
        "licence": MemberChanges(1, (MemberChange("r-900 001", "Fictif, Alex", "RCIC", "RCIC-IRB"),)),
    }


def test_of_many_changes_the_first_are_told_and_all_are_counted(portal):
    rows = [f"R{number:06},Fictif,Alex {number},active," for number in range(900050, 900000, -1)]

    changes = propose(portal, *rows).difference["new"]

    assert changes.many == 50
    assert [change.number for change in changes.first] == [f"R9000{number:02}" for number in range(1, 11)]


def test_where_no_numbers_are_issued_members_are_told_apart_by_name(portal):
    head = "family_name,given_names,standing"
    before = ("Roy,Marie,active", "Roy,Marie,former", "Spécimen,Noah,active")
    imported(portal, *before, regulator="LSNB", head=head)

    proposal = propose(
        portal, "ROY,Marie,active", "Specimen,Noah,suspended", "Roy,Jean,active", regulator="LSNB", head=head
    )

    assert {kind: changes.many for kind, changes in proposal.difference.items()} == {
        "new": 1, "gone": 1, "standing": 1, "name": 2, "licence": 0,
    }  # fmt: skip


def test_a_register_of_an_earlier_day_is_compared_with_the_one_before_it(portal):
    first = imported(portal, *FIRST, as_of=date(2026, 1, 1))
    imported(portal, *FIRST[:2], as_of=date(2026, 3, 1))

    proposal = propose(portal, *FIRST, as_of=date(2026, 2, 1))

    assert (proposal.number, proposal.before) == (3, first)
    assert set(proposal.difference.values()) == {NOTHING}


def test_bad_rows_are_all_told_and_nothing_can_be_applied(portal):
    proposal = propose(portal, FIRST[0], ",Sans,Numéro,active,", "R900003,Exemple,Camille,vacationing,")
    before = portal.everything()

    refusal = refusal_of(lambda: portal.registers.apply(PORTAL_ITSELF, proposal))

    assert [(fault.line, fault.code) for fault in proposal.faults] == [
        (3, "row_number_missing"), (4, "row_standing_unknown"),
    ]  # fmt: skip
    assert proposal.faults[1] == RowFault(
        4, "row_standing_unknown", {"column": "standing", "most": 100, "word": "vacationing"}
    )
    assert proposal.difference == {}
    assert (type(refusal), refusal.code, refusal.values) == (
        RegisterRefusedError, "register_has_faults", {"count": 2},
    )  # fmt: skip
    assert portal.everything() == before


def test_what_somebody_else_imported_meanwhile_has_to_be_looked_at_first(portal):
    proposal = propose(portal, *FIRST)
    imported(portal, *FIRST[:2])
    before = portal.everything()

    refusal = refusal_of(lambda: portal.registers.apply(PORTAL_ITSELF, proposal))

    assert (type(refusal), refusal.code) == (StaleError, "register_moved")
    assert portal.everything() == before


def test_pressing_apply_twice_imports_once(portal):
    proposal = propose(portal, *FIRST)
    portal.registers.apply(PORTAL_ITSELF, proposal)

    assert refusal_of(lambda: portal.registers.apply(PORTAL_ITSELF, proposal)).code == "register_moved"
    assert len(portal.kept(RegisterEdition)) == 1


def test_a_register_of_a_day_to_come_is_refused(portal):
    tomorrow = portal.outside.today() + timedelta(days=1)

    with pytest.raises(RegisterRefusedError, match="register_in_the_future"):
        propose(portal, *FIRST, as_of=tomorrow)


def test_a_register_of_nobody_listed_is_refused(portal):
    with pytest.raises(NotFoundError, match="register_of_nobody"):
        propose(portal, *FIRST, regulator="ICCRC")


def test_the_shelf_tells_of_every_regulator_what_counts_today(portal):
    old = imported(portal, *FIRST, as_of=portal.outside.today() - timedelta(days=61))
    new = imported(portal, *FIRST, regulator="LSO", as_of=portal.outside.today())

    shelf = {it.regulator.code: (it.edition, it.is_too_old) for it in portal.registers.shelf(PORTAL_ITSELF)}

    assert len(shelf) == 15
    assert (shelf["CICC"], shelf["LSO"], shelf["BQ"]) == ((old, True), (new, False), (None, False))


def test_the_same_members_have_the_same_digest_whatever_the_form_of_the_file(portal):
    one = propose(portal, *FIRST)
    rows = [row.replace(",", ";") for row in reversed(FIRST)]
    other = propose(portal, *rows, head="Numéro;Nom de famille;Prénom(s);Statut;Permis")

    assert one.digest == other.digest
    assert propose(portal, *FIRST[:2]).digest != one.digest
