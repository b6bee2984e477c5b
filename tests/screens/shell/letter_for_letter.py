"""A page of hostile texts made plain, and the server that shows it to a real browser."""

import sys
from pathlib import Path

import streamlit as st

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[3]))
HOSTILE = (
    "[ZZ](http://x.example) :material/delete: $x^2$", "http://x.example", "www.example.com", "WWW.A.CA/b?c=d",
    "a@b.example", "mailto:a@b.ca", "xmpp:a@b.ca", "ftp://a.b", "<http://x.example>", "<b>x</b>", "`code`",
    "``` x", "~~~ x", ":red[boo]", ":orange-badge[x]", ":small[x]", ":violet[a]{b=c}", "::leaf", "::: x",
    ":smile: :+1:", "é:smile:é", ":streamlit:", ":material/delete:", "::material/x:: y",
    ":material/delete:material/x:", "a[^1] [^1]: note", "[^1]", "[x]", "[x][y]", "[1]: http://x", "# title",
    "- item", "- [ ] x", "+ x", "* x", "1. item", "1) item", "1234. x", "> quote", "***", "---", "===",
    "a -> b <- c -- d --- e >= f <= g ~= h != i <-> j", "~~x~~ *a* **b** _c_ __d__", "a_b_c",
    "$$x$$ $5 and $6", "&lt; &amp; &copy; &#65; &nbsp;&#x3a;smile&colon;", "| a | b |", "\\\\ \\n",
    "![i](http://x)", "http:\\/\\/x", "Jean-Luc O’Brien-Tremblay", "x-", "12:30", "x:", "{a} {{b}}",
    "a\n\n# b", "a>=b<=c~=d-->e<--f<->g=>h",
)  # fmt: skip

if __name__ == "__main__":
    from pages.parts.shell.markdown import plain

    for place, text in enumerate(HOSTILE):
        st.container(key=f"body_{place}").markdown(plain(text))
        st.container(key=f"bold_{place}").markdown(f"**{plain(text)}** fin")
        st.container(key=f"title_{place}").header(plain(text), anchor=False)
        st.container(key=f"label_{place}").button(plain(text), key=f"button_{place}")
    st.button("The end")
else:
    app = st.App(str(HERE))
