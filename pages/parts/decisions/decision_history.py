"""What happened around the decisions of a request, for those who work here: notices, drafts, recourse."""

from collections.abc import Iterable, Iterator
from uuid import UUID

import streamlit as st

from core.bootstrap import portal
from core.domain.application.application import Decision, DocumentKind, DocumentRequest, State
from core.domain.application.given_reasons import GivenReason
from core.domain.application.overview import Overview
from core.domain.application.proceedings import DraftDecision, Notice, WantedRow
from core.services.decisions.casework import Case
from pages.parts.decisions.case import wanted_name
from pages.parts.decisions.checklist import answers_text
from pages.parts.decisions.decision_draft import name_to_read
from pages.parts.letters.delivery import draw_letters
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import language, say
from pages.parts.shell.viewer import file_text


def draw_around(case: Case) -> None:
    """Draw each notice, draft, undone decision and request for reconsideration, then its letters."""
    told = list(_told(case))
    if told:
        st.header(say("around.title"), anchor=False)
        st.html("".join(told))
    draw_letters(case)


def _told(case: Case) -> Iterator[str]:
    around = case.seen.proceedings
    for notice in around.notices:
        yield _notice(case, notice)
    for draft in around.drafts:
        yield draft_text(case, draft)
    for undone in around.undone:
        told = {"outcome": say(f"case.told_{undone.outcome}"), "by": _name(case, undone.officer_id)}
        yield _block(say("around.undone", number=undone.number, at=undone.decided_at, **told), ())
    if asked := around.reconsideration:
        yield _block(say("around.reconsideration", asked_at=asked.asked_at), (asked.text,))


def _notice(case: Case, notice: Notice) -> str:
    told = {"by": _name(case, notice.officer_id), "at": notice.given_at, "answer_by": notice.answer_by}
    title = say("around.notice", number=notice.number, **told)
    return _block(title, (*reasons_text(notice.reasons), _answer(case, notice)))


def _answer(case: Case, notice: Notice) -> str:
    """Return what became of a notice: its answer, nothing in time, or not yet."""
    if answer := case.seen.proceedings.answer_to(notice):
        word = "answer" if answer.text else "answer_of_documents"
        return say(f"around.{word}", at=answer.answered_at, text=answer.text)
    waits = case.seen.application.state is State.NOTICE_GIVEN and notice == case.seen.proceedings.notice
    return say("around.waits" if waits else "around.no_answer")


def draft_text(case: Case, draft: DraftDecision) -> str:
    """Return the HTML of a decision that needs a second signature: what it says, why, what became of it."""
    told = {"outcome": say(f"case.told_{draft.outcome}"), "by": _name(case, draft.officer_id)}
    title = say("around.draft", number=draft.number, at=draft.drafted_at, **told)
    known = portal().outside.rule_book.rules
    titles = {rule.id: rule.title.of(language()) for rule in known}
    rows = [
        *reasons_text(draft.reasons),
        *(_wanted(row) for row in draft.wanted),
        *(
            say("around.overruled", rule=titles.get(it["rule"], it["rule"]), why=it["why"])
            for it in draft.overruled
        ),
        *([say("around.without_notice", why=draft.without_notice)] if draft.without_notice else []),
        say(f"around.cause_{draft.cause}"),
        _verdict(case, draft),
    ]
    return _block(title, rows)


def _wanted(row: WantedRow) -> str:
    name = name_to_read(row["name"]) or say(f"documents.{DocumentKind(row['kind'])}")
    return say("around.wanted", name=name, reason=row["reason"])


def _verdict(case: Case, draft: DraftDecision) -> str:
    """Return what became of a draft: signed, objected to, waiting, or taken back."""
    around = case.seen.proceedings
    if verdict := around.verdict_on(draft):
        told = {"by": _name(case, verdict.officer_id), "at": verdict.given_at, "why": verdict.why}
        return say("around.signed" if verdict.agrees else "around.objected", **told)
    waits = case.seen.application.state is State.TO_COUNTERSIGN and draft == around.draft
    return say("around.waits_for_signature" if waits else "around.taken_back")


def reasons_text(reasons: Iterable[GivenReason]) -> list[str]:
    """Return reasons as those who work here call them, with what was written to each."""
    known = portal().library.reasons
    told = ((known[row["code"]].label.of(language()), row["text"]) for row in reasons)
    return [say("case.reason_with_text", label=label, text=text) if text else label for label, text in told]


def _name(case: Case, officer: UUID) -> str:
    return case.people.get(officer, "")


def _block(title: str, rows: Iterable[str]) -> str:
    listed = "".join(f"<li>{escape(text)}</li>" for text in rows)
    return f'<div class="round"><h3>{escape(title)}</h3>{f"<ul>{listed}</ul>" if listed else ""}</div>'


def draw_rounds(case: Case) -> None:
    """Tell each earlier decision, with what was asked for then and what was given."""
    if case.seen.decisions:
        st.header(say("case.rounds"), anchor=False)
    for decision in case.seen.decisions:
        st.html(_decision(case, decision))


def _decision(case: Case, decision: Decision) -> str:
    word = "signed_decision" if decision.countersigned_by else "decision"
    told = {
        "outcome": say(f"case.told_{decision.outcome}"),
        "by": case.people.get(decision.officer_id, ""),
        "decided_at": decision.decided_at,
    }
    if decision.countersigned_by:
        told["second"] = case.people.get(decision.countersigned_by, "")
    title = say(f"case.{word}", number=decision.number, **told)
    reasons = reasons_text(decision.reasons)
    asked = (row for row in case.seen.requests if row.decision_id == decision.id and not row.may_stay_empty)
    wanted = [_asked(case.seen, row) for row in asked]
    return _block(title, (*reasons, *wanted, *answers_text(decision)))


def _asked(seen: Overview, request: DocumentRequest) -> str:
    given = next((row for row in seen.given if row.request_id == request.id), None)
    what = file_text(given) if given else say("case.not_given")
    told = {"name": wanted_name(request), "reason": request.reason, "what": what}
    return say("case.wanted_again" if request.again else "case.wanted_more", **told)
