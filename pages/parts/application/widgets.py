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
from core.domain.application.questionnaire import holds
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
UNDER_ITS_LABEL: Mapping[str, Any] = {"label_visibility": "collapsed"}
LABELLED = frozenset({"text", "long_text", "email", "email_again", "phone", "postal_code",
                      "regulator", "country", "country_or_province"})  # fmt: skip
"""Kinds of one field each, which the browser finds by its label; a hint stands between the two."""
PROPOSED = {"address_country": "CA"}
"""What most people answer, chosen until they choose."""


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
    drawn = [
        part for part in question.parts if part not in deciding(question) and _is_called_for(question, part)
    ]
    for part in drawn:
        _draw_part(part, saved, known, language, faults)
    if rules := "".join(_shown_when(question, part, known, language) for part in drawn):
        st.html(f"<style>{rules}</style>")
    fields.describe([_ties(part, part.id in faults) for part in (*deciding(question), *drawn)])


def deciding(question: Question) -> list[Part]:
    """Return the lists on which other parts of the page depend: no style sheet can read what they hold."""
    named = {name for part in question.parts for name in part.only_when}
    return [part for part in question.parts if part.id in named and DRAWN[part.kind] is _list]


def draw_deciding(
    question: Question, saved: Mapping[str, Any], language: str, faults: Mapping[str, str]
) -> None:
    """Draw what decides which parts follow, outside the form: each choice draws the page anew."""
    for part in deciding(question):
        _draw_part(part, saved, {}, language, faults)


def _draw_part(
    part: Part, saved: Mapping[str, Any], known: Mapping[str, Any], language: str, faults: Mapping[str, str]
) -> None:
    told = saved.get("email") if part.kind == "email_again" else saved.get(part.id, PROPOSED.get(part.id))
    with st.container(key=place_of(part.id)):
        _draw(Field(part, told, known, language, label(part, language)), faults.get(part.id, ""))


def _is_called_for(question: Question, part: Part) -> bool:
    """Say whether what is chosen in the page's lists calls for a part."""
    chosen = {it.id: st.session_state.get(key_of(it)) for it in deciding(question)}
    return holds({name: codes for name, codes in part.only_when.items() if name in chosen}, chosen)


def _shown_when(question: Question, part: Part, known: Mapping[str, Any], language: str) -> str:
    """Return the rule that shows a part only beside the button that calls for it; the page need not run."""
    buttons = {it.id: it for it in question.parts if it.kind in ("yes_no", "choice")}
    return "".join(
        f"#root:not(:has({_pressed(buttons[name], codes, known, language)})) "
        f":has(> .st-key-{place_of(part.id)}) {{ display: none; }}"
        for name, codes in part.only_when.items()
        if name in buttons
    )


def _pressed(part: Part, codes: list[Any], known: Mapping[str, Any], language: str) -> str:
    options = [True, False] if part.kind == "yes_no" else list(offered(part, known, language))
    places = [options.index(code) for code in codes if code in options]
    return ", ".join(f'.st-key-{place_of(part.id)} input[value="{place}"]:checked' for place in places)


def label(part: Part, language: str) -> Markdown:
    """Return a part's label, with an asterisk where an answer is required."""
    return Markdown(f"{part.label.of(language)} *" if part.required else part.label.of(language))


def _draw(field: Field, fault: str) -> None:
    part = field.part
    tag = "label" if part.kind in LABELLED else "p"
    above = f'<{tag} class="group-label" id="group_{part.id}">{escape(field.label)}</{tag}>'
    if hint := part.hint_for(field.known):
        above += f'<p class="hint" id="hint_{part.id}">{escape(hint.of(field.language))}</p>'
    if fault:
        above += f'<p class="fault" id="fault_{part.id}">{escape(fault)}</p>'
    st.html(above)
    DRAWN[part.kind](field)


def _ties(part: Part, is_faulty: bool) -> fields.Ties:
    described = [f"fault_{part.id}"] if is_faulty else []
    modes = {"email": "email", "email_again": "email", "phone": "tel"}
    return {
        "key": place_of(part.id),
        "described": [*described, f"hint_{part.id}"] if part.hint else described,
        "invalid": is_faulty,
        "required": part.required,
        "group": f"group_{part.id}" if part.kind in GROUPS else "",
        "named_by": f"group_{part.id}" if part.kind in LABELLED else "",
        "mode": modes.get(part.kind, ""),
    }


def _text(field: Field) -> None:
    keeper.line(
        field.label, value=field.saved or "", key=field.key, autocomplete=field.purpose, **UNDER_ITS_LABEL
    )


def _long_text(field: Field) -> None:
    keeper.area(field.label, value=field.saved or "", key=field.key, **UNDER_ITS_LABEL)


def _phone(field: Field) -> None:
    value = _dialled(field.saved, field.language)
    keeper.line(field.label, value=value, key=field.key, autocomplete=field.purpose, **UNDER_ITS_LABEL)


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
    st.radio(
        field.label, options, index=place, format_func=lambda it: plain(names[it]), key=field.key,
        label_visibility="collapsed",
    )  # fmt: skip


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
        label_visibility="collapsed",
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
