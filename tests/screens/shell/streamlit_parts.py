"""A page with every part of Streamlit whose HTML the portal knows, and the server that shows it."""

from pathlib import Path

import streamlit as st


def other():
    st.title("Other")


def first():
    st.title("Parts")
    st.markdown("Text")
    st.caption("Caption")
    st.text("Letters")
    st.html("<p>HTML</p>")
    st.button("A button whose words are long", icon=":material/delete:", key="button")
    st.page_link(OTHER, label="Other")
    st.columns(2)[0].text_input("Field", key="field", max_chars=10)
    st.text_area("Long")
    st.metric("Figure", "1")
    bars = {
        "mark": "bar",
        "encoding": {"x": {"field": "a"}},
        "data": {"name": "rows"},
        "datasets": {"rows": [{"a": 1}]},
    }
    st.vega_lite_chart(None, bars)
    st.bottom.write("Below")
    with st.form("form"):
        st.selectbox("List", ["a", "b"])
        st.date_input("Day")
        st.file_uploader("File")
        st.form_submit_button("Send")


OTHER = st.Page(other, title="Other") if __name__ == "__main__" else None
if __name__ == "__main__":
    st.navigation([st.Page(first, title="First", default=True), OTHER], position="sidebar").run()
else:
    app = st.App(str(Path(__file__).resolve()))
