"""Answers of an earlier request that failed, asked again with the reason beside each.

Source: guide 2.17, 3.2.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.bootstrap import portal
from core.domain.application.content import Question
from core.domain.application.overview import Overview
from core.services.rules.verdicts import Reopened
from pages.parts.shell.markdown import plain
from pages.parts.shell.session import here, language, say


def tell(seen: Overview, question: Question) -> None:
    """Say why an answer of the earlier request is asked again, until it is given."""
    if found := _found(seen, question):
        why = " ".join(plain(text.of(language())) for text in found.why)
        st.warning(say("question.reopened", reference=found.reference, why=why))


def value(seen: Overview, question: Question) -> Mapping[str, Any]:
    """Return the answer as it is saved, or as the earlier request had it."""
    found = _found(seen, question)
    return found.value if found else seen.answers.get(question.id, {})


def _found(seen: Overview, question: Question) -> Reopened | None:
    visit = here()
    if visit is None or seen.application.copied_from is None or question.id in seen.answers:
        return None
    return portal().judging.reopened(visit.actor, seen.application.id).get(question.id)
