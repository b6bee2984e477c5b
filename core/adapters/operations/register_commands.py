"""Registers for the command line: what the control socket carries, a file by its path."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from core.domain.accounts.identity import PORTAL_ITSELF
from core.domain.errors import RegisterRefusedError
from core.domain.rules.register_care import Assent
from core.services.registers.registers import Proposal, Registers

Told = dict[str, Any]


def register_commands(registers: Registers) -> dict[str, Callable[..., Told]]:
    """Return the commands of registers, by name."""

    def check(regulator: str, file: str, as_of: str) -> Told:
        proposal = _proposed(registers, regulator, file, as_of)
        return {
            "number": proposal.number,
            "digest": proposal.digest,
            "members": len(proposal.rows),
            "before": proposal.before and proposal.before.as_of,
            "faults": proposal.faults,
            "difference": proposal.difference,
            "waiting": proposal.effect.waiting,
            "turned": [it.reference for it in proposal.effect.turned],
            "enrolled": proposal.effect.enrolled,
            "causes": proposal.causes,
        }

    def apply(
        regulator: str, file: str, as_of: str, number: int, digest: str, code: str, reason: str
    ) -> Told:
        proposal = _proposed(registers, regulator, file, as_of)
        if proposal.digest != digest:
            raise RegisterRefusedError("register_file_changed", file=file)
        if proposal.number != number:
            raise RegisterRefusedError("register_moved")
        return {"members": registers.apply(PORTAL_ITSELF, proposal, Assent(code, reason)).members}

    def back(regulator: str, code: str, reason: str) -> Told:
        way = registers.way_back(PORTAL_ITSELF, regulator)
        edition = registers.bring_back(PORTAL_ITSELF, way, Assent(code, reason))
        return {"as_of": edition.as_of, "members": edition.members}

    def shelf() -> Told:
        rows = [
            [it.regulator.code, it.edition.as_of, it.edition.members, it.is_too_old]
            if it.edition
            else [it.regulator.code, None, 0, False]
            for it in registers.shelf(PORTAL_ITSELF)
        ]
        return {"registers": rows}

    return {"register_check": check, "register_apply": apply, "register_list": shelf, "register_back": back}


def _proposed(registers: Registers, regulator: str, file: str, as_of: str) -> Proposal:
    try:
        data = Path(file).read_bytes()
    except OSError:
        raise RegisterRefusedError("register_file_unreadable", file=file) from None
    return registers.propose(PORTAL_ITSELF, regulator, data, date.fromisoformat(as_of))
