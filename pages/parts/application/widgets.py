"""A question becomes widgets, and what was typed in them becomes an answer to be checked.

Source: guide 2.3; WCAG 2.1, 1.3.5, 3.3.1 to 3.3.3.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import phonenumbers
import streamlit as st

from core.domain.application.content import Part, Question
from core.domain.application.display import EXTENSIONS
from pages.parts.shell import fields, keeper
from pages.parts.shell.lists import months, offered
from pages.parts.shell.markdown import Markdown, escape, plain
from pages.parts.shell.session import say

LONG_LIST = 12
"""Choices beyond which a list that opens is easier than so many buttons."""
PURPOSES = {
    "family_name": "family-name", "given_names": "given-name", "date_of_birth": "bday",
    "organisation": "organization", "organisation_role": "organization-title", "telephone": "tel",
    "street": "address-line1", "street_2": "address-line2", "city": "address-level2",
    "postal_code": "postal-code", "email": "email",
}  # fmt: skip
"""What each part about the applicant is to a browser, which can then fill it in; about others, nothing."""
GROUPS = frozenset({"date", "many"})
"""Kinds drawn as several fields under one name."""


@dataclass(frozen=True)
class Field:
    """One part about to be drawn, with all that its drawing depends on."""

    part: Part
    saved: Any
    known: Mapping[str, Any]
    language: str
    label: Markdown

    @property
    def key(self) -> str:
        """Return the key of its widget, or the beginning of those of its widgets."""
        return key_of(self.part)

    @property
    def purpose(self) -> str:
        """Return what the field is to a browser that can fill it in."""
        return PURPOSES.get(self.part.id, "off")


def key_of(part: Part) -> str:
    """Return the key under which a part's widget keeps what is typed."""
    return f"part_{part.id}"


def place_of(part_id: str) -> str:
    """Return a part's place on the page, to which the error summary leads."""
    return f"field_{part_id}"


def draw(
    question: Question,
    saved: Mapping[str, Any],
    known: Mapping[str, Any],
    language: str,
    faults: Mapping[str, str],
) -> None:
    """Draw every part of a question, filled with what was saved, beside what is wrong with it.

    Shapes: faults map a part to its sentence.
    """
    for part in question.parts:
        told = saved.get("email") if part.kind == "email_again" else saved.get(part.id)
        with st.container(key=place_of(part.id)):
            _draw(Field(part, told, known, language, label(part, language)), faults.get(part.id, ""))
    fields.describe([_ties(part, part.id in faults) for part in question.parts])


def label(part: Part, language: str) -> Markdown:
    """Return a part's label, with an asterisk where an answer is required."""
    return Markdown(f"{part.label.of(language)} *" if part.required else part.label.of(language))


def _draw(field: Field, fault: str) -> None:
    part = field.part
    if fault:
        st.html(f'<p class="fault" id="fault_{part.id}">{escape(fault)}</p>')
    if part.kind in GROUPS:
        st.html(f'<p class="group-label" id="group_{part.id}">{escape(field.label)}</p>')
    DRAWN[part.kind](field)
    if hint := part.hint_for(field.known):
        st.html(f'<p class="hint" id="hint_{part.id}">{escape(hint.of(field.language))}</p>')


def _ties(part: Part, is_faulty: bool) -> fields.Ties:
    described = [f"fault_{part.id}"] if is_faulty else []
    modes = {"email": "email", "email_again": "email", "phone": "tel"}
    return {
        "key": place_of(part.id),
        "described": [*described, f"hint_{part.id}"] if part.hint else described,
        "invalid": is_faulty,
        "required": part.required,
        "group": f"group_{part.id}" if part.kind in GROUPS else "",
        "mode": modes.get(part.kind, ""),
    }


def _text(field: Field) -> None:
    keeper.line(field.label, value=field.saved or "", key=field.key, autocomplete=field.purpose)


def _long_text(field: Field) -> None:
    keeper.area(field.label, value=field.saved or "", key=field.key)


def _phone(field: Field) -> None:
    keeper.line(
        field.label, value=_dialled(field.saved, field.language), key=field.key, autocomplete=field.purpose
    )


def _dialled(saved: str | None, language: str) -> str:
    """Return a number in its international form, which is read alike whatever the country."""
    if not saved:
        return ""
    told = phonenumbers.format_number(phonenumbers.parse(saved), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return told.replace(" ext. ", f" {EXTENSIONS[language]} ")


def _yes_no(field: Field) -> None:
    _buttons(field, {True: say("question.yes"), False: say("question.no")})


def _choice(field: Field) -> None:
    names = offered(field.part, field.known, field.language)
    if len(names) > LONG_LIST:
        _list(field)
    else:
        _buttons(field, names)


def _buttons(field: Field, names: Mapping[Any, str]) -> None:
    options = list(names)
    place = options.index(field.saved) if field.saved in options else None
    st.radio(field.label, options, index=place, format_func=lambda it: plain(names[it]), key=field.key)


def _list(field: Field) -> None:
    names = offered(field.part, field.known, field.language)
    options = list(names)
    place = options.index(field.saved) if field.saved in names else None
    st.selectbox(
        field.label,
        options,
        index=place,
        format_func=names.__getitem__,
        key=field.key,
        placeholder=say("question.choose"),
    )


def _many(field: Field) -> None:
    ticked: list[str] = field.saved or []
    for code, name in offered(field.part, field.known, field.language).items():
        st.checkbox(plain(name), value=code in ticked, key=f"{field.key}_{code}")


def _date(field: Field) -> None:
    saved = date.fromisoformat(field.saved) if field.saved else None
    names = months(field.language)
    birthday = field.purpose == "bday"
    with st.container(horizontal=True, key=f"{field.key}_day_month_year"):
        keeper.line(
            say("question.day"),
            value=str(saved.day) if saved else "",
            key=f"{field.key}_day",
            autocomplete="bday-day" if birthday else "off",
        )
        st.selectbox(
            say("question.month"),
            list(names),
            index=saved.month - 1 if saved else None,
            format_func=names.__getitem__,
            key=f"{field.key}_month",
            placeholder=say("question.choose_month"),
        )
        keeper.line(
            say("question.year"),
            value=str(saved.year) if saved else "",
            key=f"{field.key}_year",
            autocomplete="bday-year" if birthday else "off",
        )


DRAWN: Mapping[str, Callable[[Field], None]] = {
    "text": _text, "long_text": _long_text, "yes_no": _yes_no, "choice": _choice, "many": _many,
    "regulator": _list, "country": _list, "country_or_province": _list, "date": _date,
    "email": _text, "email_again": _text, "phone": _phone, "postal_code": _text,
}  # fmt: skip


def told(question: Question) -> dict[str, Any]:
    """Return what is now in a question's widgets, to be checked.

    Shapes: part id to a text, a truth, a code or a list of codes; a day as an ISO date where it is one.
    """
    return {part.id: _told(part) for part in question.parts}


def _told(part: Part) -> Any:
    state, key = st.session_state, key_of(part)
    if part.kind == "many":
        return [choice.code for choice in part.choices if state.get(f"{key}_{choice.code}")]
    if part.kind == "date":
        return _day_told(*(state.get(f"{key}_{piece}") for piece in ("year", "month", "day")))
    return state.get(key)


def _day_told(year: str | None, month: int | None, day: str | None) -> str:
    """Return an ISO date from its three fields; else what each holds, which tells what is wrong."""
    if not (year or month or day):
        return ""
    try:
        return (
            f"{int(year or ''):04d}-{month or 0:02d}-{int(day or ''):02d}"
            if month
            else _as_typed(year, month, day)
        )
    except ValueError:
        return _as_typed(year, month, day)


def _as_typed(year: str | None, month: int | None, day: str | None) -> str:
    return "-".join(str(it or "").replace("-", " ") for it in (year, month, day))
