"""Notes and tags on a request's page: what colleagues wrote, and room for one's own."""

import streamlit as st

from core.bootstrap import portal
from core.domain.desk.notebook import Note
from core.domain.errors import MalformedAnswerError, PortalError
from core.services.decisions.casework import Case
from core.services.desk.surroundings import Surroundings
from pages.parts.accounts.recovery import next_try
from pages.parts.shell import browser, keeper
from pages.parts.shell.markdown import escape
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, language, say

ADDED, REFUSED = "note_added", "notebook_refused"


def draw_notebook(here: Here, case: Case, around: Surroundings) -> None:
    """Draw the tags a request bears and its notes, the newest first, with room to add to them."""
    st.header(say("notebook.title"), anchor=False)
    st.caption(say("notebook.for_whom"))
    with st.container(key="notebook_notice"):
        _tell()
    _draw_tags(here, case, around)
    st.html(_notes(around))
    with st.form("note", border=False):
        keeper.area(say("notebook.write"), key="note_text")
        st.form_submit_button(say("notebook.add"), key="note_add", on_click=_add, args=(here, case))


def tag_list(around: Surroundings) -> str:
    """Return the HTML of the tags that a request bears; nothing where it bears none."""
    known = portal().library.tags
    rows = "".join(
        f'<li class="mark">{escape(known[code].label.of(language()))}</li>' for code in around.tags
    )
    return (
        f'<ul class="tags" aria-label="{escape(say("notebook.tags"))}">{rows}</ul>' if rows else "<div></div>"
    )


def _draw_tags(here: Here, case: Case, around: Surroundings) -> None:
    known = portal().library.tags
    # what colleagues changed meanwhile is shown too, so the store says what is chosen, never the widget
    st.session_state["tags"] = [code for code in known if code in around.tags]
    st.pills(
        say("notebook.tags"),
        [code for code, tag in known.items() if not tag.until or code in around.tags],
        selection_mode="multi",
        format_func=lambda code: known[code].label.of(language()),
        key="tags",
        on_change=_tag,
        args=(here, case, frozenset(around.tags)),
    )


def _tag(here: Here, case: Case, before: frozenset[str]) -> None:
    now = frozenset(st.session_state["tags"])
    try:
        portal().casebook.tag(here.actor, case.seen.application.id, on=now - before, off=before - now)
    except PortalError as refusal:
        st.session_state[REFUSED] = refusal


def _add(here: Here, case: Case) -> None:
    try:
        portal().casebook.write(here.actor, case.seen.application.id, st.session_state["note_text"])
    except PortalError as refusal:
        st.session_state[REFUSED] = refusal
    else:
        st.session_state["note_text"] = ""
        keeper.done(here.actor, str(case.seen.application.id), "note_text")
        st.session_state[ADDED] = True


def _tell() -> None:
    """Say once what came of the last press; what was written stays in its field until it is kept."""
    refusal = st.session_state.pop(REFUSED, None)
    if isinstance(refusal, MalformedAnswerError):
        error_summary([("note_text", say(f"errors.{it}")) for it in refusal.fields.values()], str(next_try()))
    elif refusal:
        error_notice(refusal)
    if st.session_state.pop(ADDED, False):
        st.success(say("notebook.added"))
        browser.focus(str(next_try()), ".st-key-notebook_notice", key="focus_notebook")


def _notes(around: Surroundings) -> str:
    if not around.notes:
        return f"<p>{escape(say('notebook.none'))}</p>"
    told = ((note, around.people[note.account_id]) for note in around.notes)
    return f'<ul class="notes">{"".join(_note(note, by) for note, by in told)}</ul>'


def _note(note: Note, by: str) -> str:
    told = escape(say("notebook.by", by=by, at=note.written_at))
    return f'<li><p>{escape(note.text)}</p><p class="hint">{told}</p></li>'
