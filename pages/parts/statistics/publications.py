"""Published quarters before a manager: their editions, what a revision would change, publishing it."""

from datetime import date

import streamlit as st

from core.bootstrap import portal
from core.domain.application.days import local_day
from core.domain.errors import MalformedAnswerError, PortalError
from core.domain.statistics.cube import OVERALL, Key
from core.domain.statistics.periods import Month
from core.services.statistics.figure_words import FigureWords
from core.services.statistics.publications import EditionShown, RevisionPreview
from core.settings import settings
from pages.parts.accounts.recovery import next_try
from pages.parts.shell import keeper
from pages.parts.shell.markdown import escape
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say, written
from pages.parts.shell.tables import table
from pages.parts.statistics.figure_words import figure_words

DONE = "revision_published"
COLUMNS = ("quarter", "edition", "published_on", "by", "why")


def tell() -> None:
    """Say, once, that a revision was just published."""
    if st.session_state.pop(DONE, None):
        st.success(say("publications.done"))


def editions_table(here: Here) -> str:
    """Return the HTML of every edition of every quarter."""
    shown = portal().publications.editions(here.actor)
    if not shown:
        return f"<p>{escape(say('statistics.public_none'))}</p>"
    headings = [say(f"publications.{word}") for word in COLUMNS]
    return table(say("publications.list"), headings, [_row(it) for it in shown])


def _row(shown: EditionShown) -> list[str]:
    it = shown.edition
    first = say("publications.first") if it.revision == 1 else say("publications.nth", number=it.revision)
    by = shown.by or say("publications.portal" if it.made_by is None else "publications.somebody")
    made = written(local_day(it.made_at, settings().zone))
    return [_named(it.quarter), first, made, by, it.why or "\u2013"]


def _named(quarter: date) -> str:
    return figure_words().period(Month.of(quarter).quarter)


def quarter_chosen(here: Here) -> date | None:
    """Draw the choice of a quarter and return it; None before one is chosen."""
    known = {it.edition.quarter for it in portal().publications.editions(here.actor)}
    if not known:
        return None
    return st.selectbox(
        say("publications.which"),
        sorted(known, reverse=True),
        index=None,
        format_func=_named,
        placeholder=say("rule_editor.choose"),
        key="quarter",
    )


def draw_preview(here: Here, quarter: date) -> None:
    """Draw what changed since a quarter was published, and what of it a revision would show."""
    preview = portal().publications.preview(here.actor, quarter)
    figures = figure_words()
    st.markdown(say("publications.since"))
    headings = [say(f"publications.{word}") for word in ("what", "then", "now")]
    since = [
        [say(f"publications.measure_{name}"), figures.whole(then), figures.whole(now)]
        for name, (then, now) in preview.since.items()
    ]
    st.html(table(say("publications.since_title"), headings, since))
    if not preview.changes:
        st.info(say("publications.no_change"))
        return
    st.markdown(say("publications.would_show", number=preview.revision + 1))
    st.html(_changes(preview, figures))


def _changes(preview: RevisionPreview, figures: FigureWords) -> str:
    rows = [
        [_what(it.key, figures), *(figures.cell("files", count).text for count in (it.before, it.after))]
        for it in preview.changes
    ]
    headings = [say(f"publications.{word}") for word in ("what", "published", "revised")]
    return table(say("publications.changes_title"), headings, rows)


def _what(key: Key, figures: FigureWords) -> str:
    """Return what a count is of: refused, Québec."""
    measure, by, category = key
    reasons = portal().library.reasons
    of = figures.reason(measure) if measure in reasons else say(f"publications.measure_{measure}").letters
    if by == OVERALL:
        return of
    which = figures.month(Month.read(category)) if by == "month" else figures.named(by, category)
    return f"{of}, {which}"


def draw_revising(here: Here, quarter: date) -> None:
    """Draw the reason and the button, and publish the revision when it is pressed."""
    st.markdown(say("publications.means"))
    why = keeper.area(say("publications.why_label"), key="why")
    if not st.button(say("publications.publish", quarter=_named(quarter)), key="publish", type="primary"):
        return
    try:
        portal().publications.revise(here.actor, quarter, why)
    except MalformedAnswerError as refusal:
        told = [(name, say(f"errors.{code}")) for name, code in refusal.fields.items()]
        error_summary(told, token=str(next_try()))
        return
    except PortalError as refusal:
        error_notice(refusal)
        return
    keeper.done(here.actor, "publications")
    st.session_state.pop("why", None)
    st.session_state[DONE] = True
    st.rerun()
