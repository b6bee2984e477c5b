"""What to tell somebody of the signed form she gave: what was seen, most serious first.

Source: guide 2.8, 2.9, 3.R3.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.domain.application.application import Answer, Document, Print
from core.domain.application.overview import answers_digest, current_answers
from core.domain.form.returned_form import (
    ATTESTATION,
    DATE,
    REACH,
    SIGNATURE,
    BoxSeen,
    FormKept,
    FormReading,
    PageSeen,
    Quality,
    ReturnedForm,
    returned,
)

NOTICES = (
    "other_request",
    "older_print",
    "page_missing",
    "not_signed",
    "not_attested",
    "attestation_incomplete",
    "date_missing",
    "nothing_read",
    "before_print",
    "page_unread",
    "too_dark",
    "too_small",
    "blurred",
    "cut_off",
    "box_in_doubt",
    "stray_page",
)
"""What a notice may say, the most serious first."""
WOULD_BE_REFUSED = NOTICES[: NOTICES.index("not_attested") + 1]
"""What a rule would refuse."""
WRITTEN_IN = (SIGNATURE, DATE, *ATTESTATION, *REACH)


@dataclass(frozen=True)
class FormNotice:
    """One thing to tell.

    Shapes: `pages` are the file's, the one to show first; `boxes` lie on that one; `form_page`,
            `print_number`, `reference` and `questions` (those whose answers changed since) where they say
            something.
    """

    code: str
    pages: tuple[int, ...] = ()
    boxes: tuple[BoxSeen, ...] = ()
    form_page: int | None = None
    print_number: int | None = None
    reference: str | None = None
    questions: tuple[str, ...] = ()

    @property
    def would_be_refused(self) -> bool:
        """Say whether an officer would refuse for it."""
        return self.code in WOULD_BE_REFUSED


@dataclass(frozen=True)
class FormTold:
    """What is told of the form that counts, and whether it is kept as it is all the same."""

    document: Document
    notices: tuple[FormNotice, ...]
    kept: FormKept | None = None

    def boxes_on(self, page: int) -> tuple[BoxSeen, ...]:
        """Return the boxes to mark on one page of the file."""
        found = (box for it in self.notices if it.pages[:1] == (page,) for box in it.boxes)
        return tuple({box.name: box for box in found}.values())

    @property
    def pages(self) -> tuple[int, ...]:
        """Return the pages of the file to show, in their order."""
        return tuple(sorted({it.pages[0] for it in self.notices if it.pages}))


def changed_since(rows: Sequence[Answer], reference: str, row: Print) -> tuple[str, ...]:
    """Return the questions whose answers are no longer those of a print.

    Shapes: rows in the order they were written; the answers on paper are the last ones that make its digest.
    """
    now, _ = current_answers(rows)
    for count in range(len(rows), -1, -1):
        then, _ = current_answers(rows[:count])
        if answers_digest(reference, then) == row.digest:
            questions = dict.fromkeys((*then, *now))
            return tuple(id for id in questions if then.get(id) != now.get(id))
    return ()


def notices(
    reading: FormReading, reference: str, digest: str, prints: Sequence[Print], rows: Sequence[Answer]
) -> tuple[FormNotice, ...]:
    """Return what to tell of a reading, the most serious first.

    Shapes: `digest` is that of the current answers, `rows` are all answers ever given.
    """
    form = returned(reading.seen, reference, digest, prints)
    found = [*_whose(form), *_which(form, rows, reference, prints), *_hands(form), *_unsure(form)]
    if form.request is None:
        found += _nothing(reading, digest, prints)
    return tuple(sorted(found, key=lambda it: (NOTICES.index(it.code), it.pages)))


def _whose(form: ReturnedForm) -> Iterator[FormNotice]:
    is_whole = form.print is not None and not form.missing
    for reference in dict.fromkeys(page.reference for page in form.strangers):
        pages = _numbers(page for page in form.strangers if page.reference == reference)
        yield FormNotice("stray_page" if is_whole else "other_request", pages, reference=reference)


def _which(
    form: ReturnedForm, rows: Sequence[Answer], reference: str, prints: Sequence[Print]
) -> Iterator[FormNotice]:
    if form.answers == "older":
        older = [page for page in form.counted if page in form.older] or list(form.older)
        number = older[0].print_number
        row = next(row for row in prints if row.number == number)
        pages = _numbers(page for page in older if page.print_number == number)
        changed = changed_since(rows, reference, row)
        yield FormNotice("older_print", pages, print_number=number, questions=changed)
    if form.pages == "some_missing" and form.print:
        for number in form.missing:
            yield FormNotice("page_missing", form_page=number, print_number=form.print.number)


def _hands(form: ReturnedForm) -> Iterator[FormNotice]:
    """Tell what was left empty; what was left empty together is told together."""
    mine = _empty(form, (SIGNATURE, DATE))
    if mine:
        is_unsigned = form.ink(SIGNATURE) == "empty"
        yield from _on_pages("not_signed" if is_unsigned else "date_missing", mine)
    attested = _empty(form, (*ATTESTATION, *REACH))
    if attested:
        code = "not_attested" if form.attestation == "not_attested" else "attestation_incomplete"
        yield from _on_pages(code, attested)


def _empty(form: ReturnedForm, names: Iterable[str]) -> list[tuple[int, BoxSeen]]:
    return [form.boxes(name)[0] for name in names if form.ink(name) == "empty"]


def _on_pages(code: str, boxes: Iterable[tuple[int, BoxSeen]]) -> Iterator[FormNotice]:
    """Return a notice for each page on which boxes lie."""
    by_page: dict[int, list[BoxSeen]] = {}
    for number, box in boxes:
        by_page.setdefault(number, []).append(box)
    yield from (FormNotice(code, (number,), tuple(found)) for number, found in by_page.items())


def _unsure(form: ReturnedForm) -> Iterator[FormNotice]:
    """Tell what could not be read, as far as it matters: where the form is whole, other pages do not."""
    unread = form.unread if form.missing or (form.print is None and form.strangers) else ()
    doubtful = [pair for name in WRITTEN_IN if form.ink(name) == "doubtful" for pair in form.boxes(name)]
    yield from _on_pages("box_in_doubt", (pair for pair in doubtful if pair[1].ink == "doubtful"))
    pages = {number for number, _ in doubtful}
    yield from _poor([*unread, *(page for page in form.counted if page.number in pages)])
    plain = [page for page in unread if not page.quality]
    if plain:
        yield FormNotice("page_unread", _numbers(plain))


def _poor(pages: Iterable[PageSeen]) -> Iterator[FormNotice]:
    by_quality: dict[Quality, list[PageSeen]] = {}
    for page in pages:
        for quality in page.quality:
            by_quality.setdefault(quality, []).append(page)
    yield from (FormNotice(quality, _numbers(found)) for quality, found in by_quality.items())


def _nothing(reading: FormReading, digest: str, prints: Sequence[Print]) -> Iterator[FormNotice]:
    """Tell that no page could be read, why, and whether it is certainly a copy of an older print."""
    pages = [page for page in reading.seen if not page.is_blank] or list(reading.seen)
    reasons = list(_poor(pages))
    yield FormNotice("nothing_read", () if reasons else _numbers(pages))
    yield from reasons
    newest = prints[-1] if prints else None
    is_first = newest is not None and all(row.digest != digest for row in prints[:-1])
    if newest is not None and is_first and newest.digest == digest and reading.read_at < newest.printed_at:
        yield FormNotice("before_print", print_number=newest.number)


def _numbers(pages: Iterable[PageSeen]) -> tuple[int, ...]:
    return tuple(sorted({page.number for page in pages}))


def codes_of(found: Iterable[FormNotice]) -> list[str]:
    """Return the codes of notices, each once, in their order."""
    return list(dict.fromkeys(it.code for it in found))
