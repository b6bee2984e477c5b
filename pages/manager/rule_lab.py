"""The rule lab: proposals, the rules in force, their editions, and a past request judged again."""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.rules.lab import tell
from pages.parts.rules.lab_lists import editions_table, proposals_table, rules_table
from pages.parts.rules.withdraw_edition import draw_withdrawing
from pages.parts.shell.session import guard, say

here = guard(Role.MANAGER)
book = portal().rule_lab.book(here.actor)
proposals = portal().rule_lab.proposals(here.actor)
editions = portal().rule_lab.editions(here.actor)

with st.container(key="wide"):
    st.title(say("rule_lab.title"), anchor=False)
    tell()
    st.markdown(say("rule_lab.intro"))
    st.header(say("rule_lab.proposals"), anchor=False)
    if proposals:
        st.html(proposals_table(proposals, book))
    else:
        st.markdown(say("rule_lab.no_proposals"))
    if st.button(say("rule_lab.new"), key="new", type="primary"):
        st.switch_page("pages/manager/rule.py")
    st.header(say("rule_lab.rules"), anchor=False)
    st.markdown(say("rule_lab.rules_means", number=book.newest.number, day=book.newest.effective_from))
    st.html(rules_table(book))
    st.header(say("rule_lab.editions"), anchor=False)
    st.html(editions_table(editions, book))
    draw_withdrawing(here, editions)
    st.header(say("as_judged.menu"), anchor=False)
    st.markdown(say("as_judged.find"))
    with st.form("search", border=False):
        sought = st.text_input(say("as_judged.reference"), key="sought", autocomplete="off")
        if st.form_submit_button(say("as_judged.look"), key="look"):
            st.switch_page("pages/officer/past_judgement.py", query_params={"request": sought})
