"""A request before its officer: the case that the address names, its papers, its earlier rounds.

Source: guide 3.0, 3.5, 3.6.
"""

from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.application.application import EXPECTED, Document, DocumentRequest, Outcome
from core.domain.application.overview import Overview
from core.domain.errors import PortalError
from core.services.decisions.casework import Case
from pages.parts.accounts.email_check import state_text
from pages.parts.decisions.decision_draft import name_to_read
from pages.parts.desk.queue import hold_text, regulator_name
from pages.parts.shell.markdown import Markdown, escape
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import OPENED, Here, say, written
from pages.parts.shell.viewer import pairs

BEGUN = ("previewed", "decision_refused", "decision_tried", "additional_shown")
"""What a decision that was begun leaves in the session: nothing of it belongs to the next request."""


@dataclass
class OpenCase:
    """The case on screen, and the stage at which its officer last read it."""

    reference: str
    id: UUID
    stage: int


def case_here(here: Here) -> Case:
    """Return the case the address names; each opening is recorded once, however often the page is drawn."""
    reference, kept = st.query_params.get("request", ""), st.session_state.get(OPENED)
    try:
        if isinstance(kept, OpenCase) and kept.reference == reference:
            return portal().casework.case(here.actor, kept.id)
        return _open(here, reference)
    except PortalError as refusal:
        leave_without(refusal, say("case.menu"))


def leave_without(refusal: PortalError, title: Markdown) -> NoReturn:
    """Say why there is no request to show, offer the way to the queue, and end the page."""
    st.title(title, anchor=False)
    error_notice(refusal)
    if st.button(say("case.to_queue"), key="to_queue", type="primary"):
        st.switch_page("pages/officer/queue.py")
    st.stop()


def id_of(here: Here, reference: str) -> UUID:
    """Return which request a reference names.

    Raises: NotFoundError.
    """
    return portal().casework.named(here.actor, reference)


def _open(here: Here, reference: str) -> Case:
    case = portal().casework.open_case(here.actor, id_of(here, reference))
    for name in BEGUN:
        st.session_state.pop(name, None)
    st.session_state[OPENED] = OpenCase(reference, case.seen.application.id, case.seen.stage)
    return case


def opened() -> OpenCase:
    """Return what is on screen; `case_here` comes first."""
    kept = st.session_state[OPENED]
    if not isinstance(kept, OpenCase):
        raise AssertionError("unreachable: the case was opened before")
    return kept


def heading(case: Case) -> str:
    """Return the HTML of what is known of the request at a glance."""
    application = case.seen.application
    rows = [
        (say("case.name"), application.name),
        (say("case.regulator"), regulator_name(application)),
        (say("case.state"), say(f"staff.state_{application.state}")),
        (say("case.submitted_at"), written(application.submitted_at)),
        (say("email_check.officer"), state_text(case.email)),
        (say("case.language"), say(f"case.language_{application.language}")),
    ]
    if application.mark:
        rows.append((say("case.round"), say(f"case.back_{application.mark}")))
    elif _came_with_documents(case.seen):
        rows.append((say("case.round"), say("case.returned", round=application.round)))
    if application.held_until and application.held_until >= case.seen.today:
        reason = hold_text(application)
        rows.append((say("case.held"), say("case.held_until", until=application.held_until, reason=reason)))
    return f'<div class="glance">{pairs(rows)}</div>'


def _came_with_documents(seen: Overview) -> bool:
    """Say whether the latest submission answered a demand for documents."""
    before = seen.application.round - 1
    asking = (it for it in seen.decisions if it.outcome is Outcome.DOCUMENTS_REQUIRED)
    # decisions of an older edition of the portal do not know their round
    return before > 0 and any(it.round in (0, before) for it in asking)


def named(seen: Overview, document: Document) -> str:
    """Return what a document is called: its kind or the name it was asked by, and what is new about it."""
    request = next((row for row in seen.requests if row.id == document.request_id), None)
    name = wanted_name(request) if request else say(f"documents.{document.kind}")
    if request is None:
        return name
    name = say("case.new_copy", name=name) if request.again else name
    is_new = request.decision_id == seen.asked_last
    return say("case.is_new", name=name) if is_new else name


def wanted_name(request: DocumentRequest) -> str:
    """Return what a document asked for is called, in the reader's language."""
    return name_to_read(request.name) or say(f"documents.{request.kind}")


def in_order(seen: Overview) -> list[Document]:
    """Return the documents given: the newest round first, within it as they are expected."""
    places = {kind: place for place, kind in enumerate(EXPECTED)}
    new = {row.id for row in seen.requests if row.decision_id == seen.asked_last}
    return sorted(
        seen.given, key=lambda it: (it.request_id not in new, places.get(it.kind, len(places)), it.given_at)
    )


PARTS = {
    "part_findings": "findings", "decide": "decide", "part_answers": "answers", "part_around": "around",
    "part_history": "history",
}  # fmt: skip
"""The parts of a case, by the key of their place."""


def parts_list() -> str:
    """Return the HTML of the ways to the parts of a case within their pane."""
    rows = (
        f'<li><a href="#{key}">{escape(say(f"case.part_{word}"))}</a></li>' for key, word in PARTS.items()
    )
    return f'<nav class="case-parts" aria-label="{escape(say("case.parts"))}"><ul>{"".join(rows)}</ul></nav>'


def head_text(case: Case) -> str:
    """Return the HTML of whose request it is, and where it stands, beside its reference."""
    application = case.seen.application
    told = (application.name, application.regulator, say(f"staff.state_{application.state}"))
    return f'<p class="case-who">{escape(" · ".join(told))}</p>'


def printed_by(here: Here) -> str:
    """Return the HTML of who printed the page and when, which paper alone shows."""
    told = say("case.printed_by", name=here.visit.name or here.visit.user_code, at=portal().outside.now())
    return f'<p class="on-paper">{escape(told)}</p>'
