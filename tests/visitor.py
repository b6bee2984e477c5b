"""Somebody at the portal without a browser: Streamlit's socket, spoken as its front end speaks it."""

import re
import socket
from urllib.parse import quote, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

from core.domain.application.display import choice_text
from core.domain.application.questionnaire import question_of

WIDGETS = ("text_input", "text_area", "selectbox", "radio", "checkbox", "button", "bidi_component")


def cookie_line(token, browser="one-browser", language="fr"):
    """Return the cookies of somebody signed in."""
    return f"portal_session={token}; portal_browser={browser}; portal_language={language}"


class Visitor:
    """One tab: what stands on its page, what was typed there, and the way to press a button."""

    def __init__(self, address, cookies="", host=""):
        """Connect; behind a proxy the host that the browser names is another than the server's address."""
        there = urlsplit(address)
        url = f"ws://{host or there.netloc}/_stcore/stream"
        told = {"Cookie": cookies} if cookies else {}
        wire = socket.create_connection((there.hostname, there.port))
        self._connection = connect(url, sock=wire, subprotocols=["streamlit"], additional_headers=told)
        self._page, self.query = "", ""
        self.headings, self.widgets, self.said = [], {}, []

    def open(self, page, **query):
        """Go to a screen by its address."""
        self.query = "&".join(f"{name}={quote(value)}" for name, value in query.items())
        self._page = ""
        return self._run([], page_name=page)

    def press(self, key, **typed):
        """Press a button once fields are filled, and wait until the page is whole."""
        self.send(key, **typed)
        return self.receive()

    def send(self, key, **typed):
        """Press a button and do not wait."""
        states = [self._state(name, value) for name, value in typed.items()]
        if key:
            states.append(WidgetState(id=self.widgets[key].id, trigger_value=True))
        self._send(states)

    def rerun(self, **typed):
        """Leave a field of a page that has no button."""
        return self.press("", **typed)

    def answer(self, content, id, raw):
        """Fill in a question, press 'Suivant', and wait until the page is whole."""
        return self.press("next", **self.typed(content, id, raw))

    def typed(self, content, id, raw):
        """Return what is typed in each field of a question."""
        parts = [part for part in question_of(content, id).parts if part.id in raw]
        told = [row for part in parts for row in self._fields(content, part, raw[part.id])]
        return {name: value for name, value in told if name in self.widgets}

    def _fields(self, content, part, value):
        key = f"part_{part.id}"
        if part.kind == "date":
            year, month, day = value.split("-")
            named = self.widgets[f"{key}_month"].options[int(month) - 1]
            return [(f"{key}_day", day), (f"{key}_month", named), (f"{key}_year", year)]
        if part.kind == "many":
            return [(f"{key}_{code}", True) for code in value]
        if part.kind == "yes_no":
            return [(key, "Oui" if value else "Non")]
        if part.kind in ("choice", "regulator", "country", "country_or_province"):
            return [(key, choice_text(content, part, value, "fr"))]
        return [(key, value)]

    def _state(self, key, value):
        kind = "bool_value" if isinstance(value, bool) else "string_value"
        return WidgetState(id=self.widgets[key].id, **{kind: value})

    def _run(self, states, **named):
        self._send(states, **named)
        return self.receive()

    def _send(self, states, page_name=""):
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.page_script_hash = self._page
        asked.rerun_script.page_name = page_name
        asked.rerun_script.widget_states.widgets.extend(states)
        self._connection.send(asked.SerializeToString())

    def receive(self):
        """Take what the portal sends until the page is whole."""
        while not self._took(self._next()):
            pass
        return self

    def _next(self):
        told = ForwardMsg()
        told.ParseFromString(self._connection.recv(timeout=30))
        return told

    def _took(self, told):
        kind = told.WhichOneof("type")
        if kind == "new_session":
            self.headings, self.widgets, self.said = [], {}, []
        elif kind == "navigation":
            self._page = told.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = told.page_info_changed.query_string
        elif kind == "delta":
            self._see(told.delta.new_element)
        return kind == "script_finished" and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY

    def _see(self, element):
        kind = element.WhichOneof("type")
        if kind == "heading":
            self.headings.append(element.heading.body)
        elif kind == "alert":
            self.said.append(element.alert.body)
        elif kind in WIDGETS:
            widget = getattr(element, kind)
            name = re.sub(r"^\$\$ID-[0-9a-f]+-", "", widget.id)
            self.widgets[widget.label if name == "None" else name] = widget

    def close(self):
        self._connection.close()
