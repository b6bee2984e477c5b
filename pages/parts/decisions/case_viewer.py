"""The documents of a request in their viewer: what it shows, how they are called, its words.

Source: guide 3.0, 3.5, 3.6.
"""

from typing import Any

import streamlit as st

from core.domain.application.application import Document, DocumentKind
from core.domain.application.overview import Overview
from core.domain.decisions.page_looks import DocumentPage, OfficerLooks
from core.domain.form.returned_notices import FormTold
from core.services.decisions.casework import Case
from pages.parts.decisions.case import in_order, named
from pages.parts.form.returned_form import frame_of, marked_text
from pages.parts.shell import browser
from pages.parts.shell.session import say, written
from pages.parts.shell.viewer import file_text

WIDTH = 1400
"""Of a page's picture, in pixels: small print must be legible, enlarged too."""
WORDS = (
    "choose", "beside", "previous", "next", "smaller", "larger", "fit", "turn", "ways", "where",
    "where_turned", "lost", "still", "none_missing",
)  # fmt: skip
SLOTS = {name: f"{{{name}}}" for name in ("name", "page", "pages", "zoom", "turn")}
"""What the browser fills in by itself, page after page."""


def draw_documents(case: Case, looks: OfficerLooks | None, go: str) -> None:
    """Draw the documents given, the newest round's first, in a viewer that only the officer moves.

    Shapes: a new `go` leads to the first page that must still be looked at; managers decide nothing, and
            have no `looks`.
    """
    seen, given = case.seen, in_order(case.seen)
    if not given:
        st.markdown(say("case.no_documents"))
        return
    words = {word: say(f"case_viewer.{word}", **SLOTS) for word in WORDS}
    words |= {"picture": say("viewer.picture", **SLOTS), "open": say("viewer.open")}
    browser.show_papers(
        {
            "id": str(seen.application.id),
            "width": WIDTH,
            "documents": [_paper(seen, document) | _seen_on(case.form, document) for document in given],
            "pair": _pair(given),
            "words": words,
            "look": "/desk/look/" if looks else "",
            "looked": sorted(looks.keys) if looks else [],
            "required": [_required(seen, it) for it in looks.required] if looks else [],
            "go": go,
        }
    )


def _paper(seen: Overview, document: Document) -> dict[str, Any]:
    told = {"file": document.file_name, "size": file_text(document), "given": written(document.given_at)}
    return {
        "id": str(document.id),
        "name": named(seen, document),
        "file_name": document.file_name,
        "pages": document.pages,
        "page": f"/document/{document.id}/page/",
        "file": f"/document/{document.id}",
        "told": say("case_viewer.told", **told),
    }


def _required(seen: Overview, it: DocumentPage) -> dict[str, str]:
    return {"key": it.key, "name": say("case_viewer.page_of", name=named(seen, it.document), page=it.page)}


def _seen_on(form: FormTold | None, document: Document) -> dict[str, Any]:
    """Return where a form begins, and what is marked on its pages: what was seen there, framed and named."""
    if form is None or form.document != document:
        return {"first": 1, "marks": {}}
    marks = {
        str(page): {"frames": [frame_of(box) for box in form.boxes_on(page)], "text": marked_text(form, page)}
        for page in form.pages
        if form.boxes_on(page)
    }
    return {"first": next(iter(form.pages), 1), "marks": marks}


def _pair(given: list[Document]) -> list[str] | None:
    """Return the form and the first identity document, the newest of each, to be looked at side by side."""
    kinds = (DocumentKind.IMM5661, DocumentKind.FIRST_ID)
    found = [next((it for it in given if it.kind is kind), None) for kind in kinds]
    return [str(it.id) for it in found if it] if all(found) else None
