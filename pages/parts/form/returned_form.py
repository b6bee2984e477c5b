"""What was seen on the signed form, on screen: in words, and marked on the pictures of its pages.

Source: guide 2.8, 2.9, 3.R3.
"""

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

import streamlit as st

from core.bootstrap import portal
from core.domain.application.application import DocumentKind
from core.domain.application.overview import Overview
from core.domain.errors import PortalError
from core.domain.form.returned_form import BoxSeen, FormKept
from core.domain.form.returned_notices import FormNotice, FormTold
from core.services.decisions.casework import Case
from core.services.rules.facts_from_form import Heard
from pages.parts.accounts.recovery import next_try
from pages.parts.application import changes
from pages.parts.shell import browser
from pages.parts.shell.markdown import escape
from pages.parts.shell.notices import error_notice
from pages.parts.shell.session import Here, say
from pages.parts.shell.viewer import picture

PICTURE, MOST_PICTURES = 520, 4
KEPT = "form_kept_now"
_ROOM = 0.004
"""Between a box and the frame that marks it, as a share of the page."""


def form_told(here: Here, seen: Overview) -> FormTold | None:
    """Return what is told of the form, after keeping it as it is when that button was pressed.

    Shapes: the press is read before the button is drawn, so that one press is one run.
    """
    told = portal().scans.told(here.actor, seen.application.id)
    if told is None or not st.session_state.get(_keep_key(told)):
        return told
    try:
        portal().scans.keep(here.actor, told.document.id)
        st.session_state[KEPT] = True
    except PortalError as refusal:
        error_notice(refusal)
    return portal().scans.told(here.actor, seen.application.id)


def _keep_key(told: FormTold) -> str:
    return f"keep_{told.document.id}"


def draw_told(told: FormTold) -> None:
    """Tell the applicant what was seen, what mends it, and offer to keep the form as it is."""
    if not told.notices:
        st.success(say("scan.all_well"))
        return
    if told.kept:
        _draw_kept(told.kept)
        with st.expander(say("scan.title"), key="scan_told"):
            st.html(_remarks(told, _with_remedy) + _pictures(told))
        return
    with st.container(key="scan_told"):
        head = f"<h3>{escape(say('scan.title'))}</h3><p>{escape(say('scan.intro'))}</p>"
        st.html(head + _remarks(told, _with_remedy) + _pictures(told))
        st.text(say("scan.keep_hint"))
        st.button(say("scan.keep"), key=_keep_key(told))


def _draw_kept(kept: FormKept) -> None:
    """Say that the form was kept; the button that was pressed is gone, and the focus with it."""
    with st.container(key="scan_kept"):
        st.info(say("scan.kept", kept_at=kept.kept_at))
    if st.session_state.pop(KEPT, False):
        browser.focus(str(next_try()), ".st-key-scan_kept", key="focus_kept")


def draw_told_to_officer(case: Case) -> None:
    """Tell the officer what was seen, and whether the applicant kept the form as it is all the same."""
    if DocumentKind.IMM5661 not in (case.seen.documents or {}):
        return
    told, head = case.form, f"<h3>{escape(say('scan.officer_title'))}</h3>"
    if told is None or not told.notices:
        well = say("scan.officer_all_well" if told else "scan.officer_unread")
        st.html(f"{head}<p>{escape(well)}</p>")
        return
    at = told.kept.kept_at if told.kept else None
    kept = say("scan.officer_kept", kept_at=at) if at else say("scan.officer_not_kept")
    st.html(f"{head}{_remarks(told, _seen)}<p>{escape(kept)}</p>")


def marked(told: FormTold, page: int, image: str) -> str:
    """Return the HTML of a page's picture with what is told of it framed, and named below."""
    marks = "".join(f'<div class="mark" style="{frame_of(box)}"></div>' for box in told.boxes_on(page))
    caption = f"<figcaption>{escape(marked_text(told, page))}</figcaption>"
    return f'<figure class="scan"><div class="marked">{image}{marks}</div>{caption}</figure>'


def _pictures(told: FormTold) -> str:
    document, shown = told.document, told.pages[:MOST_PICTURES]
    told_pages = [(page, {"page": page, "pages": document.pages}) for page in shown]
    return "".join(
        marked(
            told, page, picture(document, page, PICTURE, say("viewer.picture", name=document.file_name, **it))
        )
        for page, it in told_pages
    )


def marked_text(told: FormTold, page: int) -> str:
    """Return what is marked on a page, in words."""
    boxes = told.boxes_on(page)
    return say("scan.marked", page=page, boxes=_names(boxes)) if boxes else say("scan.page", pages=page)


def frame_of(box: BoxSeen) -> str:
    """Return the style of the frame around a box; on a page that lies aslant, around all of it."""
    across, down = ([point[axis] for point in box.corners] for axis in (0, 1))
    left, top = max(0.0, min(across) - _ROOM), max(0.0, min(down) - _ROOM)
    width, height = min(1.0, max(across) + _ROOM) - left, min(1.0, max(down) + _ROOM) - top
    return f"left:{left:.2%};top:{top:.2%};width:{width:.2%};height:{height:.2%}"


def _remarks(told: FormTold, words: Callable[[FormNotice], str]) -> str:
    return f'<ul class="findings">{"".join(_remark(it, words(it)) for it in told.notices)}</ul>'


def _remark(notice: FormNotice, words: str) -> str:
    if not notice.would_be_refused:
        return f'<li class="finding look"><p>{words}</p></li>'
    mark = escape(say("verification.severity_refusal"))
    return f'<li class="finding refusal"><p><strong class="mark">{mark}</strong> {words}</p></li>'


def _with_remedy(notice: FormNotice) -> str:
    return f"{_seen(notice)}</p><p>{escape(say(f'scan.do_{notice.code}'))}"


def _seen(notice: FormNotice) -> str:
    """Return what was seen, as HTML inside a paragraph."""
    numbers = ", ".join(map(str, notice.pages))
    told = say(
        f"scan.seen_{notice.code}",
        where=say("scan.pages" if len(notice.pages) > 1 else "scan.page", pages=numbers),
        boxes=_names(notice.boxes),
        form_page=notice.form_page,
        print_number=notice.print_number,
        reference=notice.reference,
    )
    if not notice.questions:
        return escape(told)
    return escape(f"{told} {say('scan.changed', names=changes.names(notice.questions))}")


def _names(boxes: Iterable[BoxSeen]) -> str:
    return ", ".join(say(f"scan.box_{box.name}") for box in boxes)


@contextmanager
def reading_shown() -> Generator[Heard]:
    """Show that a file is checked, then how far its form is read, until that is done."""
    bar = st.progress(0.0, say("scan.checking"))
    try:
        yield lambda page, pages: bar.progress(page / pages, say("scan.reading", page=page, pages=pages))
    finally:
        bar.empty()
