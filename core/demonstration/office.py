"""The invented office: its colleagues, made by the services themselves, and what its officers write."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from core.adapters.operations.outside import Outside
from core.demonstration.accounts import note_invented
from core.demonstration.calendar import OfficeSpan
from core.demonstration.people import FORBIDDEN, shares
from core.demonstration.seeded_outside import NOBODYS_PASSWORD, SeededSecrets
from core.demonstration.workshop import Workshop
from core.domain.accounts.identity import PORTAL_ITSELF, Account, Actor, Credential, Role
from core.domain.application.content import LANGUAGES, Library
from core.services.accounts.accounts import Accounts

Told = Mapping[str, Any]
CHIEF = Actor(Role.ADMINISTRATOR)
NEVER = "9999-12-31"
COLUMNS = {
    "place": "INTEGER", "account": "UUID", "lo": "DOUBLE", "hi": "DOUBLE",
    "from_day": "DATE", "until_day": "DATE", "language": "VARCHAR",
    "strict": "DOUBLE", "asks": "DOUBLE", "pace": "DOUBLE",
}  # fmt: skip
HABITS = ("strict", "asks", "pace")


def open_office(
    workshop: Workshop, outside: Outside, seeded: SeededSecrets, span: OfficeSpan, told: Told
) -> None:
    """Bring the colleagues who are not there yet, and lay out all officers with their habits.

    Shapes: those who are there from beginning to end come first.
    """
    officers = sorted(told["officer"], key=lambda row: "from" in row or "until" in row)
    people = _People(outside, seeded, span)
    accounts = [people.account(Role.OFFICER, row) for row in officers]
    managers = [people.account(Role.MANAGER, row) for row in told["manager"]]
    weights = shares({row["user_code"]: row["share"] for row in officers})
    rows = [
        {
            "place": place, "account": account, "lo": lo, "hi": hi, "from_day": span.at(row.get("from", 0.0)),
            "until_day": span.at(row["until"]) if "until" in row else NEVER,
            "language": LANGUAGES[place % 2], **{habit: row[habit] for habit in HABITS},
        }
        for place, (row, account, (_, lo, hi)) in enumerate(zip(officers, accounts, weights, strict=True), 1)
    ]  # fmt: skip
    workshop.table("officer", COLUMNS, rows)
    workshop.learn(manager=managers[0], lasting=sum(not row.keys() & {"from", "until"} for row in officers))


class _People:
    """Finds or brings those who work here."""

    def __init__(self, outside: Outside, seeded: SeededSecrets, span: OfficeSpan) -> None:
        self._outside, self._seeded, self._span = outside, seeded, span

    def account(self, role: Role, row: Told) -> UUID:
        """Return somebody's account, made on the day they came and closed on the day they left."""
        with self._outside.store.read() as tx:
            known = tx.find(Credential, user_code=row["user_code"])
        if not known or known[0].account_id is None:
            return self._hired(role, row)
        self._join(Accounts(self._outside), known[0].account_id, row["team"])
        return known[0].account_id

    def _hired(self, role: Role, row: Told) -> UUID:
        then, code = self._then(row.get("from", 0.0)), row["user_code"]
        here = Accounts(then)
        id = here.add(PORTAL_ITSELF, code, NOBODYS_PASSWORD, role, row.get("name", code))
        with then.store.read() as tx:
            (credential,) = tx.find(Credential, account_id=id)
        note_invented(then, credential.id)
        self._join(here, id, row["team"])
        if "until" in row:
            Accounts(self._then(row["until"])).close(CHIEF, id)
        return id

    def _join(self, here: Accounts, id: UUID, team: str) -> None:
        with self._outside.store.read() as tx:
            account = tx.get(Account, id)
        if not account.team and account.closed_at is None:
            here.put_in_team(CHIEF, id, team)

    def _then(self, part: float) -> Outside:
        return self._seeded.outside(self._outside, self._span.midnight(self._span.at(part)))


def lay_out_sentences(workshop: Workshop, library: Library, told: Told) -> None:
    """Make the macros of what officers write and of what letters say.

    Raises: ValueError for a sentence with a sign that JSON would write otherwise.
    """
    told_of = (_sentences(library, told), _reasons(library), _kinds(library))
    sentences, reasons, kinds = (", ".join(it) for it in told_of)
    workshop.run(f"""
        CREATE MACRO said(kind, language, n) AS one_of(n, kind, MAP {{{sentences}}}[kind || '.' || language]);
        CREATE MACRO reason_line(code, written, language) AS
            rtrim('- ' || MAP {{{reasons}}}[code || '.' || language] || ' ' || written);
        CREATE MACRO kind_said(kind, language) AS MAP {{{kinds}}}[kind || '.' || language];
    """)


def _sentences(library: Library, told: Told) -> Iterator[str]:
    for topic in ("asks", "names", "adds"):
        for name, languages in told[topic].items():
            yield from _of(f"{topic}.{name}", languages)
    for code in library.reasons:
        yield from _of(f"why.{code}", told["why"].get(code, told["why"]["any"]))


def _of(name: str, languages: Mapping[str, list[str]]) -> Iterator[str]:
    for language in LANGUAGES:
        if any((FORBIDDEN - {","}) & set(text) for text in languages[language]):
            raise ValueError(f"data/demo/office.toml: {name} holds a sign that cannot be used")
        yield f"{_quoted(f'{name}.{language}')}: [{', '.join(map(_quoted, languages[language]))}]"


def _reasons(library: Library) -> Iterator[str]:
    for code, reason in library.reasons.items():
        yield from (f"{_quoted(f'{code}.{it}')}: {_quoted(reason.text.of(it))}" for it in LANGUAGES)


def _kinds(library: Library) -> Iterator[str]:
    for kind in ("imm5661", "first_id", "second_id", "additional"):
        said = ((it, library.say(f"documents.{kind}", it)) for it in LANGUAGES)
        yield from (f"{_quoted(f'{kind}.{language}')}: {_quoted(text)}" for language, text in said)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''").replace("$", "$$") + "'"
