"""The documents of a request on screen: what is expected, what was given, and what may be done with each.

Source: guide 2.13, 2.14.
"""

from html import escape
from typing import Any, NoReturn

import streamlit as st

from core.bootstrap import portal
from core.domain.application import Document, DocumentKind
from core.domain.content import Advice
from core.domain.display import part_text
from core.domain.errors import PortalError
from core.domain.overview import Overview
from core.domain.questionnaire import advice_for, question_of
from pages.parts import browser
from pages.parts.current import current, go_to, home_button
from pages.parts.recovery import next_try
from pages.parts.session import Here, language, say
from pages.parts.viewer import file_text, pairs, picture

KINDS_OF_FILE = ("pdf", "jpg", "jpeg", "png", "tif", "tiff")
DECLARED = ("first_id_kind", "first_id_issuer", "second_id_kind", "second_id_description")
NOTICE = "documents_notice"


def leave(seen: Overview) -> NoReturn:
    """Go home, where it is said that the request is kept and signing out is offered.

    Source: guide 2.6.
    """
    st.switch_page("pages/applicant/home.py", query_params={"left": seen.application.reference})


def only_open(seen: Overview) -> None:
    """Stop a screen that works on a request which was sent or has run out, and lead on.

    Source: guide 2.17.
    """
    if seen.submission:
        go_to("confirmation", seen)
    if seen.is_open:
        return
    told = seen.application
    st.warning(say("errors.expired", reference=told.reference, last_day=told.last_day))
    home_button()
    st.stop()


def only_printed(seen: Overview) -> None:
    """Stop a screen that needs the current answers on paper, and lead to the print page.

    Source: guide 2.12.
    """
    only_open(seen)
    if seen.is_printed:
        return
    st.warning(say("documents.print_first"))
    if st.button(say("documents.to_form"), key="to_form", type="primary"):
        go_to("form", seen)
    st.stop()


def named(kind: DocumentKind) -> str:
    """Return a document's name as it stands inside a sentence."""
    return say(f"documents.{kind}_named")


def in_words(refusal: PortalError) -> str:
    """Return the sentence of an error, with documents by their names instead of their codes."""
    told = {name: _by_name(value) for name, value in refusal.values.items()}
    return say(f"errors.{refusal.code}", **told)


def _by_name(value: Any) -> Any:
    if isinstance(value, list):
        return listed(DocumentKind(kind) for kind in value)  # pyright: ignore[reportUnknownVariableType] the service gives kinds
    return say(f"documents.{value}") if value in list(DocumentKind) else value


def listed(kinds: Any) -> str:
    """Return the titles of several documents, one after another."""
    return ", ".join(say(f"documents.{kind}").lower() for kind in kinds)


def expected(seen: Overview, kind: DocumentKind) -> str:
    """Return what a document must show, naming the one that was declared."""
    number = seen.last_print.number if seen.last_print else 0
    return say(f"documents.{kind}_expected", number=number, declared=_declared(seen, kind))


def _declared(seen: Overview, kind: DocumentKind) -> str:
    content = portal().library.questionnaire
    question, value = question_of(content, str(kind)), seen.answers.get(str(kind), {})
    parts = [part for part in question.parts if part.id in DECLARED] if question else []
    told = {part.id: part_text(content, part, value.get(part.id), language()) for part in parts}
    if told.get("second_id_description"):
        return told["second_id_description"]
    return ", ".join(text for text in told.values() if text)


def _advice(seen: Overview, kind: DocumentKind) -> list[Advice]:
    question = question_of(portal().library.questionnaire, str(kind))
    return advice_for(question, seen.known) if question else []


def draw_row(seen: Overview, kind: DocumentKind) -> None:
    """Draw one document: what is expected, its state, its file and its buttons."""
    given = (seen.documents or {}).get(kind)
    with st.container(border=True, key=f"row_{kind}"):
        st.header(say(f"documents.{kind}"), anchor=False)
        st.html(_told(seen, kind, given))
        for advice in _advice(seen, kind):
            st.warning(advice.text.of(language()))
        if given:
            _warn_when_older(seen, given)
        with st.container(horizontal=True, key=f"ways_{kind}"):
            _buttons(seen, kind, given)


def _told(seen: Overview, kind: DocumentKind, given: Document | None) -> str:
    told = [expected(seen, kind)]
    told.append(say("documents.given", given_at=given.given_at) if given else say("documents.missing"))
    rows = "".join(f"<p>{escape(text)}</p>" for text in told)
    if given is None:
        return rows
    file = file_text(given)
    alt = say("documents.first_page_of", name=given.file_name)
    return f"{rows}<p><strong>{escape(given.file_name)}</strong> ({file})</p>{picture(given, 1, 240, alt)}"


def _warn_when_older(seen: Overview, given: Document) -> None:
    """Warn about a signed form that was attached before the newest print.

    Source: notes/scan.md: the portal knows which paper came back.
    """
    newest = seen.last_print
    if given.kind is DocumentKind.IMM5661 and newest and given.given_at < newest.printed_at:
        st.warning(say("documents.older_than_print", number=newest.number))


def _buttons(seen: Overview, kind: DocumentKind, given: Document | None) -> None:
    name = named(kind)
    word = say("documents.replace" if given else "documents.upload", name=name)
    if st.button(word, key=f"upload_{kind}"):
        go_to("upload", seen, kind=str(kind))
    if given is None:
        return
    if st.button(say("documents.view", name=name), key=f"view_{kind}"):
        go_to("viewer", seen, document=str(given.id))
    st.button(say("documents.remove", name=name), key=f"remove_{kind}")


def after_removal(here: Here, seen: Overview) -> Overview:
    """Take back the document whose button was pressed, and return the request as it then stands.

    Shapes: the press is read before the button is drawn, after the guard, so that one press is one run.
    """
    pressed = [kind for kind in (seen.documents or {}) if st.session_state.get(f"remove_{kind}")]
    for kind in pressed:
        try:
            portal().documents.remove(here.actor, (seen.documents or {})[kind].id)
            tell("removed", kind)
        except PortalError as refusal:
            st.error(in_words(refusal))
    return current(here) if pressed else seen


def tell(what: str, kind: DocumentKind) -> None:
    """Keep a notice for the documents page."""
    st.session_state[NOTICE] = (what, str(kind))


def show_notice() -> None:
    """Say once what was just attached or taken back."""
    if NOTICE not in st.session_state:
        return
    with st.container(key="notice"):
        what, kind = st.session_state.pop(NOTICE)
        st.success(say(f"documents.{what}", name=say(f"documents.{kind}")))
        if what == "removed":
            # the button that was pressed is gone, and the focus with it
            browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")


def kind_asked() -> DocumentKind:
    """Return the document the address names; the signed form when it names none."""
    wanted = st.query_params.get("kind", "")
    return DocumentKind(wanted) if wanted in list(DocumentKind) else DocumentKind.IMM5661


def draw_sent(seen: Overview) -> None:
    """List the documents that were sent, each with a button to look at it."""
    for kind, given in (seen.documents or {}).items():
        file = f"{given.file_name} ({file_text(given)})"
        st.html(pairs([(say(f"documents.{kind}"), file)]))
        if st.button(say("documents.view", name=named(kind)), key=f"view_{kind}"):
            go_to("viewer", seen, document=str(given.id))
