"""The documents of a request on screen: what is expected, what was given, and what may be done with each.

Source: guide 2.13, 2.14, 3.4, 3.5.
"""

from collections.abc import Sequence
from typing import Any, NoReturn

import streamlit as st

from core.bootstrap import portal
from core.domain.application.application import Document, DocumentKind, State
from core.domain.application.content import Advice
from core.domain.application.display import part_text
from core.domain.application.overview import Overview, Slot
from core.domain.application.questionnaire import advice_for, question_of
from core.domain.errors import PortalError
from core.domain.form.returned_notices import FormTold
from pages.parts.accounts.recovery import next_try
from pages.parts.application.current import current, go_on, go_to, home_button
from pages.parts.form.returned_form import draw_told
from pages.parts.shell import browser
from pages.parts.shell.markdown import Markdown, escape, plain
from pages.parts.shell.session import Here, language, say
from pages.parts.shell.viewer import file_text, pairs, picture

DECLARED = ("first_id_kind", "first_id_issuer", "second_id_kind", "second_id_description")
NOTICE = "documents_notice"
GATHERED = {State.NOTICE_GIVEN: "notice", State.REFUSED: "reconsideration"}
"""The screen on which documents are gathered that may be given but need not be."""


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
        go_on(seen)
    if seen.is_open:
        return
    told = seen.application
    st.warning(say("errors.expired", reference=told.reference, last_day=told.last_day))
    home_button()
    st.stop()


def only_printed(seen: Overview) -> None:
    """Stop a screen that needs the current answers on paper, and lead to the print page.

    Shapes: who is asked for documents has sent that paper already.
    Source: guide 2.12, 3.4.
    """
    if is_asked(seen):
        return
    only_open(seen)
    if seen.is_printed:
        return
    st.warning(say("documents.print_first"))
    if st.button(say("documents.to_form"), key="to_form", type="primary"):
        go_to("form", seen)
    st.stop()


def only_expecting(seen: Overview) -> None:
    """Stop the screen of one document when none can be given now, and lead on."""
    if not seen.asked_now:
        only_printed(seen)


def gathered_at(seen: Overview) -> str:
    """Return the screen on which documents are gathered now."""
    return GATHERED.get(seen.application.state, "documents") if seen.asked_now else "documents"


def is_asked(seen: Overview) -> bool:
    """Say whether an officer waits for documents.

    Source: guide 3.4.
    """
    return seen.application.state is State.DOCUMENTS_REQUIRED


def key_of(slot: Slot) -> str:
    """Return how addresses and widgets name a document: its kind, or the demand it answers."""
    return slot.request.id.hex if slot.request else str(slot.kind)


def title_of(slot: Slot) -> str:
    """Return what a document is called: the officer's words for it, or its kind."""
    return (slot.request.name if slot.request else "") or say(f"documents.{slot.kind}")


def named(slot: Slot) -> str:
    """Return a document's name as it stands inside a sentence, apart from every other name on its page."""
    if slot.request is None:
        return say(f"documents.{slot.kind}_named")
    return say("documents.copy_named" if slot.request.again else "documents.quoted", title=title_of(slot))


def slot_of(seen: Overview, document: Document) -> Slot:
    """Return a document given, with the demand it answers."""
    asked = next((row for row in seen.requests if row.id == document.request_id), None)
    return Slot(document.kind, document, asked)


def in_words(refusal: PortalError) -> Markdown:
    """Return the sentence of an error, with documents by their names instead of their codes."""
    told = {name: _by_name(value) for name, value in refusal.values.items()}
    return say(f"errors.{refusal.code}", **told)


def refused_in_words(refusal: PortalError, names: Sequence[str]) -> Markdown:
    """Return which of the files chosen was refused, why, what to do, and that nothing was lost."""
    place = int(refusal.values.get("place", 1))
    name = names[min(max(place, 1), len(names)) - 1]
    why = in_words(refusal)
    return say("upload.refused", name=name, why=why, lost=say("upload.nothing_lost"))


def _by_name(value: Any) -> Any:
    if isinstance(value, list):
        return listed(DocumentKind(kind) for kind in value)  # pyright: ignore[reportUnknownVariableType] the service gives kinds
    return say(f"documents.{value}") if value in list(DocumentKind) else value


def in_a_sentence(title: str) -> str:
    """Return a title as it stands within a sentence; IMM keeps its capitals."""
    return title[:1].lower() + title[1:]


def listed(kinds: Any) -> str:
    """Return the titles of several documents, one after another."""
    return ", ".join(in_a_sentence(say(f"documents.{kind}")) for kind in kinds)


def missing(seen: Overview) -> str:
    """Return the titles of the documents not given yet, one after another."""
    wanted = [slot for slot in seen.slots if slot.document is None]
    return ", ".join(title_of(slot) if slot.request else in_a_sentence(title_of(slot)) for slot in wanted)


def expected(seen: Overview, slot: Slot) -> str:
    """Return what a document must show: the officer's reason, or the document that was declared."""
    if not slot.is_needed:
        return say("documents.may_help")
    if slot.request:
        return say("documents.asked_because", reason=slot.request.reason)
    number = seen.last_print.number if seen.last_print else 0
    return say(f"documents.{slot.kind}_expected", number=number, declared=_declared(seen, slot.kind))


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
    return advice_for(question, seen.known, seen.today) if question else []


def draw_row(seen: Overview, slot: Slot, told: FormTold | None = None) -> None:
    """Draw one document: what is expected, its state, its file, what was seen on it, and its buttons."""
    with st.container(border=True, key=f"row_{key_of(slot)}"):
        st.header(plain(title_of(slot)), anchor=False)
        st.html(_told(seen, slot))
        for advice in _advice(seen, slot.kind):
            st.warning(advice.text.of(language()))
        if told and told.document == slot.document:
            draw_told(told)
        with st.container(horizontal=True, key=f"ways_{key_of(slot)}"):
            _buttons(seen, slot)


def _told(seen: Overview, slot: Slot) -> str:
    given = slot.document
    word = slot.state if slot.is_needed else "optional"
    state = say("documents.given", given_at=given.given_at) if given else say(f"documents.state_{word}")
    rows = "".join(f"<p>{escape(text)}</p>" for text in (state, expected(seen, slot)))
    if given is None:
        return rows
    file = file_text(given)
    alt = say("documents.first_page_of", name=given.file_name)
    return f"{rows}<p><strong>{escape(given.file_name)}</strong> ({file})</p>{picture(given, 1, 240, alt)}"


def _buttons(seen: Overview, slot: Slot) -> None:
    name, key, given = named(slot), key_of(slot), slot.document
    word = say("documents.replace" if given else "documents.upload", name=name)
    if st.button(word, key=f"upload_{key}"):
        go_to("upload", seen, kind=key)
    if given is None:
        return
    if st.button(say("documents.view", name=name), key=f"view_{key}"):
        go_to("viewer", seen, document=str(given.id))
    st.button(say("documents.remove", name=name), key=f"remove_{key}")


def after_removal(here: Here, seen: Overview) -> Overview:
    """Take back the document whose button was pressed, and return the request as it then stands.

    Shapes: the press is read before the button is drawn, after the guard, so that one press is one run.
    """
    pressed = [slot for slot in seen.slots if st.session_state.get(f"remove_{key_of(slot)}")]
    for slot in pressed:
        if slot.document is None:
            continue
        try:
            portal().documents.remove(here.actor, slot.document.id)
            tell("removed", slot)
        except PortalError as refusal:
            st.error(in_words(refusal))
    return current(here) if pressed else seen


def tell(what: str, slot: Slot) -> None:
    """Keep a notice for the documents page."""
    st.session_state[NOTICE] = (what, title_of(slot), slot.kind)


def show_notice(told: FormTold | None) -> None:
    """Say once what was just attached or taken back, and that there is something to read about the form."""
    if NOTICE not in st.session_state:
        return
    with st.container(key="notice"):
        what, name, kind = st.session_state.pop(NOTICE)
        st.success(say(f"documents.{what}", name=name))
        if what == "attached" and told and told.notices and kind is told.document.kind:
            st.warning(say("scan.read_below"))
        if what == "removed":
            # the button that was pressed is gone, and the focus with it
            browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")


def slot_asked(seen: Overview) -> Slot:
    """Return the document the address names, or the first; leave when it names one not to be given now.

    Source: guide 3.5.
    """
    wanted = st.query_params.get("kind", "")
    found = next((slot for slot in seen.slots if wanted in ("", key_of(slot))), None)
    if found is None:
        go_to(gathered_at(seen), seen)
    return found


def draw_locked(seen: Overview) -> None:
    """List what was sent before and is locked, readable still.

    Source: guide 3.5.
    """
    asked = {row.id for row in seen.asked_now}
    st.header(say("documents.locked_title"), anchor=False)
    st.markdown(say("documents.locked"))
    _draw_read_only(seen, [row for row in seen.given if row.request_id not in asked])


def draw_sent(seen: Overview) -> None:
    """List the documents that were sent, each with a button to look at it."""
    sent = seen.submission.document_ids if seen.submission else []
    _draw_read_only(seen, [row for row in seen.given if str(row.id) in sent])


def _draw_read_only(seen: Overview, documents: list[Document]) -> None:
    for number, document in enumerate(documents, 1):
        slot = slot_of(seen, document)
        file = f"{document.file_name} ({file_text(document)})"
        st.html(pairs([(title_of(slot), file)]))
        named_apart = say("documents.numbered", number=number, title=title_of(slot))
        name = named_apart if slot.request else named(slot)
        if st.button(say("documents.view", name=name), key=f"view_{key_of(slot)}"):
            go_to("viewer", seen, document=str(document.id))
