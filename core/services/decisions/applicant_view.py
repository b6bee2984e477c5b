"""What the applicant does not see yet: drafts, and decisions that may still be undone."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from core.domain.application.application import Event, State
from core.domain.application.lifecycle import EFFECTS
from core.domain.application.overview import Overview
from core.domain.ports.office import HasPractice
from core.domain.ports.time import TellsTime
from core.services.decisions.outcomes import ACTIONS


class ApplicantViewPorts(TellsTime, HasPractice, Protocol):
    """What applicant view asks of the outside world."""


RESULTS = frozenset(EFFECTS[action].event for action in ACTIONS.values())


def as_applicant_sees(outside: ApplicantViewPorts, seen: Overview) -> Overview:
    """Return a request as its applicant sees it: with the office until what was decided is certain."""
    if _may_be_undone(outside, seen) and seen.decision:
        taken = seen.decision.id
        seen = replace(
            seen,
            decisions=seen.decisions[:-1],
            requests=tuple(row for row in seen.requests if row.decision_id != taken),
        )
        return _with_the_office(seen)
    with_office = seen.application.state is State.TO_COUNTERSIGN or seen.notice_is_over
    return _with_the_office(seen) if with_office else seen


def as_applicant_reads(outside: ApplicantViewPorts, seen: Overview, events: Sequence[Event]) -> list[Event]:
    """Return the history of one's request without the decision that may still be undone."""
    if not _may_be_undone(outside, seen):
        return list(events)
    last = max(event.number for event in events if event.name in RESULTS)
    return [event for event in events if event.number != last]


def _may_be_undone(outside: ApplicantViewPorts, seen: Overview) -> bool:
    decision = seen.decision
    if decision is None or seen.application.state in (State.SUBMITTED, State.ENROLLED):
        return False
    leaves_at = outside.practice.leaves_at(decision.decided_at)
    return leaves_at is not None and outside.now() < leaves_at and seen.was_just_decided


def _with_the_office(seen: Overview) -> Overview:
    state = State.DOCUMENTS_REQUIRED if seen.owes_documents else State.SUBMITTED
    return replace(seen, application=seen.application.shown_as(state))
