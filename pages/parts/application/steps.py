"""The guide's steps with where one stands, and the days left, on every screen of a request.

Source: guide 2.3 to 2.17, 3.4.
"""

import streamlit as st

from core.domain.application.application import DocumentKind, State
from core.domain.application.overview import Overview
from pages.parts.shell.markdown import Markdown, escape, joined
from pages.parts.shell.session import say, until

SCREENS = {
    "questions": "review",
    "print": "form",
    "sign": "form",
    "attach": "documents",
    "submit": "documents",
}
"""The screen on which each step is looked at, once it can be."""

LATER = {State.DOCUMENTS_REQUIRED: "required", State.NOTICE_GIVEN: "notice"}
"""The step that comes after the guide's own, where the applicant has to act again."""


def show_steps(seen: Overview) -> None:
    """Show the steps beside the page, and the days left both there and where this is called."""
    with st.sidebar:
        st.html(_listed(seen))
    st.caption(days_text(seen))


def days_text(seen: Overview) -> Markdown:
    """Return a request's reference and what is left of its 30 days.

    Source: guide 2.17.
    """
    return joined(" · ", (say("steps.request", reference=seen.application.reference), deadline_text(seen)))


def deadline_text(seen: Overview) -> str:
    """Return what is left of a request's 30 days; once it is sent or over, when that was."""
    application = seen.application
    if application.submitted_at:
        return _stands(seen)
    if seen.has_expired:
        return say("steps.expired_on", day=application.last_day)
    word = "last_day" if seen.days_left == 0 else "one_day_left" if seen.days_left == 1 else "days_left"
    return say(f"steps.{word}", days=seen.days_left, day=until(application.last_day))


def _stands(seen: Overview) -> str:
    """Return where a request that was sent stands now, and since when.

    Source: guide 3.0.
    """
    application = seen.application
    if application.state is State.NOTICE_GIVEN and application.answer_by:
        return say("steps.notice_given_on", day=until(application.answer_by))
    since = application.submitted_at if application.state is State.SUBMITTED else application.decided_at
    return say(f"steps.{application.state}_on", day=since)


def done_steps(seen: Overview) -> dict[str, bool]:
    """Say of each step whether it is done; a scan given back is taken for a signed form.

    Shapes: in the order in which they are done.
    """
    sent = seen.submission is not None
    signed = DocumentKind.IMM5661 in (seen.documents or {})
    steps = {
        "questions": sent or seen.is_complete,
        "print": sent or seen.is_printed,
        "sign": sent or (seen.is_printed and signed),
        "attach": sent or (seen.is_printed and not seen.missing_documents),
        "submit": sent,
    }
    return steps | ({LATER[seen.application.state]: False} if _is_asked(seen) else {})


def _is_asked(seen: Overview) -> bool:
    """Say whether documents asked for, or the answer to a notice, are the step to take now.

    Source: guide 3.4.
    """
    return seen.application.state in LATER


def _listed(seen: Overview) -> str:
    done, waits = done_steps(seen), seen.is_open or _is_asked(seen)
    now = next((step for step, is_done in done.items() if not is_done), "") if waits else ""
    rows = "".join(_row(seen, step, done, now) for step in done)
    title = escape(say("steps.title"))
    left = escape(deadline_text(seen))
    return (
        f'<section class="steps" aria-labelledby="steps-title"><h2 id="steps-title">{title}</h2>'
        f'<p class="days-left">{left}</p><ol>{rows}</ol></section>'
    )


def _row(seen: Overview, step: str, done: dict[str, bool], now: str) -> str:
    status = "done" if done[step] else "now" if step == now else "to_do"
    text = escape(say(f"steps.{step}"))
    if step == "questions" and not done[step]:
        text += f" ({escape(say('steps.answered', answered=seen.answered, asked=seen.asked))})"
    if address := _address(seen, step, done):
        text = f'<a href="{escape(address)}">{text}</a>'
    mark = ' aria-current="step"' if step == now else ""
    return (
        f'<li class="{status}"{mark}>{text} <span class="status">{escape(say(f"steps.{status}"))}</span></li>'
    )


def _address(seen: Overview, step: str, done: dict[str, bool]) -> str:
    """Return where a step is looked at, or nothing while it cannot be."""
    if not seen.is_open:
        return ""
    within_reach = done["print"] if step in ("sign", "attach", "submit") else done[step]
    return f"/{SCREENS[step]}?request={seen.application.reference}" if within_reach else ""
