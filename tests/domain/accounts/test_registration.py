"""What a registration must hold; each faulty part is named."""

import pytest

from core.domain.accounts.registration import Registration, refuse_faults
from core.domain.errors import MalformedAnswerError

GOOD = Registration(
    user_code="zoetrope", password="Motdepasse1", password_again="Motdepasse1", edition="3", language="fr",
    questions=(("Première rue?", "Érables"), ("Premier chien?", "Filou"), ("Première auto?", "Lada")),
)  # fmt: skip


def faults(**changes):
    try:
        refuse_faults(GOOD.model_copy(update=changes), "3")
    except MalformedAnswerError as error:
        return error.fields
    return {}


def questions(*changed):
    return {"questions": tuple(new or old for new, old in zip(changed, GOOD.questions, strict=True))}


@pytest.mark.clause("1.5")
@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({}, {}),
        ({"user_code": " zoetrope "}, {}),
        ({"user_code": "zoe"}, {"user_code": "user_code_length"}),
        ({"password": "Motdepasse2"}, {"password_again": "passwords_differ"}),
        ({"password": "Zoetrope1", "password_again": "Zoetrope1"},
         {"password": "password_repeats_user_code"}),
        ({"edition": "2"}, {"terms": "terms_required"}),
        ({"edition": ""}, {"terms": "terms_required"}),
        (questions(("PREMIERE  RUE?", "x y"), ("Première rue?", "Filou"), None),
         {"question_2": "questions_must_differ"}),
        (questions((" ", "Érables"), None, None), {"question_1": "required"}),
        (questions(("Q" * 201, "Érables"), None, None), {"question_1": "question_too_long"}),
        (questions(None, None, ("Première auto?", " é ")), {"answer_3": "answer_too_short"}),
        (questions(None, None, ("Première auto?", "")), {"answer_3": "answer_too_short"}),
        (questions(None, None, ("Première auto?", "a" * 72)), {}),
        (questions(None, None, ("Première auto?", "a" * 73)), {"answer_3": "answer_too_long"}),
        (questions(None, None, ("Première auto?", "ł" * 37)), {"answer_3": "answer_too_long"}),
        ({"questions": GOOD.questions[:2]}, {"question_3": "required"}),
        (
            {"user_code": "", "password": "", "password_again": "x", "questions": (("", ""),) * 3},
            {
                "user_code": "user_code_length", "password": "password_length",
                "password_again": "passwords_differ",
                "question_1": "required", "question_2": "required", "question_3": "required",
                "answer_1": "answer_too_short", "answer_2": "answer_too_short",
                "answer_3": "answer_too_short",
            },
        ),
    ],
)  # fmt: skip
def test_a_registration_is_refused_with_every_faulty_part_named(changes, named):
    assert faults(**changes) == named


def test_a_refusal_carries_nothing_that_was_typed():
    with pytest.raises(MalformedAnswerError) as caught:
        refuse_faults(GOOD.model_copy(update={"password": "Secret-99x"}), "3")

    assert "Secret" not in f"{caught.value} {caught.value!r}"
