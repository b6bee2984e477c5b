"""A proposal before a manager: what it is, what it changes, what is wrong with it."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.bootstrap import portal
from core.domain.application.content import Text
from core.domain.rules.rule_changes import changed_fields, paired, texts_of
from core.domain.rules.rules import Rule
from core.services.rules.proposals import Dossier
from pages.parts.rules.lab import (
    fault_text,
    person,
    titles,
)
from pages.parts.rules.lab_lists import reason_text
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import language, say, written
from pages.parts.shell.tables import table
from pages.parts.shell.viewer import pairs

HERE = "pages/manager/proposal.py"
NOTHING = "–"


def glance(dossier: Dossier) -> str:
    """Return the HTML of what is known of a proposal at a glance."""
    proposal = dossier.proposal
    rows = [
        (say("proposal.state"), say(f"proposal.state_{proposal.state}")),
        (say("proposal.author"), person(dossier, proposal.author)),
        (say("proposal.made_at"), written(proposal.made_at)),
        (
            say("proposal.takes_effect"),
            written(dossier.takes_effect if dossier.is_open else proposal.effective_from),
        ),
        (say("proposal.base"), say("rule_lab.edition_number", number=dossier.base.number)),
        (say("proposal.revision"), str(proposal.revision)),
    ]
    if proposal.revised_by:
        rows.append((say("proposal.revised_by"), person(dossier, proposal.revised_by)))
    if proposal.closed_by:
        rows.append((say("proposal.closed_by"), person(dossier, proposal.closed_by)))
    if proposal.edition:
        rows.append((say("proposal.edition"), say("rule_lab.edition_number", number=proposal.edition)))
    return f'<div class="glance">{pairs(rows)}</div>'


def draw_changes(dossier: Dossier) -> None:
    """Draw each rule that a proposal touches, its texts before and after side by side."""
    base, change = dossier.base.read(), dossier.proposal.change
    names = titles(base, change.rules)
    for id in change.touched:
        st.html(f"<h3>{escape(names[id])}</h3>")
        for before, after in paired(texts_of(base, id), texts_of(change.rules, id)):
            st.html(_differences(names[id], before, after))
    if dossier.is_open:
        for id in change.touched:
            address = {"proposal": str(dossier.proposal.id), "rule": id}
            label = say("proposal.edit", rule=names[id])
            st.page_link("pages/manager/rule.py", label=label, query_params=address)


def _differences(title: str, before: Rule | None, after: Rule | None) -> str:
    names = changed_fields(before, after)
    if not names:
        return f"<p>{escape(say('proposal.unchanged'))}</p>"
    rows = [
        [say(f"proposal.field_{name}"), _value(before, name), _value(after, name)]
        for name in names
        if _value(before, name) != _value(after, name)
    ]
    return table(title, [say(f"proposal.{word}") for word in ("field", "before", "after")], rows)


def _value(rule: Rule | None, name: str) -> str:
    """Return a field of a rule in words."""
    value = getattr(rule, name, None)
    if isinstance(value, Text):
        return f"{value.fr} / {value.en}"
    return WORDED[name](rule) if rule and value and name in WORDED else str(value or NOTHING)


WORDED: Mapping[str, Callable[[Rule], str]] = {
    "severity": lambda rule: say(f"rule_editor.severity_{rule.severity}"),
    "audience": lambda rule: say(f"rule_editor.audience_{rule.audience}"),
    "reason": reason_text,
    "remedy": lambda rule: portal().outside.rule_book.remedies[rule.remedy].text.of(language())
    if rule.remedy in portal().outside.rule_book.remedies else rule.remedy,
    "since": lambda rule: written(rule.since),
    "until": lambda rule: written(rule.until),
}  # fmt: skip


def draw_faults(dossier: Dossier) -> None:
    """Draw what is wrong with a proposal's rules."""
    names = titles(dossier.base.read(), dossier.proposal.change.rules)
    if dossier.is_open and dossier.faults:
        rows = (f"{names.get(it.about, it.about)} – {fault_text(it.refusal)}" for it in dossier.faults)
        listed = "".join(f"<li>{escape(row)}</li>" for row in rows)
        st.html(f"<h3>{escape(say('proposal.faults'))}</h3><ul>{listed}</ul>")
