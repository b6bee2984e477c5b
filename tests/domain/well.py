"""The facts of a request with which nothing is wrong; a case says what is different."""

from datetime import UTC, date, datetime
from uuid import UUID

from core.domain.facts import Facts

NOTHING_WRONG = Facts(
    id=UUID(int=1),
    application_id=UUID(int=2),
    number=1,
    judged_at=datetime(2026, 3, 2, 17, tzinfo=UTC),
    judged_on=date(2026, 3, 2),
    regulator="CICC",
    regulator_kind="college",
    licence="rcic",
    number_expected=True,
    number_given=True,
    number_form="expected",
    in_register=True,
    register_name="same",
    register_standing="active",
    first_id_kind="passport",
    first_id_has_photo=True,
    first_id_expired=False,
    second_id_kind="utility_bill",
    second_id_shows_detail=True,
    second_id_is_the_first=False,
    form_given=True,
    form_request="this",
    form_answers="current",
    form_pages="all",
    form_signature="signed",
    form_attestation="attested",
    attestor_is_applicant=False,
    attestor_regulator_listed=True,
    attestor_in_register=True,
    attestor_register_name="same",
    attestor_standing="active",
    days_open=3,
    number_on_another_request=False,
    id_on_another_request=False,
    attestation_is_mutual=False,
)
