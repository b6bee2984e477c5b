"""Keeping a view under a name, renaming it, removing it."""

from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.desk.view import View
from core.domain.errors import MalformedAnswerError, PortalError
from core.services.desk.queues import Sight
from pages.parts.accounts.recovery import next_try
from pages.parts.desk.desk import keep_told
from pages.parts.shell import keeper
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say


def draw_saving(here: Here, sight: Sight, view: View) -> None:
    """Draw what one may do with views; what is wrong with a name is said beside it."""
    with st.popover(say("views.title"), key="views_popover"):
        problems = st.container()
        with st.form("save_view", border=False, clear_on_submit=False):
            name = keeper.line(say("views.name"), key="view_name", autocomplete="off")
            st.caption(say("views.name_hint"))
            if st.form_submit_button(say("views.save"), key="save_view_button"):
                with problems:
                    _save(here, name, view)
        if sight.saved:
            _draw_tidying(here, sight)


def _save(here: Here, name: str, view: View) -> None:
    try:
        portal().queues.save(here.actor, name, view)
    except MalformedAnswerError as refusal:
        _say_faults(refusal, "view_name")
    else:
        _done(here, "saved", name.strip())


def _draw_tidying(here: Here, sight: Sight) -> None:
    names = {str(it.id): it.name for it in sight.saved}
    with st.form("tidy_views", border=False):
        chosen = st.selectbox(
            say("views.which"),
            list(names),
            index=None,
            format_func=lambda id: names.get(id, ""),
            placeholder=say("views.choose"),
            key="which_view",
        )
        new_name = keeper.line(say("views.new_name"), key="new_view_name", autocomplete="off")
        with st.container(horizontal=True):
            rename = st.form_submit_button(say("views.rename"), key="rename_view")
            remove = st.form_submit_button(say("views.remove"), key="remove_view")
    if chosen and (rename or remove):
        _tidy(here, UUID(chosen), names[chosen], new_name if rename else None)


def _tidy(here: Here, saved_id: UUID, name: str, new_name: str | None) -> None:
    try:
        if new_name is None:
            portal().queues.remove(here.actor, saved_id)
            _done(here, "removed", name)
        else:
            portal().queues.rename(here.actor, saved_id, new_name)
            _done(here, "renamed", new_name.strip())
    except MalformedAnswerError as refusal:
        _say_faults(refusal, "new_view_name")
    except PortalError as refusal:
        error_notice(refusal)


def _say_faults(refusal: MalformedAnswerError, field: str) -> None:
    error_summary([(field, say(f"errors.{code}")) for code in refusal.fields.values()], str(next_try()))


def _done(here: Here, word: str, name: str) -> None:
    keeper.done(here.actor, "queue")
    keep_told("done", say(f"views.{word}", name=name))
    st.rerun()
