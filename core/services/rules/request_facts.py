"""Gathers the facts of one request from wherever they are."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from core.domain.application.application import Application, State
from core.domain.application.days import local_day
from core.domain.application.overview import Overview
from core.domain.desk.traits import Trait, TraitKind, made_at, traits_of
from core.domain.ports.office import ComparesNames, HasLibrary, HasRegisterDays
from core.domain.ports.secrets import MakesKeys, MakesSecrets
from core.domain.ports.store import HasStore, Transaction
from core.domain.ports.time import HasZone, TellsTime
from core.domain.registers.likeness import Likeness
from core.domain.registers.register import MemberFound, Sought
from core.domain.rules.facts import FACTS, Facts
from core.domain.rules.facts_from_answers import (
    SOUGHT_BY,
    Elsewhere,
    answer_facts,
    elsewhere_facts,
    is_unknown,
)
from core.services.registers.registers import look_up
from core.services.rules.facts_from_form import form_known


class RequestFactsPorts(
    HasStore,
    TellsTime,
    HasZone,
    MakesKeys,
    MakesSecrets,
    HasLibrary,
    HasRegisterDays,
    ComparesNames,
    Protocol,
):
    """What gathering a request's facts asks of the outside world."""


Traits = Mapping[TraitKind, UUID]
NOBODY = UUID(int=0)
WHO_ATTESTS = ("attestor_is_applicant", "attestor_name_is_alike")
SHARED: tuple[TraitKind, ...] = ("member", "first_id", "attestor")
OVER = (State.REFUSED, State.EXPIRED)
"""States in which a request claims its membership number no longer."""


def gathered(
    outside: RequestFactsPorts, tx: Transaction, seen: Overview, number: int, at: datetime | None = None
) -> Facts:
    """Return everything known of a request now, or at an earlier instant, as one row.

    Shapes: nobody's id; a row that is kept gets one of its own. At an earlier instant, `seen` is the request
            as it was then.
    """
    now = at or outside.now()
    told: dict[str, Any] = {
        **answer_facts(outside.library.questionnaire, seen),
        **form_known(tx, seen),
        **register_facts(outside, tx, seen, local_day(now, outside.zone)),
        **elsewhere_facts(_elsewhere(tx, seen, at)),
    }
    return _row(outside, seen, number, now, told | _first_days_open(tx, seen.application))


def gathered_for(
    outside: RequestFactsPorts, tx: Transaction, seen: Overview, wanted: Collection[str]
) -> Facts:
    """Return only what answers and registers tell of the facts wanted; the others are unknown."""
    told = dict.fromkeys(FACTS) | answer_facts(outside.library.questionnaire, seen)
    if not set(wanted).isdisjoint(WHO_ATTESTS):
        told |= register_facts(outside, tx, seen, outside.today())
    for prefix in ("", "attestor_"):
        if set(wanted).isdisjoint(WHO_ATTESTS) and not set(wanted).isdisjoint(_named(prefix, MemberFound())):
            told |= _named(prefix, _looked_up(outside, tx, seen, prefix, outside.today()))
    return _row(outside, seen, 1, outside.now(), told)


def register_evidence(
    outside: RequestFactsPorts, tx: Transaction, seen: Overview
) -> tuple[MemberFound, MemberFound]:
    """Return what today's registers say of the applicant and of who attests, with who else is alike."""
    today = outside.today()
    member, attestor = (
        _looked_up(outside, tx, seen, prefix, today, with_others=True) for prefix in ("", "attestor_")
    )
    return member, attestor


def register_spelling(outside: RequestFactsPorts, tx: Transaction, seen: Overview) -> str:
    """Return how the register writes the applicant's name, where the number is hers and the name alike."""
    found = _looked_up(outside, tx, seen, "", outside.today())
    is_hers = found.taken and found.taken.number and found.is_certain and found.name == "slight"
    return found.taken.listed_name if found.taken and is_hers else ""


def _row(
    outside: RequestFactsPorts, seen: Overview, number: int, now: datetime, told: dict[str, Any]
) -> Facts:
    return Facts(
        id=NOBODY,
        application_id=seen.application.id,
        number=number,
        judged_at=now,
        judged_on=local_day(now, outside.zone),
        **told,
    )


def _first_days_open(tx: Transaction, application: Application) -> dict[str, Any]:
    """Return how long a request was open when it was first sent; later rounds do not make it older."""
    if application.round == 0:
        return {}
    first = tx.find(Facts, application_id=application.id, number=1)
    return {"days_open": first[0].days_open} if first else {}


def register_facts(outside: RequestFactsPorts, tx: Transaction, seen: Overview, day: date) -> dict[str, Any]:
    """Return what the registers of a day say of the applicant and of who attests."""
    member, attestor = (_looked_up(outside, tx, seen, prefix, day) for prefix in ("", "attestor_"))
    return _named("", member) | _named("attestor_", attestor) | _who_attests(outside, seen, member, attestor)


def _named(prefix: str, found: MemberFound) -> dict[str, Any]:
    """Return what a register says of the applicant, or of who attests, by the names of the facts."""
    standing = "attestor_standing" if prefix else "register_standing"
    return {
        f"{prefix}in_register": found.in_register,
        f"{prefix}register_name": found.name,
        standing: found.standing,
    }


def _who_attests(
    outside: RequestFactsPorts, seen: Overview, member: MemberFound, attestor: MemberFound
) -> dict[str, bool | None]:
    """Say whether the applicant attests herself: certain by member or number, to be looked at by name."""
    if "attestor" not in seen.answers:
        return dict.fromkeys(WHO_ATTESTS)
    if seen.known["attestor_key"] and seen.known["attestor_key"] == seen.known["membership_key"]:
        return dict(zip(WHO_ATTESTS, (True, False), strict=True))
    if member.taken and attestor.taken and member.is_certain and attestor.is_certain:
        return dict(zip(WHO_ATTESTS, (member.taken.id == attestor.taken.id, False), strict=True))
    mine, theirs = (sought_of(seen.known, prefix).own_name for prefix in ("", "attestor_"))
    is_alike = Likeness(outside.library.names, outside.alike).may_be_one_person(mine, theirs)
    return dict(zip(WHO_ATTESTS, (None if is_alike else False, is_alike), strict=True))


def _looked_up(
    outside: RequestFactsPorts,
    tx: Transaction,
    seen: Overview,
    prefix: str,
    day: date,
    *,
    with_others: bool = False,
) -> MemberFound:
    """Look the applicant up in her regulator's register, or the member who attests in that one's."""
    content = outside.library.questionnaire
    if not prefix and any(is_unknown(content, seen, question) for question in SOUGHT_BY):
        return MemberFound()
    return look_up(outside, tx, sought_of(seen.known, prefix), day, with_others=with_others)


def sought_of(known: Mapping[str, Any], prefix: str = "") -> Sought:
    """Return whom to look up: the applicant in her regulator's register, or who attests in that one's."""

    def told(name: str) -> str:
        return str(known.get(name) or "")

    return Sought(
        regulator=told(f"{prefix}regulator"),
        number=told("attestor_number" if prefix else "membership_number"),
        family_name=told(f"{prefix}family_name"),
        given_names=told(f"{prefix}given_names"),
        register_name="" if prefix else told("register_name"),
        other_names="" if prefix else told("other_names"),
    )


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
