"""What people type: one whole road through the real questionnaire, and endless others."""

from datetime import date

from hypothesis import strategies as st

from core.domain.application.answers import check, offered_codes
from core.domain.application.questionnaire import known_values

TODAY = date(2026, 3, 8)
WHOLE = {
    "family_name": {"family_name": "Ñuñez O’Brien"},
    "given_names": {"given_names": "Zoé"},
    "other_names": {"has_other_names": False},
    "date_of_birth": {"date_of_birth": "1985-03-27"},
    "language": {"correspondence_language": "fr"},
    "previously_enrolled": {"previously_enrolled": False},
    "regulator": {"regulator": "CICC"},
    "licence": {"licence": "rcic"},
    "membership_number": {"membership_number": "R900012"},
    "membership_since": {"membership_since": "2019-06-01"},
    "register_name": {"register_name_differs": False},
    "organisation": {"organisation": "Cabinet Ñuñez"},
    "organisation_role": {"organisation_role": "Associée"},
    "business_address": {
        "street": "1, rue Fictive", "city": "Gatineau", "address_country": "CA", "province": "CA-QC",
        "postal_code": "J8X 1A1",
    },
    "telephone": {"telephone": "819 555-0199"},
    "email": {"email": "zoe@example.ca", "email_again": "zoe@example.ca"},
    "first_id": {
        "first_id_kind": "passport", "first_id_issuer": "CA", "first_id_number": "AB123456",
        "first_id_expiry": "2030-01-31",
    },
    "second_id": {"second_id_kind": "tax_assessment", "second_id_shows": ["home_address"]},
    "attestor": {
        "attestor_family_name": "Łukasiewicz", "attestor_given_names": "Jan", "attestor_regulator": "LSNB",
        "attestor_email": "jan@example.ca",
    },
}  # fmt: skip
"""Answers to every question asked of a College member who works for an organisation."""

NAMES = ("Nguyễn", "O'Brien", "Zoé", "R900012", "M123456")
PLAIN = {
    "text": st.sampled_from(NAMES),
    "long_text": st.sampled_from(NAMES),
    "yes_no": st.booleans(),
    "date": st.dates(date(1950, 1, 1), TODAY).map(date.isoformat),
    "phone": st.sampled_from(("+1 819 555-0199", "+33 1 99 00 12 34")),
    "email": st.just("zoe@example.ca"),
    "email_again": st.just("zoe@example.ca"),
    "postal_code": st.just("K1A 1L1"),
}


def typed(content, question, known):
    """Return the strategy of everything acceptable that may be typed for one question."""
    return st.fixed_dictionaries({part.id: _told(content, part, known) for part in question.parts})


def _told(content, part, known):
    if part.kind in PLAIN:
        told = PLAIN[part.kind]
        return told if part.required or part.required_when else st.one_of(st.just(""), told)
    offered = st.sampled_from(offered_codes(content, part, known))
    return st.lists(offered, min_size=1, max_size=2, unique=True) if part.kind == "many" else offered


def kept(content, raw=None, today=TODAY):
    """Return typed answers as they are kept."""
    answers = {}
    for question in content.questions:
        if question.id in (raw or WHOLE):
            known = known_values(content, answers, today)
            answers[question.id] = check(content, question, (raw or WHOLE)[question.id], known, today)
    return answers
