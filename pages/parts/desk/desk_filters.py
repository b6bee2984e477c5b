"""The filters of a view, as a form whose answers become an address."""

from collections.abc import Callable, Mapping
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import normalised
from core.domain.application.answers import PROVINCES
from core.domain.application.display import PROVINCE_NAMES
from core.domain.desk.queues import SHOWN_STATES
from core.domain.desk.view import LONGEST_TEXT, View
from core.services.desk.queues import Sight
from pages.parts.desk.desk import address, show
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import language, say

AGES = (1, 3, 5, 8, 10, 15, 20, 30)
"""Working days to choose from; an address may say any other number."""
SHOWN = "desk_filters_shown"
LISTS = ("state", "regulator", "province", "age", "reason", "officer")


def draw_filters(sight: Sight, view: View) -> None:
    """Draw the form, filled in as the address says, and go to the view it describes once it is sent."""
    _fill_in(view)
    with st.popover(say("filter.title"), key="filter_popover"), st.form("filters", border=False):
        st.text_input(say("filter.text"), key="filter_text", max_chars=LONGEST_TEXT, autocomplete="off")
        st.caption(say("filter.text_hint"))
        columns = st.columns(3)
        for place, name in enumerate(LISTS):
            with columns[place % len(columns)]:
                _draw_list(name, _offered(name, sight, view))
        pressed = st.form_submit_button(say("filter.apply"), key="filter")
    if pressed:
        show(_wanted(view))


def filters_text(sight: Sight, view: View) -> str:
    """Return the HTML of the filters in force, how many requests they leave, and the way without them."""
    told = [(say("filter.text"), view.text)] if view.text else []
    told += [(say("filter.when"), say(f"queue.when_{view.when}"))] if view.when else []
    for name in LISTS:
        if name in view.told:
            told.append((say(f"filter.{name}"), _offered(name, sight, view)[view.told[name]]))
    rows = "".join(f"<li>{escape(say('filter.one', name=name, value=value))}</li>" for name, value in told)
    count = escape(say("filter.found", count=sight.page.total))
    clear = escape(address(View(view.queue, sort=view.sort)))
    return (
        f'<div class="filters"><p role="status">{count}</p><ul>{rows}</ul>'
        f'<p><a href="{clear}">{escape(say("filter.clear"))}</a></p></div>'
    )


def _fill_in(view: View) -> None:
    """Let the fields say what the address says, once for each view; what is typed since then stays."""
    if st.session_state.get(SHOWN) == view:
        return
    st.session_state[SHOWN] = view
    st.session_state["filter_text"] = view.text
    for name in LISTS:
        told = view.told.get(name)
        st.session_state[f"filter_{name}"] = told


def _draw_list(name: str, offered: Mapping[str, str]) -> None:
    st.selectbox(
        say(f"filter.{name}"),
        list(offered),
        index=None,
        format_func=lambda code: offered.get(code, code),
        placeholder=say("filter.any"),
        key=f"filter_{name}",
    )


def _offered(name: str, sight: Sight, view: View) -> dict[str, str]:
    """Return what a list offers; what the address says is in it, even when it is no longer usual."""
    makers: Mapping[str, Callable[[], dict[str, str]]] = {
        "state": lambda: {str(it): say(f"staff.state_{it}") for it in sorted(SHOWN_STATES)},
        "regulator": lambda: {
            it.code: it.name.of(language()) for it in portal().library.questionnaire.regulators
        },
        "province": lambda: {code: PROVINCE_NAMES[code][language() == "en"] for code in PROVINCES},
        "reason": lambda: {
            code: reason.label.of(language()) for code, reason in portal().library.reasons.items()
        },
        "officer": lambda: {str(it.id): it.name for it in sight.office.officers},
    }
    if name == "age":
        ages = sorted({*AGES, view.age} - {0})
        return {str(it): say("filter.days" if it > 1 else "filter.one_day", days=it) for it in ages}
    found = makers[name]()
    told = view.told.get(name)
    if told and told not in found:
        found[told] = sight.office.names.get(UUID(told), told) if name == "officer" else told
    return dict(sorted(found.items(), key=lambda row: normalised(row[1])))


def _wanted(view: View) -> View:
    chosen = {name: st.session_state.get(f"filter_{name}") for name in LISTS}
    return View(
        queue=view.queue,
        sort=view.sort,
        lane=view.lane,
        when=view.when,
        text=str(st.session_state.get("filter_text") or "").strip(),
        state=chosen["state"] or "",
        regulator=chosen["regulator"] or "",
        province=chosen["province"] or "",
        age=int(chosen["age"] or 0),
        reason=chosen["reason"] or "",
        officer=UUID(chosen["officer"]) if chosen["officer"] else None,
    )
