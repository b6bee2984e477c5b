"""The lanes of the desk: what a request needs, by what the rules found."""

from datetime import date

import pytest

from core.domain.application.content import Text
from core.domain.rules.lanes import lane_of, marks_of
from core.domain.rules.rules import Finding, Rule, Verdict

WORDS = Text(fr="dit", en="told")


def finding(id, severity, verdict):
    rule = Rule(id=id, clause="3.R1", title=WORDS, severity=severity, fails_when="x", officer=WORDS)
    return Finding(rule, 1, verdict, {"day": date(2026, 3, 2)})


FAILS, PASSES, UNKNOWN = Verdict.FAILS, Verdict.PASSES, Verdict.NOT_EVALUATED


@pytest.mark.parametrize(
    ("told", "lane", "marks"),
    [
        ([("r", "refusal", PASSES), ("l", "look", PASSES)], "nothing", ()),
        ([("a", "advice", FAILS), ("b", "advice", UNKNOWN), ("l", "look", UNKNOWN)], "nothing", ()),
        ([("l", "look", FAILS), ("r", "refusal", PASSES)], "look", ("l",)),
        ([("l", "look", FAILS), ("r", "refusal", UNKNOWN)], "unknown", ("l", "?r")),
        (
            [("l", "look", FAILS), ("r", "refusal", UNKNOWN), ("s", "refusal", FAILS)],
            "refusal",
            ("s", "l", "?r"),
        ),
    ],
)
def test_the_gravest_finding_names_the_lane_and_every_one_is_marked(told, lane, marks):
    findings = [finding(*row) for row in told]

    assert (lane_of(findings), marks_of(findings)) == (lane, marks)
