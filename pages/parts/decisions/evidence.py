"""The registers' own entries beside the answers: who was taken and why, who else is alike.

Source: guide 2.3a, 2.8, 3.R1.
"""

from collections.abc import Sequence

import streamlit as st

from core.domain.registers.register import Candidate, MemberFound, Sought
from core.services.decisions.casework import Case
from core.services.rules.request_facts import sought_of
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import say
from pages.parts.shell.tables import table


def draw_evidence(case: Case) -> None:
    """Draw what today's registers say of the applicant and of who attests."""
    st.header(say("evidence.title"), anchor=False)
    for word, prefix, found in (("member", "", case.member), ("attestor", "attestor_", case.attestor)):
        sought = sought_of(case.seen.known, prefix)
        st.html(f"<h3>{escape(say(f'evidence.{word}'))}</h3>{_beside(word, sought, found)}{_why(found)}")
        if found.others:
            with st.expander(say("evidence.others", count=len(found.others)), key=f"others_{word}"):
                st.html(_others(found))


def _beside(word: str, sought: Sought, found: MemberFound) -> str:
    """Return the HTML of the answer and the register's entry, side by side."""
    taken = found.taken
    given = ", ".join(part for part in sought.own_name if part)
    register = (
        say("evidence.register", as_of=found.as_of) if found.as_of else say("evidence.register_missing")
    )
    rows = [
        [say("evidence.name"), given, taken.listed_name if taken else ""],
        [say("evidence.number"), sought.number, taken.number if taken else ""],
        [say("evidence.regulator"), sought.regulator, sought.regulator if taken else ""],
        [say("evidence.standing"), "", _standing(taken) if taken else ""],
    ]
    return table(say(f"evidence.{word}"), [say("evidence.what"), say("evidence.answer"), register], rows)


def _why(found: MemberFound) -> str:
    """Return the HTML of why an entry was taken, or why none was."""
    return "".join(f"<p>{escape(text)}</p>" for text in _reasons(found))


def _reasons(found: MemberFound) -> Sequence[str]:
    taken = found.taken
    if taken is None:
        if found.in_register is False:
            return [say("evidence.not_in_register")]
        because = found.unknown_because
        return [say(f"evidence.unknown_{because}") if because else say("evidence.not_sought")]
    if not taken.number:
        return [say("evidence.taken_by_name")]
    told = [say("evidence.taken_by_number", name=say(f"evidence.name_{taken.name}"))]
    if taken.through in ("register_name", "other_name"):
        told.append(say(f"evidence.through_{taken.through}"))
    return told


def _others(found: MemberFound) -> str:
    columns = [say(f"evidence.{word}") for word in ("name", "number", "standing", "alike")]
    rows = [
        [it.listed_name, it.number, _standing(it), say(f"evidence.name_{it.name}")] for it in found.others
    ]
    return table(say("evidence.others", count=len(rows)), columns, rows)


def _standing(member: Candidate) -> str:
    return say(f"registers.standing_{member.standing}")
