"""What stands around a request, for its officer: what the last round changed, its neighbours, as facts."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import streamlit as st

from core.bootstrap import portal
from core.domain.application.application import Application
from core.domain.application.changes_between_rounds import ChangedAnswer, RoundChanges
from core.domain.application.display import answer_rows
from core.domain.application.questionnaire import question_of
from core.domain.desk.relations import Network, SharedTrait
from core.services.decisions.casework import Case
from core.services.desk.surroundings import Surroundings
from pages.parts.application.changes import short_name
from pages.parts.decisions.case import in_order, named
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import language, say
from pages.parts.shell.tables import Link, table


def draw_changes(case: Case, changes: RoundChanges) -> None:
    """Tell what the latest submission brought, then what was changed since and not sent."""
    new = [named(case.seen, it) for it in in_order(case.seen) if str(it.id) in changes.documents]
    documents = [f"<li>{escape(say('neighbours.new_document', name=name))}</li>" for name in new]
    sent = [_changed(it) for it in changes.answers if it.is_sent]
    unsent = [_changed(it) for it in changes.answers if not it.is_sent]
    for word, rows in (("changed", documents + sent), ("unsent", unsent)):
        if rows:
            st.header(say(f"neighbours.{word}"), anchor=False)
            st.html(f'<ul class="changed">{"".join(rows)}</ul>')


def _changed(answer: ChangedAnswer) -> str:
    told = escape(say("neighbours.answer", name=short_name(answer.question)))
    before, now = _said(answer.question, answer.before), _said(answer.question, answer.now)
    dates = escape(say("neighbours.when", before=answer.sent_at, now=answer.changed_at))
    return f"<li>{told} <del>{escape(before)}</del> <ins>{escape(now)}</ins> {dates}</li>"


def _said(question_id: str, value: Mapping[str, Any] | None) -> str:
    content = portal().library.questionnaire
    question = question_of(content, question_id)
    if value is None or question is None:
        return say("neighbours.no_answer")
    rows = answer_rows(content, question, value, language())
    return ", ".join(text for _, text in rows) or say("neighbours.no_answer")


def draw_relations(case: Case, around: Surroundings) -> None:
    """Tell which requests share something with this one, and who attests whom: facts, never grounds."""
    st.header(say("neighbours.title"), anchor=False)
    st.caption(say("neighbours.facts"))
    relations = around.relations
    st.html(_network(case, relations.network))
    for shared in relations.shared:
        label = say(f"neighbours.shares_{shared.kind}", count=shared.count)
        with st.expander(label, key=f"shares_{shared.kind}"):
            st.html(_table(case, label, shared))
    if not relations.shared:
        st.markdown(say("neighbours.none"))


def _table(case: Case, caption: str, shared: SharedTrait) -> str:
    columns = [say(f"neighbours.{word}") for word in ("reference", "name", "state", "whose")]
    told = table(caption, columns, [_row(case, it) for it in shared.requests])
    more = f"<p>{escape(say('neighbours.more', count=shared.more))}</p>" if shared.more else ""
    return told + more


def _row(case: Case, request: Application) -> list[str | Link]:
    same = request.account_id == case.seen.application.account_id
    return [
        _link(request),
        request.name,
        say(f"staff.state_{request.state}"),
        say("neighbours.same_account" if same else "neighbours.other_account"),
    ]


def _link(request: Application) -> Link:
    return Link(f"/case?request={quote(request.reference)}", request.reference)


def _network(case: Case, network: Network) -> str:
    rows = [
        say("neighbours.attested", count=network.attested),
        say("neighbours.attests", count=network.attests),
    ]
    told = "".join(f"<li>{escape(row)}</li>" for row in rows)
    if network.ring:
        word = "neighbours.mutual" if network.is_mutual else "neighbours.ring"
        links = (_link(it) for it in network.ring)
        way = " → ".join(f'<a href="{escape(it.address)}">{escape(it.text)}</a>' for it in links)
        reference = escape(case.seen.application.reference)
        told += f"<li>{escape(say(word))} {reference} → {way} → {reference}</li>"
    return f'<ul class="facts-told">{told}</ul>'
