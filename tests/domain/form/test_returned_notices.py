"""What is told of a form that came back: each thing once, the most serious first, with its place."""

from datetime import timedelta
from uuid import UUID

import pytest
from forms import NOON, NOW, PRINTS, REFERENCE, blank, page, printed, reading, stranger, unread

from core.domain.application.application import Answer
from core.domain.application.overview import answers_digest
from core.domain.form.returned_form import ATTESTATION, DATE, REACH, SIGNATURE
from core.domain.form.returned_notices import NOTICES, FormNotice, changed_since, codes_of, notices

ATTESTED = (*ATTESTATION, *REACH)
NONE = set()


def told(*pages, prints=PRINTS, rows=(), digest=NOW):
    return notices(reading(*pages), REFERENCE, digest, prints, rows)


def briefly(*pages, **more):
    """Return code, pages and the names of the boxes marked."""
    return [(it.code, it.pages, {box.name for box in it.boxes}) for it in told(*pages, **more)]


def said(question, value, number):
    return Answer(
        id=UUID(int=number), application_id=UUID(int=2), question=question,
        value=None if value is None else {question: value}, answered_at=NOON,
    )  # fmt: skip


def digest_of(*rows):
    kept = {row.question: row.value for row in rows if row.value is not None}
    return answers_digest(REFERENCE, kept)


def test_of_a_whole_and_signed_form_there_is_nothing_to_tell_whatever_lies_with_it():
    assert briefly(page(1, 1), page(2, 2)) == []
    assert briefly(page(1, 2), blank(2), page(3, 1), unread(4, "blurred")) == []


@pytest.mark.clause("3.R3")
@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ((page(1, 1, **{SIGNATURE: "empty"}), page(2, 2)), [("not_signed", (1,), {SIGNATURE})]),
        ((page(1, 1, ink="empty"), page(2, 2)), [("not_signed", (1,), {SIGNATURE, DATE})]),
        ((page(1, 1, **{DATE: "empty"}), page(2, 2)), [("date_missing", (1,), {DATE})]),
        ((page(1, 1), page(2, 2, ink="empty")), [("not_attested", (2,), set(ATTESTED))]),
        (
            (page(1, 1), page(2, 2, **{REACH[1]: "empty"})),
            [("attestation_incomplete", (2,), {REACH[1]})],
        ),
        ((page(1, 1),), [("page_missing", (), NONE)]),
        ((page(1, 1), stranger(2)), [("other_request", (2,), NONE), ("page_missing", (), NONE)]),
        ((stranger(1), stranger(2)), [("other_request", (1, 2), NONE)]),
        ((page(1, 1), page(2, 2), stranger(3)), [("stray_page", (3,), NONE)]),
        ((page(1, 1), unread(2)), [("page_unread", (2,), NONE)]),
        ((page(1, 1), unread(2, "too_dark", "cut_off")), [("too_dark", (2,), NONE), ("cut_off", (2,), NONE)]),
        ((unread(1), unread(2)), [("nothing_read", (1, 2), NONE)]),
        (
            (unread(1, "too_small"), unread(2, "too_small")),
            [("nothing_read", (), NONE), ("too_small", (1, 2), NONE)],
        ),
        ((blank(1),), [("nothing_read", (1,), NONE)]),
        ((), [("nothing_read", (), NONE)]),
        (
            (page(1, 1, **{SIGNATURE: "doubtful"}, quality=("blurred",)), page(2, 2)),
            [("blurred", (1,), NONE), ("box_in_doubt", (1,), {SIGNATURE})],
        ),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_page_and_its_boxes(pages, expected):
    assert briefly(*pages) == expected


def test_the_most_serious_comes_first_and_every_code_has_its_place():
    found = told(
        page(1, 1, ink="empty"), page(2, 2, ink="empty", print_number=1, digest=PRINTS[0].digest[:16])
    )

    assert [NOTICES.index(code) for code in codes_of(found)] == sorted(
        NOTICES.index(code) for code in codes_of(found)
    )
    assert codes_of(found) == ["older_print", "page_missing", "not_signed"]


@pytest.mark.clause("3.R3")
def test_an_older_print_is_told_with_the_answers_that_have_changed_since():
    rows = [
        said("family_name", "Tremblay", 1), said("regulator", "LSO", 2), said("membership_number", "P1", 3),
        said("regulator", "LSNB", 4), said("membership_number", None, 5), said("licence", "lawyer", 6),
    ]  # fmt: skip
    first, second = printed(1, digest_of(*rows[:3])), printed(2, digest_of(*rows[3:], rows[0]))

    found = told(
        page(1, 1, first), page(2, 2, first), prints=(first, second), rows=rows, digest=second.digest
    )

    assert found == (
        FormNotice(
            "older_print", (1, 2), print_number=1, questions=("regulator", "membership_number", "licence")
        ),
    )


def test_an_answer_changed_and_changed_back_is_not_among_the_changed_ones():
    rows = [said("a", "1", 1), said("b", "1", 2), said("a", "2", 3), said("b", "2", 4), said("a", "1", 5)]

    assert changed_since(rows, REFERENCE, printed(1, digest_of(*rows[:2]))) == ("b",)
    assert changed_since(rows, REFERENCE, printed(1, digest_of(rows[4], rows[3]))) == ()
    assert changed_since(rows, REFERENCE, printed(1, "f" * 64)) == ()


def test_an_unreadable_file_from_before_the_only_print_of_these_answers_is_a_copy_of_an_older_one():
    before = reading(unread(1), read_at=PRINTS[1].printed_at - timedelta(hours=1))
    same = [PRINTS[0].model_copy(update={"digest": NOW}), PRINTS[1]]

    assert codes_of(notices(before, REFERENCE, NOW, PRINTS, ())) == ["nothing_read", "before_print"]
    assert codes_of(notices(before, REFERENCE, NOW, same, ())) == ["nothing_read"]
