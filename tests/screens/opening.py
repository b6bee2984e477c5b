"""Screens as one browser sees them, without a browser; and Streamlit's socket, spoken to directly."""

import ast
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from websockets.sync.client import connect

from pages.parts.shell.request import LANGUAGE_COOKIE, Request, session_cookie
from pages.parts.shell.session import requests_from

ROOT = Path(__file__).resolve().parents[2]


def screens():
    """Return the file and address of every screen in app.py's table."""
    calls = [
        node for node in ast.walk(ast.parse((ROOT / "app.py").read_text())) if isinstance(node, ast.Call)
    ]
    rows = [node.args for node in calls if getattr(node.func, "id", "") == "Screen"]
    return [(row[0].value, row[1].value) for row in rows]


class Opened:
    """One screen inside the whole application."""

    def __init__(self, screen, language="fr", token="", query=None):
        cookies = {LANGUAGE_COOKIE: language, session_cookie(): token}
        self.told = Request(cookies=cookies, browser="Firefox", address="127.0.0.1")
        self.at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        # AppTest.switch_page guesses the address from the file's name; app.py's table says it
        self.at._page_hash = calc_hash(dict(screens())[screen])
        for name, value in (query or {}).items():
            self.at.query_params[name] = value
        self.run()

    def run(self):
        with requests_from(lambda: self.told):
            self.at.run()
        self.at._page_hash = ""
        assert [fault.value for fault in self.at.exception] == []
        return self

    def press(self, key):
        self.at.button(key=key).click()
        return self.run()

    def submit(self, label):
        """Press a form's button, known by its words."""
        next(button for button in self.at.button if button.label == label).click()
        return self.run()

    @property
    def title(self):
        return self.at.title[0].value

    @property
    def text(self):
        """Everything said in the page, the menu aside."""
        kinds = ("title", "header", "markdown", "caption", "success", "error", "html")
        rows = [element for kind in kinds for element in self.at.main.get(kind)]
        return "\n".join(str(getattr(it, "value", None) or it.proto.body) for it in rows)


class Socket:
    """A connection to Streamlit, with the headers a browser would send, or an attacker."""

    def __init__(self, live, cookies="", resume="", **headers):
        protocols = ["streamlit", "x", resume] if resume else ["streamlit"]
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        told |= {"Cookie": cookies} if cookies else {}
        url = live.address.replace("http", "ws") + "/_stcore/stream"
        self.connection = connect(url, subprotocols=protocols, additional_headers=told)
        self.session_id = ""
        self.not_found = []

    def headings(self, page=""):
        """Run one screen and return its headings; with it comes the session's id."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = ""
        self.connection.send(asked.SerializeToString())
        found, has_begun = [], False
        while True:
            told = ForwardMsg()
            told.ParseFromString(self.connection.recv(timeout=30))
            kind = told.WhichOneof("type")
            if kind == "new_session":
                self.session_id = told.new_session.initialize.session_id
                has_begun = True
            elif kind == "page_not_found":
                self.not_found.append(page)
            elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "heading":
                found.append(told.delta.new_element.heading.body)
            elif kind == "script_finished" and has_begun:  # a busy server may first end what it had not begun
                return found

    def close(self):
        self.connection.close()
