"""Registers on an administrator's screen: what is there, a file to check, and what was decided about it.

Source: guide 2.3a.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import normalised
from core.domain.application.content import Regulator
from core.domain.errors import PortalError
from core.domain.rules.register_care import Assent
from core.services.registers.registers import Proposal, RegisterInUse, WayBack
from pages.parts.accounts.recovery import next_try
from pages.parts.shell import browser
from pages.parts.shell.notices import error_summary
from pages.parts.shell.session import Here, explain, language, say, written
from pages.parts.shell.tables import table
from pages.parts.shell.viewer import number_text

MEGABYTES = 4
"""Streamlit gives no field more than its server's own limit, which is that of one document."""
CHECKED, TOLD = "register_checked", "register_told"
CODE, WHY = "register_code", "register_why"
ASKED_AGAIN = ("errors.register_code_wrong", "errors.register_reason_missing")
"""Refusals after which the same file can be applied, once the fields are filled."""


@dataclass(frozen=True)
class FileToCheck:
    """What was filled in to check a file."""

    regulator: str
    day: str
    data: bytes | None


@dataclass(frozen=True)
class CheckedFile:
    """A file that was checked, or a way back that was looked at, and which try it was."""

    proposal: Proposal | WayBack
    token: str


def shelf_table(shelf: Sequence[RegisterInUse]) -> str:
    """Return the HTML of every regulator with the register that counts today, by name."""
    words = ("code", "regulator", "as_of", "members", "state")
    rows = [[it.regulator.code, name_of(it.regulator), *_kept(it)] for it in _by_name(shelf)]
    return table(say("registers.list"), [say(f"registers.{word}") for word in words], rows)


def _by_name(shelf: Sequence[RegisterInUse]) -> list[RegisterInUse]:
    return sorted(shelf, key=lambda it: normalised(name_of(it.regulator)))


def _kept(it: RegisterInUse) -> list[str]:
    if it.edition is None:
        return ["", "", say("registers.state_missing")]
    edition, state = it.edition, "too_old" if it.is_too_old else "current"
    return [written(edition.as_of), number_text(edition.members), say(f"registers.state_{state}")]


def name_of(regulator: Regulator) -> str:
    """Return a regulator's name in the person's language."""
    return regulator.name.of(language())


def draw_import(shelf: Sequence[RegisterInUse]) -> FileToCheck | None:
    """Draw the fields of a file to check; return what they hold once the button is pressed."""
    names = {it.regulator.code: name_of(it.regulator) for it in _by_name(shelf)}
    st.markdown(say("registers.format"))
    st.markdown(say("registers.limit", megabytes=MEGABYTES))
    with st.form("import_register", border=False):
        regulator = st.selectbox(
            say("registers.which"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=say("registers.choose"),
            key="regulator",
        )
        today = portal().outside.today().isoformat()
        day = st.text_input(say("registers.day"), value=today, key="day", autocomplete="off")
        st.caption(say("registers.day_hint"))
        label = say("registers.file", megabytes=MEGABYTES)
        file = st.file_uploader(label, ["csv"], key="file", max_upload_size=MEGABYTES)
        st.caption(say("registers.check_hint"))
        pressed = st.form_submit_button(say("registers.check"), key="check", type="primary")
    return FileToCheck(regulator or "", day, file.getvalue() if file else None) if pressed else None


def check(here: Here, typed: FileToCheck) -> None:
    """Check a file and keep what it would change, or say field by field what is missing."""
    st.session_state.pop(CHECKED, None)
    day, token = _day(typed.day), str(next_try())
    if not typed.regulator or day is None or typed.data is None:
        error_summary(_missing(typed, day), token)
        return
    try:
        proposal = portal().registers.propose(here.actor, typed.regulator, typed.data, day)
    except PortalError as refusal:
        field = "day" if refusal.code == "register_in_the_future" else "file"
        error_summary([(field, explain(refusal))], token)
    else:
        st.session_state[CHECKED] = CheckedFile(proposal, token)


def draw_back(here: Here, shelf: Sequence[RegisterInUse]) -> None:
    """Draw the choice of a register whose edition before can be brought back; look at it once pressed."""
    names = {it.regulator.code: name_of(it.regulator) for it in _by_name(shelf) if it.has_before}
    if not names:
        return
    st.header(say("registers.back"), anchor=False)
    st.markdown(say("registers.back_intro"))
    with st.form("register_back", border=False):
        regulator = st.selectbox(
            say("registers.back_which"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=say("registers.choose"),
            key="back_regulator",
        )
        pressed = st.form_submit_button(say("registers.back_look"), key="look_back")
    if pressed:
        _look_back(here, regulator)


def _look_back(here: Here, regulator: str | None) -> None:
    st.session_state.pop(CHECKED, None)
    token = str(next_try())
    if not regulator:
        error_summary([("back_regulator", say("registers.back_none"))], token)
        return
    try:
        st.session_state[CHECKED] = CheckedFile(portal().registers.way_back(here.actor, regulator), token)
    except PortalError as refusal:
        error_summary([("back_regulator", explain(refusal))], token)


def _missing(typed: FileToCheck, day: date | None) -> list[tuple[str, str]]:
    faults = {
        "regulator": "" if typed.regulator else _named("which", say("errors.required")),
        "day": "" if day else _named("day", say("registers.day_malformed", example="2026-03-31")),
        "file": "" if typed.data is not None else say("registers.no_file"),
    }
    return [(field, text) for field, text in faults.items() if text]


def _named(field: str, text: str) -> str:
    return say("registers.fault", field=say(f"registers.{field}"), text=text)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return None


def checked() -> CheckedFile | None:
    """Return the file that was checked last and waits for a decision, or whose rows are bad."""
    return st.session_state.get(CHECKED)


def after_pressing(here: Here) -> None:
    """Apply the register that was looked at, or leave it, and keep what is to be said.

    Shapes: the press is read before the button is drawn, so that one press is one run.
    """
    seen = checked()
    if seen is None:
        return
    if st.session_state.get("cancel_register"):
        st.session_state[TOLD] = ("registers.cancelled", {})
    elif st.session_state.get("apply_register"):
        st.session_state[TOLD] = told = _applied(here, seen.proposal)
        if told[0] in ASKED_AGAIN:
            return
    else:
        return
    del st.session_state[CHECKED]


def _applied(here: Here, proposal: Proposal | WayBack) -> tuple[str, Mapping[str, Any]]:
    registers, assent = portal().registers, _typed_assent()
    try:
        if isinstance(proposal, WayBack):
            edition = registers.bring_back(here.actor, proposal, assent)
        else:
            edition = registers.apply(here.actor, proposal, assent)
    except PortalError as refusal:
        return f"errors.{refusal.code}", refusal.values
    name = regulator_name(edition.regulator)
    told = {"regulator": name, "as_of": edition.as_of, "count": number_text(edition.members)}
    return "registers.brought_back" if isinstance(proposal, WayBack) else "registers.applied", told


def regulator_name(code: str) -> str:
    """Return the name of the regulator with a code."""
    return next(name_of(it) for it in portal().library.questionnaire.regulators if it.code == code)


def tell() -> None:
    """Say once what was just done, or why it was not."""
    if TOLD not in st.session_state:
        return
    key, values = st.session_state.pop(TOLD)
    with st.container(key="notice"):
        (st.error if key.startswith("errors.") else st.success)(say(key, **values))
        browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")


def draw_assent(regulator: str, word: str) -> None:
    """Draw the fields of the regulator's code and of why."""
    st.markdown(say(word))
    st.text_input(say("registers.typed_code", code=regulator), key=CODE, autocomplete="off")
    st.text_area(say("registers.why"), key=WHY)


def _typed_assent() -> Assent:
    """Return what was typed in the fields, if they stood there."""
    return Assent(st.session_state.get(CODE) or "", st.session_state.get(WHY) or "")
