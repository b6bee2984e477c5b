"""What a returned form says of its request: whose, whole, which answers, signed, attested; doubt is None."""

import pytest
from forms import NOW, OLD, PRINTS, REFERENCE, blank, page, printed, reading, stranger, unread

from core.domain.form.returned_form import ATTESTATION, FORM_FACTS, REACH, SIGNATURE, form_facts
from core.domain.rules.facts import Facts

WELL = ("this", "current", "all", "signed", "attested")
UNKNOWN = (None,) * 5


def facts(*pages, digest=NOW, prints=PRINTS):
    return tuple(form_facts(reading(*pages), True, REFERENCE, digest, prints).values())


def attestation(**inks):
    return facts(page(1, 1), page(2, 2, **inks))[4]


def test_the_facts_are_named_as_the_columns_are():
    assert set(FORM_FACTS) <= set(Facts.model_fields)
    assert tuple(form_facts(None, False, REFERENCE, NOW, PRINTS)) == FORM_FACTS


def test_without_a_form_everything_is_none_said_in_words_and_without_a_reading_nothing_is_known():
    assert set(form_facts(None, False, REFERENCE, NOW, PRINTS).values()) == {"none"}
    assert set(form_facts(None, True, REFERENCE, NOW, PRINTS).values()) == {None}
    assert facts() == UNKNOWN


@pytest.mark.clause("2.8", "2.9")
@pytest.mark.parametrize(
    "pages",
    [
        (page(1, 1), page(2, 2)),
        (page(1, 2), page(2, 1)),
        (page(1, 1), page(2, 2), page(3, 1), page(4, 2)),
        (unread(1), page(2, 1), stranger(3), page(4, 2)),
        (page(1, 1), blank(2), page(3, 2), blank(4)),
        (page(1, 1, PRINTS[0], ink="empty"), page(2, 2, PRINTS[0], ink="empty"), page(3, 1), page(4, 2)),
        (page(1, 1, ink="empty"), page(2, 1), page(3, 2, ink="doubtful"), page(4, 2)),
    ],
    ids=[
        "in order",
        "turned round",
        "twice",
        "in a longer file",
        "with white backs",
        "older",
        "first unsigned",
    ],
)
def test_a_whole_form_is_found_in_whatever_order_and_company_its_pages_come(pages):
    assert facts(*pages) == WELL


@pytest.mark.clause("3.R3")
@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ((page(1, 1),), ("this", "current", "some_missing", "signed", None)),
        ((page(1, 2), blank(2)), ("this", "current", "some_missing", None, "attested")),
        ((page(1, 1), unread(2)), ("this", None, None, "signed", None)),
        ((page(1, 1), stranger(2)), ("this", "current", "some_missing", "signed", None)),
        ((stranger(1), stranger(2)), ("other", None, None, None, None)),
        ((stranger(1), unread(2)), ("other", None, None, None, None)),
        ((unread(1), unread(2)), UNKNOWN),
        ((blank(1),), UNKNOWN),
    ],
)
def test_a_page_that_did_not_come_is_missing_and_one_that_was_not_read_leaves_doubt(pages, expected):
    assert facts(*pages) == expected


@pytest.mark.clause("3.R3")
def test_a_form_whose_answers_have_changed_since_is_older_and_still_told_whole_and_signed():
    older = [page(1, 1, PRINTS[0]), page(2, 2, PRINTS[0])]

    assert facts(*older) == ("this", "older", "all", "signed", "attested")
    assert facts(*older, digest=OLD) == WELL


@pytest.mark.parametrize("turned", [False, True])
def test_pages_of_two_prints_make_no_whole_form_and_some_of_its_answers_are_old(turned):
    pages = [page(1, 1), page(2, 2, PRINTS[0])]

    assert facts(*(reversed(pages) if turned else pages)) == ("this", "older", "some_missing", "signed", None)


def test_a_whole_older_print_counts_before_a_page_of_the_newest():
    pages = page(1, 1, PRINTS[0]), page(2, 2, PRINTS[0]), page(3, 1, ink="empty")

    assert facts(*pages) == ("this", "older", "all", "signed", "attested")


def test_prints_of_the_same_answers_in_the_same_language_may_be_mixed_and_others_not():
    again, english = printed(3, NOW), printed(4, NOW, language="en")

    assert facts(page(1, 1), page(2, 2, again), prints=(*PRINTS, again)) == WELL
    mixed = facts(page(1, 1), page(2, 2, english), prints=(*PRINTS, english))
    assert mixed[:3] == ("this", "current", "some_missing")


@pytest.mark.parametrize(
    "changes", [{"print_number": 7}, {"digest": "f" * 16}, {"form_page": 3}, {"print_number": None}]
)
def test_codes_that_name_no_print_of_this_request_say_nothing(changes):
    assert facts(*(it.model_copy(update=changes) for it in (page(1, 1), page(2, 2)))) == UNKNOWN


@pytest.mark.clause("3.R3")
@pytest.mark.parametrize(
    ("ink", "expected"), [("filled", "signed"), ("empty", "not_signed"), ("doubtful", None)]
)
def test_the_signature_is_what_its_box_holds(ink, expected):
    assert facts(page(1, 1, **{SIGNATURE: ink}), page(2, 2))[3] == expected


@pytest.mark.clause("2.8", "3.R3")
@pytest.mark.parametrize("name", [*ATTESTATION, *REACH])
def test_an_attestation_with_one_box_empty_is_incomplete_and_with_one_in_doubt_not_known(name):
    assert attestation(**{name: "empty"}) == "incomplete"
    assert attestation(**{name: "doubtful"}) is None


@pytest.mark.clause("2.8", "3.R3")
@pytest.mark.parametrize(
    ("inks", "expected"),
    [
        (dict.fromkeys((*ATTESTATION, *REACH), "empty"), "not_attested"),
        (dict.fromkeys(ATTESTATION, "empty"), "not_attested"),
        ({ATTESTATION[0]: "doubtful", ATTESTATION[1]: "empty", ATTESTATION[2]: "empty"}, "incomplete"),
        (dict.fromkeys((*ATTESTATION, *REACH), "doubtful"), None),
    ],
)
def test_what_is_surely_empty_decides_over_what_is_in_doubt(inks, expected):
    assert attestation(**inks) == expected
