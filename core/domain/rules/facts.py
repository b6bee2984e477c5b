"""What is known of a request when it is judged: one frozen row, whenever that is."""

from datetime import date, datetime
from typing import Any, Literal, get_args, get_origin
from uuid import UUID

from pydantic import Field

from core.domain.application.content import Content, Text
from core.domain.records import Record
from core.domain.registers.names import NameFound
from core.domain.registers.register import Standing

NumberForm = Literal["expected", "transitional", "unexpected", "none"]
FormRequestSeen = Literal["this", "other", "none"]
FormAnswers = Literal["current", "older", "none"]
FormPages = Literal["all", "some_missing", "none"]
FormSignature = Literal["signed", "not_signed", "none"]
FormAttestation = Literal["attested", "incomplete", "not_attested", "none"]


class Facts(Record):
    """One judgement's facts; None means unknown and nothing else, absence is `false` or `none`.

    A question not answered yet is unknown; one that is not asked is `false` or `none`.

    Shapes: from `regulator` on every field is a fact; `data/facts.toml` says in both languages what each
            means and where it comes from.
    Source: guide 2.3a, 2.15, 3.R1 to 3.R3.
    """

    application_id: UUID
    number: int
    judged_at: datetime
    judged_on: date
    regulator: str | None
    regulator_kind: Literal["law_society", "notaries", "college", "none"] | None
    licence: str | None
    number_expected: bool | None
    number_given: bool | None
    number_form: NumberForm | None
    in_register: bool | None
    register_name: NameFound | None
    register_standing: Standing | None
    first_id_kind: str | None
    first_id_has_photo: bool | None
    first_id_expired: bool | None
    second_id_kind: str | None
    second_id_shows_detail: bool | None
    second_id_is_the_first: bool | None
    form_given: bool | None
    form_request: FormRequestSeen | None
    form_answers: FormAnswers | None
    form_pages: FormPages | None
    form_signature: FormSignature | None
    form_attestation: FormAttestation | None
    attestor_is_applicant: bool | None
    attestor_regulator_listed: bool | None
    attestor_in_register: bool | None
    attestor_register_name: NameFound | None
    attestor_standing: Standing | None
    days_open: int | None
    number_on_another_request: bool | None
    id_on_another_request: bool | None
    attestation_is_mutual: bool | None


PROVENANCE = ("id", "application_id", "number", "judged_at", "judged_on")
"""What says whose facts these are, and when; no rule reads it."""
FACTS = tuple(name for name in Facts.model_fields if name not in PROVENANCE)
"""The names of the facts, in their order."""


def values_of(facts: Facts) -> dict[str, Any]:
    """Return the facts themselves, by name."""
    return {name: getattr(facts, name) for name in FACTS}


class FactMeaning(Content):
    """What one fact means and where it comes from, in both languages.

    Shapes: `good` is its value in a request with which nothing is wrong; `part` names the question part whose
            choices are the fact's codes, or `regulators`; `values` words the codes of any other.
    """

    name: str
    good: bool | int | str
    source: Literal["answer", "document", "scan", "register", "clock", "applications"]
    meaning: Text
    part: str = ""
    values: dict[str, Text] = Field(default_factory=dict)


def kind_of(name: str) -> type:
    """Return what a fact's values are: bool, int or str."""
    kinds = [kind for kind in get_args(Facts.model_fields[name].annotation) if kind is not type(None)]
    return str if get_origin(kinds[0]) is Literal else kinds[0]


def codes_of(name: str) -> frozenset[str]:
    """Return the codes a fact may have, as far as its type says; none where content says it."""
    kinds = get_args(Facts.model_fields[name].annotation)
    return frozenset(code for kind in kinds if get_origin(kind) is Literal for code in get_args(kind))
