"""One rule in a form, with the facts at hand: tried on what was decided, then kept as a proposal."""

import streamlit as st

from core.domain.accounts.identity import Role
from pages.parts.rules.lab import back_link, tie, titles
from pages.parts.rules.replay import draw_figures, draw_files
from pages.parts.rules.rule_editor import (
    after_pressing,
    desk_here,
    draw_buttons,
    draw_summary,
    focus_trial,
    start_afresh,
)
from pages.parts.rules.rule_fields import draw_cases, draw_ends, draw_rule, facts_list
from pages.parts.shell.session import guard, language, say

here = guard(Role.MANAGER)
desk = desk_here(here)
start_afresh(desk)
before = desk.edited.text

with st.container(key="wide"):
    named = say("rule_editor.edit", rule=before.title.of(language())) if before else say("rule_editor.new")
    st.title(named, anchor=False)
    tried = after_pressing(here, desk)
    draw_summary(tried)
    st.markdown(say("rule_editor.intro"))
    form, facts = st.columns([3, 2], gap="large")
    with form, st.form("rule", border=False, enter_to_submit=False):
        draw_rule(desk.edited, tried.faults, tried.at_fault)
        draw_cases(desk.edited, tried.faults)
        draw_ends(desk.title, desk.day, tried.faults)
        draw_buttons()
    with facts, st.container(key="facts_list"):
        st.header(say("rule_editor.facts"), anchor=False)
        st.html(facts_list())
    tie(tried.faults)
    if tried.trial and tried.change and tried.period:
        with st.container(key="trial"):
            st.header(say("replay.trial"), anchor=False)
            focus_trial(tried)
            if tried.trial.figures:
                names = titles(tried.trial.base, tried.change.rules)
                draw_figures(tried.trial.figures, tried.change.touched, names)
                draw_files(here, tried.change, tried.period, names)
            else:
                st.markdown(say("replay.unreadable"))
    back_link()
