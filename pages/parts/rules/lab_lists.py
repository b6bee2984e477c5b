"""The rule lab's lists: proposals, the rules of the newest edition, the editions."""

from collections.abc import Sequence

from core.bootstrap import portal
from core.domain.rules.proposals import RuleProposal
from core.domain.rules.rules import Rule, RuleEdition
from core.services.rules.rule_lab import Book
from pages.parts.rules.lab import days_text, titles, to
from pages.parts.shell.session import language, say, written
from pages.parts.shell.tables import table


def proposals_table(rows: Sequence[RuleProposal], book: Book) -> str:
    """Return the HTML of the proposals, in the order given."""
    words = ("proposal", "state", "touches", "made_at", "effective_from")
    known = titles(book.newest.read())
    cells = [
        [
            to("proposal", row.title, proposal=str(row.id)),
            say(f"proposal.state_{row.state}"),
            ", ".join({**known, **titles(row.change.rules)}[id] for id in row.change.touched),
            written(row.made_at),
            written(row.effective_from),
        ]
        for row in rows
    ]
    return table(say("rule_lab.proposals"), [say(f"rule_lab.{word}") for word in words], cells)


def rules_table(book: Book) -> str:
    """Return the HTML of the newest edition's rules, each with the way to change it."""
    words = ("rule", "severity", "reason", "clause", "days")
    rules = book.newest.read()
    places = [sum(it.id == rule.id for it in rules[:at]) for at, rule in enumerate(rules)]
    cells = [
        [
            to("rule", rule.title.of(language()), rule=rule.id, text=str(place + 1)),
            say(f"rule_editor.severity_{rule.severity}"),
            reason_text(rule),
            rule.clause,
            days_text(rule),
        ]
        for rule, place in zip(rules, places, strict=True)
    ]
    return table(say("rule_lab.rules"), [say(f"rule_lab.{word}") for word in words], cells)


def reason_text(rule: Rule) -> str:
    """Return the label of the reason that a rule proposes; nothing where there is none."""
    reason = portal().library.reasons.get(rule.reason)
    return reason.label.of(language()) if reason else rule.reason


def editions_table(rows: Sequence[RuleEdition], book: Book) -> str:
    """Return the HTML of the editions, in the order given."""
    words = ("edition", "effective_from", "published_at", "note", "rules_count")
    cells = [
        [
            say("rule_lab.edition_today" if row.number == book.today.number else "rule_lab.edition_number",
                number=row.number),
            written(row.effective_from),
            written(row.published_at),
            row.note,
            str(len(row.rules)),
        ]
        for row in rows
    ]  # fmt: skip
    return table(say("rule_lab.editions"), [say(f"rule_lab.{word}") for word in words], cells)
