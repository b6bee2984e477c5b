"""What is known of a request when it is judged: one frozen row, the same road before, at and after submission."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from core.domain.identity import Record

NumberForm = Literal["expected", "transitional", "unexpected", "none"]
NameFound = Literal["same", "slight", "significant", "none"]
Standing = Literal["active", "restricted", "not_practising", "suspended", "former", "student", "none"]
FormRequestSeen = Literal["this", "other", "none"]
FormAnswers = Literal["current", "older", "none"]
FormPages = Literal["all", "some_missing", "none"]
FormSignature = Literal["signed", "not_signed", "none"]
FormAttestation = Literal["attested", "incomplete", "not_attested", "none"]


class Facts(Record):
    """One judgement's facts; None means unknown and nothing else, absence is `false` or `none`.

    Shapes: from `regulator` on every field is a fact; `data/facts.toml` says in both languages what each
            means and where it comes from.
    Source: guide 2.3a, 2.15, 3.R1 to 3.R3.
    """

    application_id: UUID
    number: int
    judged_at: datetime
    judged_on: date
    regulator: str
    regulator_kind: Literal["law_society", "notaries", "college", "none"]
    licence: str
    number_expected: bool
    number_given: bool
    number_form: NumberForm
    in_register: bool | None
    register_name: NameFound | None
    register_standing: Standing | None
    first_id_kind: str
    first_id_has_photo: bool
    first_id_expired: bool
    second_id_kind: str
    second_id_shows_detail: bool
    second_id_is_the_first: bool
    form_given: bool
    form_request: FormRequestSeen | None
    form_answers: FormAnswers | None
    form_pages: FormPages | None
    form_signature: FormSignature | None
    form_attestation: FormAttestation | None
    attestor_is_applicant: bool
    attestor_regulator_listed: bool
    attestor_in_register: bool | None
    attestor_register_name: NameFound | None
    attestor_standing: Standing | None
    days_open: int
    number_on_another_request: bool
    id_on_another_request: bool
    attestation_is_mutual: bool


PROVENANCE = ("id", "application_id", "number", "judged_at", "judged_on")
"""What says whose facts these are, and when; no rule reads it."""
FACTS = tuple(name for name in Facts.model_fields if name not in PROVENANCE)
"""The names of the facts, in their order."""


def values_of(facts: Facts) -> dict[str, Any]:
    """Return the facts themselves, by name."""
    return {name: getattr(facts, name) for name in FACTS}
