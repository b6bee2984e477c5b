"""A document on screen: its pages as pictures, from our own routes, and what is known of its file.

Source: guide 2.14.
"""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st
from babel.numbers import format_decimal

from core.bootstrap import portal
from core.domain.application.application import Document
from core.domain.application.display import LOCALES
from core.domain.errors import NotFoundError
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import Here, language, say, written

KILOBYTE, MEGABYTE = 1024, 1024 * 1024


def document_asked(here: Here) -> Document:
    """Return the document the address names.

    Raises: NotFoundError, also for somebody else's document.
    """
    try:
        wanted = UUID(st.query_params.get("document", ""))
    except ValueError as fault:
        raise NotFoundError("file_not_found") from fault
    return portal().documents.document(here.actor, wanted)


def size_text(size: int) -> str:
    """Return a file's size as the language writes it.

    Units: size in bytes; a megabyte is 1024 times 1024 bytes, as in the limit.
    """
    unit, places = (MEGABYTE, "#,##0.0") if size >= MEGABYTE else (KILOBYTE, "#,##0")
    number = format_decimal(max(size / unit, 1), places, locale=LOCALES[language()])
    return say("viewer.megabytes" if unit == MEGABYTE else "viewer.kilobytes", number=number)


def number_text(number: int) -> str:
    """Return a whole number as the language writes it."""
    return format_decimal(number, locale=LOCALES[language()])


def file_text(document: Document) -> str:
    """Return a file's size and number of pages."""
    return f"{size_text(document.size)}, {pages_text(document.pages)}"


def pages_text(pages: int) -> str:
    """Return a number of pages in words."""
    return say("viewer.one_page") if pages == 1 else say("viewer.many_pages", count=pages)


def picture(document: Document, page: int, width: int, alt: str) -> str:
    """Return the HTML of one page of a document.

    Units: width in pixels; pages counted from 1.
    """
    source = f"/document/{document.id}/page/{page}?width={width}"
    return (
        f'<img src="{source}" alt="{escape(alt)}" '
        f'style="max-width:100%;width:{width}px;border:1px solid #7d828b" />'
    )


def details(document: Document) -> str:
    """Return the HTML of what is known of a document's file."""
    rows = (
        ("file", document.file_name),
        ("size", size_text(document.size)),
        ("pages", document.pages),
        ("given", document.given_at),
    )
    return pairs([(say(f"viewer.{word}"), written(value)) for word, value in rows])


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """Return the HTML of a list of names and values."""
    told = "".join(
        f'<dt style="margin:0"><strong>{escape(name)}</strong></dt>'
        f'<dd style="margin:0 0 0.5rem">{escape(value)}</dd>'
        for name, value in rows
    )
    return f'<dl style="margin:0;padding:0">{told}</dl>'


def ways_on(rows: Sequence[tuple[str, str]]) -> str:
    """Return the HTML of links to papers.

    Shapes: rows are (address, text); an address that saves stays in this tab, others open in a new one.
    """
    told = "".join(_way_on(address, text) for address, text in rows)
    return f'<ul class="partners">{told}</ul>'


def _way_on(address: str, text: str) -> str:
    tab = "download" if "save=1" in address else 'target="_blank" rel="noopener"'
    return f'<li><a class="way-on" href="{escape(address)}" {tab}>{escape(text)}</a></li>'


def paragraph(text: str) -> str:
    """Return the HTML of one paragraph of text."""
    return f"<p>{escape(text)}</p>"
