"""An outcome being prepared: what the officer has chosen and written so far, read from the page's fields.

Source: guide 3.0 to 3.3.
"""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.application.application import Document, DocumentKind, Outcome
from core.domain.application.content import LANGUAGES, Reason
from core.domain.application.lifecycle import possible_actions
from core.domain.application.outcome_draft import Draft, WantedDocument
from core.domain.application.overview import Overview
from core.domain.decisions.disagreement import overruled_by
from core.domain.rules.rules import Finding, reasons_proposed
from core.services.decisions.casework import Case
from core.services.decisions.grounds import unnoticed
from pages.parts.shell import keeper
from pages.parts.shell.session import say

BAR = "chosen_in_the_bar"
"""Set for the run in which an outcome was chosen under the case, so that its letter is drawn at once."""
MOST_ADDITIONAL = 5
REFUSING, ASKING = ("reason_", "overruled_", "without_notice"), ("again_", "additional_")
WRITTEN = (*REFUSING, *ASKING)
"""How the fields begin in which a decision is written."""
READY_MADE = 6
"""How many names of additional documents the words hold (`case.additional_1` and on)."""


def reasons() -> Sequence[Reason]:
    """Return the reasons that may be given now."""
    return [reason for reason in portal().library.reasons.values() if not reason.until]


def ready_made(language: str) -> list[str]:
    """Return the names of documents often asked for, in the language of the person who will read them."""
    return [portal().library.say(f"case.additional_{it}", language) for it in range(1, READY_MADE + 1)]


def name_to_read(name: str) -> str:
    """Return a ready-made name in the reader's language; what an officer wrote herself stays as it is."""
    for language in LANGUAGES:
        if name in (names := ready_made(language)):
            return say(f"case.additional_{names.index(name) + 1}")
    return name


def latest(seen: Overview) -> list[Document]:
    """Return what may be asked for again: the newest file under each name."""
    newest = {(row.kind, asked_name(seen, row)): row for row in seen.given}
    return list(newest.values())


def asked_name(seen: Overview, document: Document) -> str:
    """Return the name an additional document was asked by; the expected ones have none."""
    return next((row.name for row in seen.requests if row.id == document.request_id), "")


def additional_shown() -> int:
    """Return how many additional documents the page has room for now: as many as words were kept for."""
    begun = (it for it in range(1, MOST_ADDITIONAL + 1) if keeper.holds(f"additional_{it}_"))
    return max(int(st.session_state.get("additional_shown", 1)), *begun, 1)


def one_more(shown: int) -> None:
    """Make room for one more additional document than are shown."""
    st.session_state["additional_shown"] = min(shown + 1, MOST_ADDITIONAL)


def draft_here(case: Case) -> Draft | None:
    """Return what was chosen and written so far; None before an outcome is chosen."""
    if _said("outcome") not in list(Outcome):
        return None
    outcome = Outcome(_said("outcome"))
    told = tuple(
        (it.code, _said(f"reason_{it.code}_text")) for it in reasons() if _ticked(f"reason_{it.code}")
    )
    if outcome is Outcome.DOCUMENTS_REQUIRED:
        return Draft(outcome, wanted=tuple(wanted for _, wanted in wanted_here(case.seen)))
    draft = Draft(outcome, reasons=told if outcome is Outcome.REFUSED else ())
    against = ((it.rule.id, _said(f"overruled_{it.rule.id}")) for it in disagreements(case, draft))
    why_no_notice = (
        _said("without_notice") if needs_notice(case, draft) and not gives_notice(case, draft) else ""
    )
    overruled = tuple((rule, why) for rule, why in against if why)
    return replace(draft, overruled=overruled, without_notice=why_no_notice)


def needs_notice(case: Case, draft: Draft) -> bool:
    """Say whether a refusal rests on what the applicant can mend and was never told of."""
    return bool(unnoticed(portal().outside, draft, case.seen))


def may_give_notice(seen: Overview) -> bool:
    """Say whether notice can still be given of a refusal."""
    return "give_notice" in possible_actions(seen.application.state, Role.OFFICER)


def gives_notice(case: Case, draft: Draft) -> bool:
    """Say whether notice is given first, as it is unless the officer chose to refuse at once."""
    return needs_notice(case, draft) and may_give_notice(case.seen) and _said("notice_way") != "refuse"


def disagreements(case: Case, draft: Draft) -> tuple[Finding, ...]:
    """Return the failing rules that an outcome does not follow."""
    record = case.verdicts.record
    return overruled_by(draft, record.findings) if record else ()


def proposed(case: Case) -> tuple[str, ...]:
    """Return the reasons that the rules failing today propose."""
    return reasons_proposed(case.verdicts.today.findings)


def wanted_here(seen: Overview) -> list[tuple[str, WantedDocument]]:
    """Return each document asked for so far, with the key of its place on the page."""
    again = [
        (
            f"again_{row.id}",
            WantedDocument(row.kind, True, asked_name(seen, row), _said(f"again_{row.id}_reason")),
        )
        for row in latest(seen)
        if _ticked(f"again_{row.id}")
    ]
    return [*again, *(row for it in range(1, additional_shown() + 1) for row in _additional(it))]


def _additional(place: int) -> list[tuple[str, WantedDocument]]:
    name, reason = _said(f"additional_{place}_name"), _said(f"additional_{place}_reason")
    wanted = WantedDocument(DocumentKind.ADDITIONAL, False, name, reason)
    return [(f"additional_{place}", wanted)] if name or reason else []


def _said(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()


def _ticked(key: str) -> bool:
    return bool(st.session_state.get(key))
