"""What contradicts itself is asked about, and what cannot be used is refused with what it lacks."""

import pytest

from core.domain.accounts.registration import question_faults
from core.domain.application.answers import check
from core.domain.application.contradictions import likely_domain
from core.domain.application.questionnaire import advice_for, known_values, question_of
from core.domain.errors import MalformedAnswerError
from tests.domain.typed import TODAY, WHOLE, kept

AT_INDIA = {**WHOLE["business_address"], "address_country": "IN", "province": "", "postal_code": "110001"}
AT_HOME = {"street": "1, rue Exemple", "city": "Moncton", "address_country": "CA", "province": "CA-NB",
           "postal_code": "E1C 1A1"}  # fmt: skip


def asked(content, question, **changes):
    """Return what is asked at a question once it has its answer."""
    known = known_values(content, kept(content, {**WHOLE, **changes}), TODAY)
    return [it.text.en for it in advice_for(question_of(content, question), known, TODAY)]


@pytest.mark.parametrize(
    ("question", "changes", "said"),
    [
        ("date_of_birth", {"date_of_birth": {"date_of_birth": "2026-03-02"}}, "you are under 18"),
        ("date_of_birth", {"date_of_birth": {"date_of_birth": "1901-03-02"}}, "you are over 100"),
        (
            "membership_since",
            {"membership_since": {"membership_since": "1950-01-01"}},
            "before your date of birth",
        ),
        (
            "membership_since",
            {"membership_since": {"membership_since": "1987-03-28"}},
            "under 18 when you became",
        ),
        (
            "business_address",
            {"business_address": {**AT_HOME, "postal_code": "H2X 1Y4"}},
            "H2X 1Y4 is that of another",
        ),
        (
            "telephone",
            {"business_address": AT_INDIA, "telephone": {"telephone": "514 555-0199"}},
            "+915145550199",
        ),
        (
            "telephone",
            {"business_address": AT_HOME, "telephone": {"telephone": "+33 1 99 00 12 34"}},
            "+33199001234",
        ),
        (
            "email",
            {"email": {"email": "zoe@gmial.com", "email_again": "zoe@gmial.com"}},
            "Did you mean gmail.com",
        ),
        (
            "attestor",
            {"attestor": {**WHOLE["attestor"], "attestor_email": "a@hotmal.com"}},
            "mean hotmail.com",
        ),
    ],
)
def test_what_contradicts_itself_is_asked_and_saved(content, question, changes, said):
    told = asked(content, question, **changes)

    assert [said in text for text in told][:1] == [True]


def test_what_agrees_is_asked_nothing(content):
    home = {"business_address": AT_HOME, "telephone": {"telephone": "506 555-0123"}}
    government = {"business_address": {**AT_HOME, "province": "CA-QC", "postal_code": "K1A 1L1"}}

    told = [asked(content, question, **home) for question in WHOLE if question in home]
    of_ottawa = asked(content, "business_address", **government)

    assert (told, of_ottawa) == ([[], []], [])


@pytest.mark.parametrize(
    ("domain", "meant"),
    [
        ("gmial.com", "gmail.com"), ("gmail.co", "gmail.com"), ("gmail.comm", "gmail.com"), ("gmail.com", ""),
        ("ymail.com", ""), ("hotmail.fr", ""), ("cabinet.ca", ""), ("outlok.com", "outlook.com"), ("", ""),
    ],
)  # fmt: skip
def test_a_domain_one_letter_from_a_common_one_is_known(domain, meant):
    assert likely_domain(f"zoe@{domain}") == meant


def typed(content, number, country="CA"):
    address = AT_INDIA | {"address_country": country}
    try:
        value = check(content, question_of(content, "telephone"), {"telephone": number}, address, TODAY)
    except MalformedAnswerError as refusal:
        return refusal.fields["telephone"]
    return value["telephone"]


@pytest.mark.parametrize(
    "extension",
    [
        "poste 12",
        "Poste : 12",
        "Ext.: 12",
        "ext 12",
        "extension 12",
        "local 12",
        "p. 12",
        "x12",
        "#12",
        "int. 12",
        "(poste 12)",
        ", poste 12",
    ],
)
def test_an_extension_is_read_as_people_write_it_in_either_language(content, extension):
    assert typed(content, f"514 555-0199 {extension}") == "+15145550199;ext=12"


@pytest.mark.parametrize(
    ("number", "country", "kept_as"),
    [
        ("555-0199", "CA", "phone_area_missing"),
        ("0145678901", "CA", "phone_country_missing"),
        ("0145678901", "FR", "+33145678901"),
        ("000 000-0000", "CA", "phone_country_missing"),
        ("123 456-7890", "CA", "phone_malformed"),
        ("+1 555 0199", "CA", "phone_malformed"),
        ("514 555-0199", "FR", "+15145550199"),
    ],
)
def test_a_number_that_nobody_can_dial_is_refused_with_what_it_lacks(content, number, country, kept_as):
    assert typed(content, number, country) == kept_as


def test_one_answer_to_every_secret_question_is_refused():
    questions = tuple(
        (f"Question {place}?", answer) for place, answer in enumerate(("bleu ciel", "Bleu  ciel"), 1)
    )

    faults = question_faults(questions, 2)
    differing = question_faults((*questions[:1], ("Question 2?", "vert pomme")), 2)

    assert {part: fault for part, fault in faults.items() if fault} == {
        "answer_1": "answers_all_alike",
        "answer_2": "answers_all_alike",
    }
    assert set(differing.values()) == {None}
