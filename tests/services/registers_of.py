"""Registers in a portal of memory: who is listed, since when."""

from datetime import date

from core.domain.registers.names import Name
from core.domain.registers.register import RegisterEdition
from core.domain.registers.register_file import RegisterRow, listed
from core.domain.registers.sounds import sounds

TODAY = date(2026, 3, 2)


def keep_register(portal, regulator, *members, as_of=TODAY):
    """Keep an edition of a regulator's register.

    Shapes: a member is (number, family name, given names, standing).
    """
    outside = portal.outside
    edition = RegisterEdition(
        id=outside.new_id(), regulator=regulator, number=len(portal.kept(RegisterEdition)) + 1, as_of=as_of,
        imported_at=outside.now(), imported_by=None, members=len(members), digest="d",
    )  # fmt: skip
    numbers = outside.library.questionnaire.numbers_of(regulator)
    with portal.store.write() as tx:
        tx.add(edition)
        for line, (number, family, given, standing) in enumerate(members, 1):
            row = RegisterRow(family, given, number, standing, licence="")
            tx.add(listed(edition.id, numbers, line, row, sounds(outside.library.names, Name(family, given))))


def keep_usual_registers(portal):
    """Keep the registers in which the whole road's applicant and her attestor are in good standing."""
    keep_register(portal, "CICC", ("R900012", "Ñuñez O'Brien", "Zoé", "active"))
    keep_register(portal, "LSNB", ("", "Łukasiewicz", "Jan", "active"))
