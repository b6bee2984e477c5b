"""The audit's chain, checked from its first entry to its last."""

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from pages.parts.accounts.recovery import next_try
from pages.parts.shell import browser
from pages.parts.shell.session import guard, say

here = guard(Role.ADMINISTRATOR)

st.title(say("audit.title"), anchor=False)
st.markdown(say("audit.intro"))
if st.button(say("audit.verify"), key="verify", type="primary"):
    broken = portal().oversight.verify_audit(here.actor)
    with st.container(key="notice"):
        if broken:
            st.error(say("audit.broken", count=len(broken)))
            st.text("\n".join(broken))
        else:
            st.success(say("audit.whole", checked_at=portal().outside.now()))
    browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")
