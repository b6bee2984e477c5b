"""The configured Sign-In Partners, to pick one.

Source: guide 1.P1, 1.P2.
"""

import streamlit as st

from core.bootstrap import portal
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import language, say

st.title(say("partners_page.title"), anchor=False)
st.markdown(say("partners_page.intro"))
listed = "".join(
    f'<li><a class="way-on" href="/partner/{escape(partner.id)}/start">'
    f"{escape(partner.name.of(language()))}</a></li>"
    for partner in portal().partners.all
)
st.html(f'<ul class="partners">{listed}</ul>')
st.page_link("pages/public/about_partners.py", label=say("public.about_partners_menu"))
st.page_link("pages/public/gckey.py", label=say("partners_page.gckey_instead"))
