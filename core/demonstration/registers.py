"""The demonstration's registers, of obviously fictitious members; production has none of them."""

from pathlib import Path

from core.domain.accounts.identity import PORTAL_ITSELF
from core.services.registers.registers import Registers


def ensure_registers(registers: Registers, folder: Path) -> None:
    """Import the register of each regulator that has none today, or one too old to say anything."""
    today = registers.outside.today()
    for shelved in registers.shelf(PORTAL_ITSELF):
        if shelved.edition is None or shelved.is_too_old:
            code = shelved.regulator.code
            data = (folder / f"{code}.csv").read_bytes()
            registers.apply(PORTAL_ITSELF, registers.propose(PORTAL_ITSELF, code, data, today))
