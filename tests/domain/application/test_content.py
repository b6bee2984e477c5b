"""The content holds together: what it names exists, in both languages."""

import re
from string import Formatter

import pytest
from pydantic import ValidationError

from core.domain.application.content import Questionnaire, Text
from core.domain.application.display import part_text
from core.domain.application.questionnaire import known_values
from core.domain.deadlines import REMINDERS
from core.domain.letters.letters import variables_of
from tests.domain.typed import TODAY, WHOLE, kept

DERIVED = {
    "regulator_kind", "regulator_issues_numbers", "regulator_licences", "attestor_regulator_kind",
    "attestor_regulator_issues_numbers", "attestor_regulator_licences", "has_organisation",
    "first_id_expired", "attestor_is_applicant", "membership_number_form", "membership_key", "attestor_key",
}  # fmt: skip
ASKED = {
    "birth_doubt", "membership_doubt", "postal_code_elsewhere", "email_slip", "attestor_email_slip",
    "telephone_doubt",
}  # fmt: skip
"""What answers say against each other, which only advice reads."""


def conditions(content):
    """Return every condition of the questionnaire, with where it stands."""
    for question in content.questions:
        yield question.id, question.ask_when
        for part in question.parts:
            yield part.id, part.only_when
            yield part.id, part.required_when
        for advice in question.advice:
            yield question.id, advice.when


def test_every_condition_names_an_answer_or_what_follows_from_answers(content):
    parts = {part.id for question in content.questions for part in question.parts}

    unknown = [
        (where, name)
        for where, when in conditions(content)
        for name in when
        if name not in parts | DERIVED | ASKED
    ]

    assert unknown == []


def test_every_code_in_a_condition_can_be_chosen(content):
    lists = {
        part.id: {choice.code for choice in part.choices}
        for question in content.questions
        for part in question.parts
        if part.choices
    }

    unknown = [
        (where, name, code)
        for where, when in conditions(content)
        for name, codes in when.items()
        for code in codes
        if name in lists and code not in lists[name]
    ]

    assert unknown == []


def test_what_follows_from_answers_is_what_this_test_knows(content):
    parts = {part.id for question in content.questions for part in question.parts}

    assert set(known_values(content, kept(content), TODAY)) - parts == DERIVED


def test_every_question_has_an_answer_in_the_whole_road(content):
    assert list(WHOLE) == [question.id for question in content.questions]


def test_every_licence_of_a_regulator_has_its_text_in_both_languages(content):
    part = next(part for q in content.questions for part in q.parts if part.id == "licence")
    offered = {code for row in content.regulators for code in row.licences}

    assert {code for code in offered if part_text(content, part, code, "fr") == code} == set()
    assert offered == {choice.code for choice in part.choices}


@pytest.mark.clause("0.2")
def test_the_regulators_are_the_fourteen_law_societies_the_notaries_and_the_college(content):
    kinds = [row.kind for row in content.regulators]

    assert {kind: kinds.count(kind) for kind in kinds} == {"law_society": 13, "notaries": 1, "college": 1}


@pytest.mark.clause("0.2")
def test_four_regulators_issue_no_numbers(content):
    assert [row.code for row in content.regulators if not row.issues_member_numbers] == [
        "LSNB", "LSNL", "LSNT", "LSYT",
    ]  # fmt: skip


def test_every_question_explains_its_terms_and_every_term_serves(content):
    used = {term for question in content.questions for term in question.terms}

    assert used <= {term.id for term in content.glossary}


@pytest.mark.parametrize("missing", [{"fr": "", "en": "x"}, {"fr": "x"}, {"en": "x"}])
def test_a_text_missing_in_one_language_refuses_to_start(missing):
    with pytest.raises(ValidationError):
        Text(**missing)


@pytest.mark.parametrize(
    "change",
    [
        lambda row: {**row, "section": "nowhere"},
        lambda row: {**row, "terms": ("unheard_of",)},
        lambda row: {**row, "parts": (*row["parts"], *row["parts"])},
        lambda row: {**row, "colour": "blue"},
    ],
)
def test_a_question_that_names_what_is_not_there_refuses_to_start(content, change):
    rows = content.model_dump()
    rows["questions"] = (change(rows["questions"][0]), *rows["questions"][1:])

    with pytest.raises(ValidationError):
        Questionnaire.model_validate(rows)


def test_letters_and_words_have_the_same_variables_in_both_languages(library):
    texts = {
        **library.words,
        **{f"{id}.subject": letter.subject for id, letter in library.letters.items()},
        **{f"{id}.body": letter.body for id, letter in library.letters.items()},
        **{f"{id}.inbox": letter.inbox for id, letter in library.letters.items() if letter.inbox},
    }

    assert [key for key, text in texts.items() if variables(text.fr) != variables(text.en)] == []


def variables(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


SECRETS = {"pin", "stop_word"}


def test_letters_use_only_what_messages_tell_and_bear_no_link(library):
    texts = [
        (letter.id, place, text)
        for letter in library.letters.values()
        for place, both in (("subject", letter.subject), ("body", letter.body), ("inbox", letter.inbox))
        for text in ((both.fr, both.en) if both else ())
    ]

    assert [row[:2] for row in texts if not variables(row[2]) <= variables_of(row[0])] == []
    assert [row[:2] for row in texts if re.search(r"https?://|www\.|<a ", row[2])] == []


@pytest.mark.clause("3.1")
def test_a_pin_or_stop_word_stands_in_the_e_mail_only_and_what_carries_one_has_its_own_inbox_text(library):
    secret = {
        letter.id: {name for both in shown if both for name in variables(both.fr) & SECRETS}
        for letter in library.letters.values()
        for shown in [(letter.subject, letter.inbox or letter.body)]
    }
    carrying = {id for id, letter in library.letters.items() if variables(letter.body.fr) & SECRETS}

    assert secret == {id: set() for id in library.letters}
    assert carrying == {"approved", "pin_again", "move_asked"}


OTHER_LETTERS = (
    "approved", "refused", "documents_required", "pin_again", "pin_tried", "move_asked",
    "move_stopped", "moved", "notice", "answered", "reconsideration", "upheld",
)  # fmt: skip


@pytest.mark.clause("2.17")
def test_there_is_a_letter_for_every_message_the_portal_writes(library):
    written = {
        "email_check",
        "submitted",
        "returned",
        "expired",
        *OTHER_LETTERS,
        *(f"reminder_{days}" for days in REMINDERS),
    }

    assert written == set(library.letters)


def test_one_full_stop_ends_both_an_english_hour_and_its_sentence(library):
    told = library.say("sessions.since", "en", opened_at="day", seen_at="November 23, 2026, 9:44 a.m.")

    assert told == "Opened on day. Last activity: November 23, 2026, 9:44 a.m."
