"""Registers that say of the people of one judgement what its facts say."""

from collections import defaultdict

from core.domain.registers.likeness import Likeness
from core.domain.registers.names import Name
from core.domain.registers.register import RegisterEdition, RegisterMember
from core.domain.registers.register_file import RegisterRow, listed
from core.domain.registers.sounds import sounds


def keep_registers(portal, facts, answers):
    """Let the registers of the day say of both people what the facts say."""
    with portal.store.write() as tx:
        for kind in (RegisterEdition, RegisterMember):
            tx.erase(kind, id=[it.id for it in tx.find(kind)])
    known = {name: value for answer in answers.values() for name, value in answer.items()}
    members = defaultdict(list)
    for prefix, regulator, found in (
        ("", facts.regulator, (facts.in_register, facts.register_name, facts.register_standing)),
        ("attestor_", known["attestor_regulator"],
         (facts.attestor_in_register, facts.attestor_register_name, facts.attestor_standing)),
    ):  # fmt: skip
        if found[0] is None:
            continue
        members[regulator] += [_member(portal, known, prefix, *found[1:])] if found[0] else []
    for number, (regulator, rows) in enumerate(members.items(), 1):
        _keep(portal, regulator, number, [row for n, row in enumerate(rows) if row not in rows[:n]])


def _keep(portal, regulator, number, rows):
    outside = portal.outside
    edition = RegisterEdition(
        id=outside.new_id(), regulator=regulator, number=number, as_of=outside.today(),
        imported_at=outside.now(), imported_by=None, members=len(rows), digest="d",
    )  # fmt: skip
    numbers = outside.library.questionnaire.numbers_of(regulator)
    with portal.store.write() as tx:
        tx.add(edition)
        for line, (given, family, member_number, standing) in enumerate(rows, 1):
            row = RegisterRow(family, given, member_number, standing, licence="")
            tx.add(listed(edition.id, numbers, line, row, sounds(outside.library.names, Name(family, given))))


def _member(portal, known, prefix, name, standing):
    standing = standing or "active"  # of somebody else's entry no standing is known, whatever it is
    number = known.get("attestor_number" if prefix else "membership_number", "")
    given, family = known[f"{prefix}given_names"], known[f"{prefix}family_name"]
    if name == "same":
        return given, family, number, standing
    likeness = Likeness(portal.outside.library.names, portal.outside.alike)
    for other in (
        (given, f"{family}e"),
        (given, f"{family}xe"),
        (f"{given}o", f"{family}e"),
        ("Nobody", "Else"),
    ):
        if likeness.verdict(Name(family, given), Name(other[1], other[0])) == name:
            return *other, number, standing
    raise AssertionError(f"no variant of {given} {family} is {name}")
