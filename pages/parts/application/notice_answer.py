"""What an applicant writes before or after a refusal: the reasons told, the text, documents, the sending."""

from collections.abc import Callable, Iterable
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Actor
from core.domain.application.given_reasons import GivenReason
from core.domain.application.overview import Overview
from core.domain.application.proceedings import LONGEST_ANSWER, Notice
from core.domain.errors import MalformedAnswerError, PortalError
from core.domain.form.file_limits import MEGABYTES
from core.domain.form.returned_notices import FormTold
from pages.parts.accounts.recovery import next_try
from pages.parts.application import review
from pages.parts.application.current import current, go_to
from pages.parts.form import documents
from pages.parts.form.printing import show_print
from pages.parts.shell import keeper
from pages.parts.shell.markdown import escape
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, language, say

Verb = Callable[[Actor, UUID, str], object]


def reasons_text(reasons: Iterable[GivenReason]) -> str:
    """Return the HTML of the reasons told to an applicant, each with how to mend it where that is known."""
    return f"<ul>{''.join(map(_reason, reasons))}</ul>"


def _reason(row: GivenReason) -> str:
    known, remedies = portal().library.reasons, portal().outside.rule_book.remedies
    text = f"{known[row['code']].text.of(language())} {row['text']}".strip()
    told = (say("notice.to_mend", remedy=remedies[id].text.of(language())) for id in row.get("remedies", ()))
    mended = "".join(f"<li>{escape(it)}</li>" for it in told)
    return f"<li>{escape(text)}{f'<ul>{mended}</ul>' if mended else ''}</li>"


def draw_answers(seen: Overview, notice: Notice) -> None:
    """Draw the answers that a notice opens, each with its way, and the form to sign anew once one changed."""
    st.header(say("notice.answers"), anchor=False)
    st.markdown(say("notice.answers_means"))
    review.show_opened(seen, notice.questions)
    if not seen.is_complete:
        st.warning(say("notice.unanswered"))
    elif seen.is_printed and seen.last_print and seen.has_changed_answers:
        show_print(seen.last_print)
    elif seen.has_changed_answers:
        st.warning(say("notice.print_anew"))
        code = str(seen.known.get("correspondence_language", language()))
        st.button(say(f"form_page.print_in_{code}"), key=f"print_{code}")


def draw_documents(seen: Overview, told: FormTold | None) -> None:
    """Draw the documents that may be given with a text, and need not be."""
    st.markdown(say("notice.documents_means", megabytes=MEGABYTES))
    for slot in seen.slots:
        documents.draw_row(seen, slot, told)


def draw_text(seen: Overview, topic: str) -> None:
    """Draw the room for the text; it is kept while a document is looked for on another page."""
    with st.container(key="field_text"):
        keeper.area(
            say(f"{topic}.text"),
            key=_key(seen),
            max_chars=LONGEST_ANSWER,
            height=240,
            persist_state="session",
        )


def _key(seen: Overview) -> str:
    return f"text_{seen.asked_last}"


def after_opening(here: Here, seen: Overview) -> Overview:
    """Make room for documents once its button was pressed, and return the request as it then stands."""
    if not st.session_state.get("add_documents"):
        return seen
    try:
        portal().reconsiderations.open_documents(here.actor, seen.application.id)
    except PortalError as refusal:
        error_notice(refusal)
    return current(here)


def send(here: Here, seen: Overview, verb: Verb) -> None:
    """Send the text with its documents and leave for the confirmation, or say why it was not sent."""
    text = str(st.session_state.get(_key(seen)) or "")
    try:
        verb(here.actor, seen.application.id, text)
    except MalformedAnswerError as refusal:
        items = [("field_text", say(f"errors.{code}")) for code in refusal.fields.values()]
        error_summary(items, token=str(next_try()))
    except PortalError as refusal:
        error_notice(refusal)
    else:
        keeper.done(here.actor, str(seen.application.id), "text_")
        go_to("confirmation", seen)
