"""The texts of a letter before a manager: its fields, its variables, its preview, its editions."""

import streamlit as st

from core.bootstrap import portal
from core.domain.application.content import LANGUAGES
from core.domain.errors import MalformedAnswerError, NotFoundError, PortalError
from core.domain.letters.letters import PLACES
from core.services.letters.letter_texts import MOST, Edition, LetterWording
from core.services.letters.letters import Preview
from pages.parts.accounts.recovery import next_try
from pages.parts.decisions.decision import letter_text
from pages.parts.shell import browser
from pages.parts.shell.markdown import escape
from pages.parts.shell.notices import error_notice, error_summary
from pages.parts.shell.session import Here, say
from pages.parts.shell.tables import Link, table

EDITED, DONE = "letter_edited", "letter_published"
ASKED = "letter"
"""Names the letter in the address."""


def list_of_letters(here: Here) -> str:
    """Return the HTML of every letter with the way to its texts."""
    columns = [say(f"letter_texts.{word}") for word in ("letter", "subject")]
    rows = [
        (
            Link(f"/letter-texts?{ASKED}={it.id}", say(f"letter_texts.name_{it.id}")),
            it.subject.of(here.language),
        )
        for it in portal().letter_texts.all(here.actor)
    ]
    return table(say("letter_texts.list"), columns, rows)


def letter_asked(here: Here) -> LetterWording | None:
    """Return the letter the address names, after the button pressed was heeded; None when it names none."""
    id = st.query_params.get(ASKED, "")
    if not id:
        return None
    try:
        worded = portal().letter_texts.look(here.actor, id)
    except NotFoundError as refusal:
        error_notice(refusal)
        return None
    _fill_in(worded)
    return worded


def _fill_in(worded: LetterWording) -> None:
    """Let the fields hold the edition in use, once; what is typed since then stays."""
    is_shown = "text_subject_fr" in st.session_state
    if is_shown and st.session_state.get(EDITED, ("", 0))[0] == worded.letter.id:
        return
    st.session_state[EDITED] = (worded.letter.id, worded.number)
    for name, text in _texts(worded).items():
        st.session_state[f"text_{name}"] = text


def _texts(worded: LetterWording) -> dict[str, str]:
    told = {place: getattr(worded.letter, place) for place in PLACES}
    return {f"{place}_{it}": text.of(it).strip() for place, text in told.items() if text for it in LANGUAGES}


def typed(worded: LetterWording) -> dict[str, str]:
    """Return what the fields hold."""
    return {name: str(st.session_state.get(f"text_{name}") or "") for name in _texts(worded)}


def draw_fields(worded: LetterWording) -> None:
    """Draw each text in both languages, side by side, and the variables that may stand in them."""
    names = ", ".join(f"{{{name}}}" for name in worded.variables)
    st.html(f"<p>{escape(say('letter_texts.variables'))} <code>{escape(names)}</code></p>")
    for place in PLACES:
        if getattr(worded.letter, place):
            for column, it in zip(st.columns(2), LANGUAGES, strict=True):
                with column, st.container(key=f"field_{place}_{it}"):
                    _draw_field(place, it)


def _draw_field(place: str, language: str) -> None:
    label, key = say(f"letter_texts.{place}_{language}"), f"text_{place}_{language}"
    if place == "subject":
        st.text_input(label, key=key, max_chars=MOST[place])
    else:
        st.text_area(label, key=key, max_chars=MOST[place], height=320)


def draw_preview(here: Here, worded: LetterWording) -> None:
    """Draw how the letter would be read, or what keeps its texts from being used."""
    try:
        shown = portal().letter_texts.preview(here.actor, worded.letter.id, typed(worded))
    except MalformedAnswerError as refusal:
        _draw_faults(refusal)
        return
    with st.container(key="letter", border=True):
        st.header(say("letter_texts.preview_title"), anchor=False)
        for preview in shown:
            _draw_one(preview)
    browser.focus(str(next_try()), ".st-key-letter", key="focus_letter")


def _draw_one(preview: Preview) -> None:
    st.markdown(say(f"letter_texts.reads_{preview.language}"))
    if preview.text.strip() not in preview.letter.text:
        st.markdown(say("case.preview_inbox"))
        st.html(letter_text(preview.language, f"{preview.subject}\n\n{preview.text}"))
    st.markdown(say("letter_texts.e_mail"))
    st.html(letter_text(preview.language, preview.letter.text.split("\n\n---\n\n")[0]))


def _draw_faults(refusal: MalformedAnswerError) -> None:
    told = [(f"field_{name}", _fault(name, code)) for name, code in refusal.fields.items()]
    error_summary(told, token=str(next_try()))


def _fault(name: str, code: str) -> str:
    return f"{say(f'letter_texts.{name}')} – {say(f'errors.{code}')}"


def publish(here: Here, worded: LetterWording) -> None:
    """Publish the texts as they are typed, or say what keeps them from it."""
    seen_number = st.session_state[EDITED][1]
    try:
        verbs = portal().letter_texts
        edition = verbs.publish(here.actor, worded.letter.id, seen_number, typed(worded))
    except MalformedAnswerError as refusal:
        _draw_faults(refusal)
    except PortalError as refusal:
        st.session_state[EDITED] = (worded.letter.id, worded.number)
        error_notice(refusal)
    else:
        st.session_state.pop(EDITED)
        st.session_state[DONE] = edition.number
        st.rerun()


def tell() -> None:
    """Say once that an edition was published."""
    if number := st.session_state.pop(DONE, None):
        with st.container(key="notice"):
            st.success(say("letter_texts.published", number=number))
            browser.focus(str(next_try()), ".st-key-notice", key="focus_notice")


def editions(worded: LetterWording) -> str:
    """Return the HTML of a letter's editions, the newest first."""
    columns = [say(f"letter_texts.{word}") for word in ("edition", "published_at", "by")]
    return table(say("letter_texts.editions"), columns, [_row(it) for it in worded.editions])


def _row(edition: Edition) -> tuple[str, str, str]:
    if edition.published_at is None:
        return str(edition.number), say("letter_texts.of_the_portal"), "–"
    return str(edition.number), say("letter_texts.instant", at=edition.published_at), edition.by


def way_back() -> str:
    """Return the HTML of the way back to every letter."""
    return f'<p><a href="/letter-texts">{escape(say("letter_texts.back"))}</a></p>'
