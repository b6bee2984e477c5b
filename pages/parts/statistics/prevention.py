"""Where a refusal could be prevented: one press from its reason to question, checklist line and rule."""

from urllib.parse import urlencode

import streamlit as st

from core.bootstrap import portal
from core.domain.accounts.identity import Actor, Role
from core.services.statistics.prevention import Prevention, QuestionWording, RuleLine
from core.services.statistics.statistics import StatisticsPage
from pages.parts.shell.markdown import escape
from pages.parts.shell.session import language, say

VIEWS = ("told", "untold")
"""The views whose charts tell of what could be prevented."""


def draw_prevention(actor: Actor, page: StatisticsPage) -> None:
    """Draw, under the charts of what was told, each of their reasons with what could prevent it."""
    codes = [page.wanted.reason] if page.wanted.reason else []
    codes += [str(row["reason"]) for chart in page.charts for row in chart.values if "reason" in row]
    if page.view not in VIEWS or not codes:
        return
    found = portal().statistics.prevention(actor, language(), tuple(dict.fromkeys(codes)))
    st.subheader(say("statistics.where_to_act"), anchor=False)
    st.caption(say("statistics.where_to_act_says"))
    st.html("".join(_details(it, may_edit=actor.role is Role.MANAGER) for it in found))


def _details(it: Prevention, *, may_edit: bool) -> str:
    """Return the HTML of one reason, closed until it is pressed."""
    parts = [*map(_question, it.questions), *(_rule(rule, may_edit=may_edit) for rule in it.rules)]
    told = "".join(parts) or f"<p>{escape(say('statistics.nothing_tells'))}</p>"
    return f'<details class="prevention"><summary>{escape(it.label)}</summary>{told}</details>'


def _question(it: QuestionWording) -> str:
    texts = "".join(f"<p>{escape(text)}</p>" for text in it.texts)
    return f"<h4>{escape(say('statistics.wording_of', question=it.title))}</h4>{texts}"


def _rule(it: RuleLine, *, may_edit: bool) -> str:
    address = f"/rule?{urlencode({'rule': it.id, 'text': it.place})}"
    title = escape(it.title)
    named = f'<a href="{escape(address)}">{title}</a>' if may_edit else title
    return f"<h4>{escape(say('statistics.rule_of'))} {named}</h4><p>{escape(it.says)} {escape(it.remedy)}</p>"
