"""What an outcome must rest on before it can be given: reasons, documents, and a word on each rule overruled.

Source: guide 3.0 to 3.3.
"""

from typing import Protocol

from core.domain.application.application import DocumentKind, Outcome
from core.domain.application.outcome_draft import Draft
from core.domain.application.overview import Overview
from core.domain.decisions.disagreement import overruled_by
from core.domain.errors import MalformedAnswerError
from core.domain.ports.office import HasLibrary, HasPractice
from core.services.rules.judgement import JudgedFacts


class GroundsPorts(HasLibrary, HasPractice, Protocol):
    """What grounds ask of the outside world."""


def refuse_unfounded(outside: GroundsPorts, draft: Draft, record: JudgedFacts | None, seen: Overview) -> None:
    """Refuse an outcome without what the applicant, or whoever reviews it, must be told.

    Raises: MalformedAnswerError.
    """
    faults: dict[str, str] = {}
    if draft.outcome is Outcome.REFUSED:
        faults = _reason_faults(outside, draft) or _notice_faults(outside, draft, seen)
    elif draft.outcome is Outcome.DOCUMENTS_REQUIRED:
        faults = _wanted_faults(draft)
    if faults := faults | _overruled_faults(draft, record):
        raise MalformedAnswerError(faults)


def refuse_unfounded_notice(outside: GroundsPorts, draft: Draft, seen: Overview) -> None:
    """Refuse a notice without reasons, or for reasons that need none.

    Raises: MalformedAnswerError.
    """
    faults = _reason_faults(outside, draft)
    if not faults and not unnoticed(outside, draft, seen):
        faults = {"reasons": "notice_not_needed"}
    if faults:
        raise MalformedAnswerError(faults)


def unnoticed(outside: GroundsPorts, draft: Draft, seen: Overview) -> tuple[str, ...]:
    """Return the reasons of a refusal that the applicant can mend, and of which nobody has told her yet."""
    if draft.outcome is not Outcome.REFUSED or not outside.practice.notice_days:
        return ()
    told = {code for notice in seen.proceedings.notices for code in notice.reason_codes}
    told |= {code for decision in seen.decisions for code in decision.reason_codes}
    known = outside.library.reasons
    given = (known[code] for code, _ in draft.reasons if code in known and code not in told)
    return tuple(reason.code for reason in given if reason.mendable and not reason.asked_before)


def _notice_faults(outside: GroundsPorts, draft: Draft, seen: Overview) -> dict[str, str]:
    needed = unnoticed(outside, draft, seen) and not draft.without_notice.strip()
    return {"without_notice": "without_notice_why_needed"} if needed else {}


def _overruled_faults(draft: Draft, record: JudgedFacts | None) -> dict[str, str]:
    """Return which rules are overruled without a word."""
    said = {rule for rule, why in draft.overruled if why.strip()}
    against = overruled_by(draft, record.findings) if record else ()
    return {f"overruled_{it.rule.id}": "overruled_why_needed" for it in against if it.rule.id not in said}


def _reason_faults(outside: GroundsPorts, draft: Draft) -> dict[str, str]:
    if not draft.reasons:
        return {"reasons": "reason_needed"}
    known = outside.library.reasons
    faults: dict[str, str] = {}
    for code, text in draft.reasons:
        if code not in known or known[code].until:
            faults[code] = "not_in_list"
        elif known[code].needs_text and not text.strip():
            faults[code] = "reason_text_needed"
    return faults


def _wanted_faults(draft: Draft) -> dict[str, str]:
    if not draft.wanted:
        return {"wanted": "document_needed"}
    faults: dict[str, str] = {}
    for place, wanted in enumerate(draft.wanted, 1):
        if not wanted.reason.strip():
            faults[f"wanted_{place}"] = "document_reason_needed"
        elif wanted.kind is DocumentKind.ADDITIONAL and not wanted.name.strip():
            faults[f"wanted_{place}"] = "document_name_needed"
    return faults
