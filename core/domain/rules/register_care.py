"""What a register would turn for those who have a request here, and when it has to be asked about first.

Source: guide 2.3a, 3.R1.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from core.domain.application.content import Text
from core.domain.registers.register_difference import Kind, MemberChanges

Cause = Literal["lost_half", "turns_many"]
"""Why a register is asked about before it counts."""


class Turned(NamedTuple):
    """Somebody's request that the registers would be read otherwise for.

    Shapes: `fails` and `fails_no_longer` are titles of rules; `unknown` those that could be read no longer.
    """

    reference: str
    fails: tuple[Text, ...] = ()
    fails_no_longer: tuple[Text, ...] = ()
    unknown: tuple[Text, ...] = ()


class RegisterEffect(NamedTuple):
    """What a register would turn.

    Shapes: `waiting` counts the open requests, `turned` are those whose verdict would change, and `certain`
            counts those of them where a verdict stands today; `enrolled` are references of approved people.
    """

    waiting: int = 0
    turned: tuple[Turned, ...] = ()
    certain: int = 0
    enrolled: tuple[str, ...] = ()


class Assent(NamedTuple):
    """What is typed by whoever lets a register count all the same: its regulator's code, and why."""

    code: str = ""
    reason: str = ""


def causes(
    members_before: int, difference: Mapping[Kind, MemberChanges], effect: RegisterEffect, percent: int
) -> tuple[Cause, ...]:
    """Return why a register is asked about first; nothing for a regulator's first register.

    Shapes: `percent` is the share of the open requests whose certain verdict may change.
    """
    if not members_before:
        return ()
    found: dict[Cause, bool] = {
        "lost_half": difference["gone"].many * 2 >= members_before,
        "turns_many": effect.certain * 100 > effect.waiting * percent,
    }
    return tuple(cause for cause, is_so in found.items() if is_so)
