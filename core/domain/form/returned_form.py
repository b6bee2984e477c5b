"""What was seen on a returned IMM 5661, page by page, and what that says of the request.

Source: guide 2.9, 3.R3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Self
from uuid import UUID

from core.domain.application.application import Print
from core.domain.records import Record, Value
from core.domain.rules.facts import FormAnswers, FormAttestation, FormPages, FormRequestSeen, FormSignature

Ink = Literal["filled", "empty", "doubtful"]
Quality = Literal["too_dark", "too_small", "blurred", "cut_off"]

DIGEST_SIGNS = 16
"""As many signs of the answers' digest as the codes on paper bear."""
SIGNATURE, DATE = "representative_signature", "representative_date"
ATTESTATION = ("attestor_signature", "attestor_statement", "attestor_date")
"""What makes an attestation; without any of the three nobody attested."""
REACH = ("attestor_address", "attestor_telephone")
"""What the attesting member adds by hand, so that she can be reached."""


class Seen(Value):
    """A piece of what the reader saw; frozen, and kept as JSON."""


class BoxSeen(Seen):
    """One box to fill by hand, found on a page.

    Units:  `share` is the share of pixels that are ink, 0 to 1.
    Shapes: `corners` are the box's four corners in the page's picture, as shares of its width and height.
    """

    name: str
    ink: Ink
    share: float
    corners: tuple[tuple[float, float], ...]


class PageSeen(Seen):
    """One page of the file given.

    Shapes: `number` counts the file's pages; `reference`, `form_page`, `print_number` and `digest` are what
            the codes say, None where none was read: untrusted words from outside. `codes` counts the codes
            read, four on a good scan; `quality` says what makes the picture hard to read; `is_blank` is a
            white sheet; `passes` counts the looks it took.
    """

    number: int
    codes: int = 0
    reference: str | None = None
    form_page: int | None = None
    print_number: int | None = None
    digest: str | None = None
    boxes: tuple[BoxSeen, ...] = ()
    quality: tuple[Quality, ...] = ()
    is_blank: bool = False
    passes: int = 1

    def hard_to_read(self, quality: tuple[Quality, ...], *, is_blank: bool) -> Self:
        """Return it with what makes its picture hard to read."""
        return self.but(quality=quality, is_blank=is_blank)


class FormReading(Record):
    """What was read of a document given as the signed form, kept beside it.

    Shapes: `pages` are `PageSeen`, as JSON.
    """

    document_id: UUID
    application_id: UUID
    read_at: datetime
    pages: list[dict[str, Any]]

    @property
    def seen(self) -> tuple[PageSeen, ...]:
        """Return what was seen, page by page."""
        return tuple(PageSeen.model_validate(page) for page in self.pages)


class FormKept(Record):
    """That somebody keeps her form as it is, after reading what was seen of it.

    Shapes: `notices` are the codes of what she read; it holds for the answers of `answers_digest` only.
    """

    document_id: UUID
    application_id: UUID
    answers_digest: str
    notices: tuple[str, ...]
    kept_at: datetime


@dataclass(frozen=True)
class ReturnedForm:
    """A returned form put together from its pages, in whatever order and however often they came.

    Shapes: `print` is the print that counts, None when no page of this request was read; `counted` are its
            pages; `older` bear other answers than the current ones; `strangers` belong to other requests;
            of `unread` ones nothing is known; `missing` are pages of the form that did not come.
    """

    print: Print | None = None
    counted: tuple[PageSeen, ...] = ()
    older: tuple[PageSeen, ...] = ()
    strangers: tuple[PageSeen, ...] = ()
    unread: tuple[PageSeen, ...] = ()
    missing: tuple[int, ...] = ()

    @property
    def request(self) -> FormRequestSeen | None:
        """Return whose form it is; None when nothing says so."""
        return "this" if self.print else "other" if self.strangers else None

    @property
    def answers(self) -> FormAnswers | None:
        """Return whether it bears the current answers; a page that was not read may bear others."""
        if self.print is None:
            return None
        if self.missing and not self.older:
            return None if self.unread else "current"
        is_older = bool(self.older) if self.missing else self.counted[0] in self.older
        return "older" if is_older else "current"

    @property
    def pages(self) -> FormPages | None:
        """Return whether every page came; one that was not read may be the one that is missing."""
        if self.print is None or (self.missing and self.unread):
            return None
        return "some_missing" if self.missing else "all"

    @property
    def signature(self) -> FormSignature | None:
        """Return whether the representative signed."""
        ink = self.ink(SIGNATURE)
        return "signed" if ink == "filled" else "not_signed" if ink == "empty" else None

    @property
    def attestation(self) -> FormAttestation | None:
        """Return whether another member attested, wholly; what is surely empty decides, doubt does not.

        Source: guide 2.8.
        """
        if all(self.ink(name) == "empty" for name in ATTESTATION):
            return "not_attested"
        inks = [self.ink(name) for name in (*ATTESTATION, *REACH)]
        if "empty" in inks:
            return "incomplete"
        return "attested" if all(ink == "filled" for ink in inks) else None

    def boxes(self, name: str) -> tuple[tuple[int, BoxSeen], ...]:
        """Return a box wherever it was seen, with the number of its page in the file."""
        return tuple((page.number, box) for page in self.counted for box in page.boxes if box.name == name)

    def ink(self, name: str) -> Ink:
        """Return what a box holds: of a page that came twice, the fuller one counts."""
        inks = {box.ink for _, box in self.boxes(name)}
        return "filled" if "filled" in inks else "empty" if inks == {"empty"} else "doubtful"


def returned(pages: Iterable[PageSeen], reference: str, digest: str, prints: Sequence[Print]) -> ReturnedForm:
    """Return the form that a file's pages make.

    Shapes: `digest` is that of the current answers. A whole print counts before one with pages missing, one
            with the current answers before an older one; blank sheets are passed over.
    """
    by_number = {row.number: row for row in prints}
    known: list[tuple[Print, PageSeen]] = []
    strangers: list[PageSeen] = []
    unread: list[PageSeen] = []
    for page in pages:
        row = _print_of(page, reference, by_number)
        if row:
            known.append((row, page))
        elif page.reference not in (None, reference):
            strangers.append(page)
        elif not page.is_blank:
            unread.append(page)
    chosen = max((row for row, _ in known), key=lambda row: _rank(row, known, digest), default=None)
    counted = _pages_with(chosen, known) if chosen else ()
    return ReturnedForm(
        print=chosen,
        counted=counted,
        older=tuple(page for row, page in known if row.digest != digest),
        strangers=tuple(strangers),
        unread=tuple(unread),
        missing=_missing(chosen, counted) if chosen else (),
    )


def _print_of(page: PageSeen, reference: str, prints: Mapping[int, Print]) -> Print | None:
    """Return the print a page belongs to; codes that name none of this request's say nothing."""
    row = prints.get(page.print_number or 0) if page.reference == reference else None
    if row is None or not 1 <= (page.form_page or 0) <= row.pages:
        return None
    return row if row.digest[:DIGEST_SIGNS] == page.digest else None


def _pages_with(row: Print, known: Sequence[tuple[Print, PageSeen]]) -> tuple[PageSeen, ...]:
    """Return a print's pages: its own, and those of one with the same answers in the same language."""
    return tuple(page for it, page in known if (it.digest, it.language) == (row.digest, row.language))


def _missing(row: Print, counted: Sequence[PageSeen]) -> tuple[int, ...]:
    came = {page.form_page for page in counted}
    return tuple(number for number in range(1, row.pages + 1) if number not in came)


def _rank(row: Print, known: Sequence[tuple[Print, PageSeen]], digest: str) -> tuple[bool, bool, int, int]:
    missing = _missing(row, _pages_with(row, known))
    return not missing, row.digest == digest, -len(missing), row.number


FORM_FACTS = ("form_request", "form_answers", "form_pages", "form_signature", "form_attestation")


def form_facts(
    reading: FormReading | None, given: bool, reference: str, digest: str, prints: Sequence[Print]
) -> Mapping[str, str | None]:
    """Return what a reading says of the request, by the names of the facts; None is doubt.

    Shapes: `given` says whether a form was given at all; without one every fact is `none`.
    Source: guide 2.9, 3.R3.
    """
    if not given:
        return dict.fromkeys(FORM_FACTS, "none")
    if reading is None:
        return dict.fromkeys(FORM_FACTS, None)
    form = returned(reading.seen, reference, digest, prints)
    told = (form.request, form.answers, form.pages, form.signature, form.attestation)
    return dict(zip(FORM_FACTS, told, strict=True))
