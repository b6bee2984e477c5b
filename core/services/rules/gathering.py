"""Gathers the facts of one request from wherever they are."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from core.domain.application.application import Application, State
from core.domain.application.days import local_day
from core.domain.application.overview import Overview
from core.domain.desk.traits import Trait, TraitKind, made_at, traits_of
from core.domain.ports import Outside, Transaction
from core.domain.registers.register import MemberFound, Sought
from core.domain.rules.facts import Facts
from core.domain.rules.facts_from_answers import Elsewhere, answer_facts, elsewhere_facts
from core.services.registers.registers import look_up
from core.services.rules.facts_from_form import form_known

Traits = Mapping[TraitKind, UUID]
NOBODY = UUID(int=0)
SHARED: tuple[TraitKind, ...] = ("member", "first_id", "attestor")
OVER = (State.REFUSED, State.EXPIRED)
"""States in which a request claims its membership number no longer."""


def gathered(
    outside: Outside, tx: Transaction, seen: Overview, number: int, at: datetime | None = None
) -> Facts:
    """Return everything known of a request now, or at an earlier instant, as one row.

    Shapes: nobody's id; a row that is kept gets one of its own. At an earlier instant, `seen` is the request
            as it was then.
    """
    now = at or outside.now()
    told: dict[str, Any] = {
        **answer_facts(outside.library.questionnaire, seen),
        **form_known(tx, seen),
        **_register(outside, tx, seen, local_day(now, outside.zone)),
        **elsewhere_facts(_elsewhere(tx, seen, at)),
    }
    return Facts(
        id=NOBODY,
        application_id=seen.application.id,
        number=number,
        judged_at=now,
        judged_on=local_day(now, outside.zone),
        **told | _first_days_open(tx, seen.application),
    )


def _first_days_open(tx: Transaction, application: Application) -> dict[str, Any]:
    """Return how long a request was open when it was first sent; later rounds do not make it older."""
    if application.round == 0:
        return {}
    first = tx.find(Facts, application_id=application.id, number=1)
    return {"days_open": first[0].days_open} if first else {}


def _register(outside: Outside, tx: Transaction, seen: Overview, day: date) -> dict[str, Any]:
    member, attestor = (_looked_up(outside, tx, seen, prefix, day) for prefix in ("", "attestor_"))
    return {
        "in_register": member.in_register,
        "register_name": member.name,
        "register_standing": member.standing,
        "attestor_in_register": attestor.in_register,
        "attestor_register_name": attestor.name,
        "attestor_standing": attestor.standing,
    }


def _looked_up(outside: Outside, tx: Transaction, seen: Overview, prefix: str, day: date) -> MemberFound:
    """Look the applicant up in her regulator's register, or the member who attests in that one's."""
    known = seen.known
    number = known.get("attestor_number" if prefix else "membership_number")
    sought = Sought(
        regulator=str(known.get(f"{prefix}regulator") or ""),
        number=str(number or ""),
        family_name=str(known.get(f"{prefix}family_name") or ""),
        given_names=str(known.get(f"{prefix}given_names") or ""),
        register_name="" if prefix else str(known.get("register_name") or ""),
        other_names="" if prefix else str(known.get("other_names") or ""),
    )
    return look_up(outside, tx, sought, day)


def _elsewhere(tx: Transaction, seen: Overview, at: datetime | None) -> Elsewhere:
    """Return what other accounts' requests share with this one, now or as far as was known at an instant."""
    mine, whose = traits_of(seen.known), seen.application.account_id
    keys = [mine[kind] for kind in SHARED if kind in mine]
    found = tx.find(Trait, key=keys) if keys else []
    shared = [it for it in found if it.account_id != whose and (at is None or made_at(it) <= at)]
    return Elsewhere(
        number=_number_elsewhere(tx, mine, shared, at),
        first_id=_found(mine, shared, "first_id"),
        mutual=_mutual(mine, shared),
    )


def _found(mine: Traits, shared: list[Trait], kind: TraitKind) -> bool | None:
    return any(it.kind == kind and it.key == mine[kind] for it in shared) if kind in mine else None


def _number_elsewhere(tx: Transaction, mine: Traits, shared: list[Trait], at: datetime | None) -> bool | None:
    if "member" not in mine:
        return None
    theirs = {it.application_id for it in shared if it.kind == "member" and it.key == mine["member"]}
    requests = tx.find(Application, id=list(theirs)) if theirs else []
    return any(not _is_over(it, at) for it in requests)


def _is_over(application: Application, at: datetime | None) -> bool:
    """Say whether a request has come to its end, or had at an instant."""
    ended_at = application.decided_at
    return application.state in OVER and (at is None or ended_at is None or ended_at <= at)


def _mutual(mine: Traits, shared: list[Trait]) -> bool | None:
    """Say whether the member who attests this person is attested by her."""
    if "member" not in mine or "attestor" not in mine:
        return None
    theirs = {it.application_id for it in shared if it.kind == "member" and it.key == mine["attestor"]}
    attested = {it.application_id for it in shared if it.kind == "attestor" and it.key == mine["member"]}
    return bool(theirs & attested)
