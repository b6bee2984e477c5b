"""Requests of the demonstration done again through the services: the same acts, at the same instants.

What the services ask of the outside world is doubled so that it says what was generated: the vault takes the
specimens for what they are, the writer prints the specimen form, each register holds the members that facts
speak of, and the reader sees on the returned form what was generated. Everything else is the services' own
doing.
"""

from collections import Counter, defaultdict
from functools import partial
from uuid import UUID

from core.adapters.store.memory import MemoryStore
from core.domain.accounts.hand_typed_codes import ALPHABET
from core.domain.accounts.identity import PORTAL_ITSELF, Account, Actor, Role
from core.domain.accounts.pin import Pin
from core.domain.application.application import (
    Answer,
    Application,
    Decision,
    Document,
    DocumentRemoval,
    DocumentRequest,
    Event,
    EventValues,
    Message,
    Outcome,
    Print,
    Submission,
)
from core.domain.application.outcome_draft import Draft, WantedDocument
from core.domain.application.question_wording import HELP, HelpOpened
from core.domain.desk.traits import Trait
from core.domain.form.papers import PrintedForm
from core.domain.form.returned_form import FormReading
from core.domain.ports.vault import InspectedFile
from core.domain.rules.facts import Facts
from core.domain.rules.rules import Judgement, RuleEdition
from core.domain.statistics.ledger import OutcomeEntry, StepEntry
from tests.adapters.registers_of_the_day import keep_registers
from tests.services import steps
from tests.services.doubles import TrustingVault, portal_of_memory

OF_REQUESTS = (
    Answer, Print, Document, FormReading, DocumentRemoval, Submission, Facts, Judgement, Trait, Decision,
    DocumentRequest, Message, Pin, HelpOpened, OutcomeEntry, StepEntry,
)  # fmt: skip
LEDGER = (OutcomeEntry, StepEntry)
LEFT_OUT = {
    Application: ("chain", "lane_as_of"), Print: ("vault_key",), Document: ("vault_key",), Pin: ("pin_hash",),
    Event: ("values_digest", "previous", "digest"), EventValues: ("salt",), OutcomeEntry: ("told",),
}  # fmt: skip
"""What is random, or a digest of it, or told on screens that nobody opens; keys are told by what they are
the keys of."""


class Generated:
    """All that a store of the demonstration holds, read once."""

    def __init__(self, store, vault):
        with store.read() as tx:
            self.accounts = {it.id: it for it in tx.find(Account)}
            self.requests = tx.find(Application)
            self.editions = tx.find(RuleEdition)
            self.rows = {kind: defaultdict(list) for kind in OF_REQUESTS}
            for kind in OF_REQUESTS:
                for row in tx.find(kind):
                    self.rows[kind][row.application_id].append(row)
            self.rows[Event], self.rows[EventValues] = defaultdict(list), defaultdict(list)
            for kind in (Event, EventValues):
                for row in tx.find(kind):
                    self.rows[kind][row.subject_id].append(row)
        self.by_account = defaultdict(list)
        for request in self.requests:
            self.by_account[request.account_id].append(request)
        files = {
            row.vault_key: row
            for kind in (Document, Print)
            for rows in self.rows[kind].values()
            for row in rows
        }
        self.bytes = {key: vault.read(key) for key in files}
        self.inspected = {self.bytes[it.vault_key]: it for it in files.values() if isinstance(it, Document)}

    def of(self, kind, request):
        return self.rows[kind][request.id]

    def groups(self):
        """Return the accounts that must be seen together: who share a number, or attest each other."""
        sharing = defaultdict(set)
        for kinds in (("member", "first_id"), ("attestor",)):
            for row in self._traits():
                if row.kind in kinds and (row.kind != "attestor" or row.key in sharing):
                    sharing[row.key].add(row.account_id)
        groups = {id: {id} for id in self.by_account}
        for ids in sharing.values():
            together = set().union(*(groups[id] for id in ids))
            groups |= dict.fromkeys(together, together)
        return list({min(group, key=str): sorted(group, key=str) for group in groups.values()}.values())

    def _traits(self):
        return [row for rows in self.rows[Trait].values() for row in rows]


class SpecimenVault(TrustingVault):
    """Takes each specimen for what it is."""

    def __init__(self, generated):
        super().__init__(f"memory://replay-{id(self)}")
        self._known = generated.inspected

    def inspect(self, *files, person=""):
        data = b"".join(files)
        it = self._known[data]
        return InspectedFile(data=data, media_type=it.media_type, pages=it.pages, sha256=it.sha256)


class SpecimenPaper:
    """Prints the specimen form of each language."""

    def __init__(self, generated):
        prints = {row.language: row for rows in generated.rows[Print].values() for row in rows}
        self._forms = {
            language: PrintedForm(data=generated.bytes[it.vault_key], pages=it.pages, places=it.places)
            for language, it in prints.items()
        }

    def form(self, request):
        return self._forms[request.language]


class SpecimenReader:
    """Sees the pages that it is told to see."""

    pages = ()

    def read(self, data, reference, prints, told=None, person=""):
        return self.pages


class Replay:
    """One group of accounts in a portal of their own."""

    def __init__(self, generated, accounts, double=True):
        self.generated = generated
        self.requests = sorted(
            (it for id in accounts for it in generated.by_account[id]), key=lambda it: it.opened_at
        )
        self.accounts = accounts
        self.references = []
        self.ids = {}
        store, self.reader = MemoryStore(), SpecimenReader()
        plain = portal_of_memory()
        self.portal = plain.with_outside(
            store=store, vault=SpecimenVault(generated), paper=SpecimenPaper(generated),
            reader=self.reader, new_secret=self._secret,
        )  # fmt: skip
        self.store = store
        with store.write() as tx:
            for edition in generated.editions:
                tx.add(edition)
            for account in generated.accounts.values():
                if account.role in (Role.OFFICER, Role.MANAGER):
                    tx.add(account)
            for id in accounts:
                made = {"id": id, "role": Role.APPLICANT, "created_at": generated.accounts[id].created_at}
                tx.add(Account(**made))

    def run(self):
        """Do everything again, in its order."""
        for _, _, _, act in sorted(self._acts(), key=lambda it: it[:3]):
            act()
        return self

    def _secret(self):
        return secret_of(self.references.pop()) if self.references else "x" * 43

    def _acts(self):
        for place, request in enumerate(self.requests):
            for instant, rank, act in self._of(request):
                yield instant, rank, place, self._at(instant, act)

    def _at(self, instant, act):
        def at():
            self.portal.clock.instant = instant
            self.portal.outside.clock.instant = instant
            act()

        return at

    def _of(self, request):
        """Yield every act of a request: its instant, its rank among those of one instant, and the act."""
        applicant = Actor(Role.APPLICANT, account_id=request.account_id)
        yield request.opened_at, 0, lambda: self._open(applicant, request)
        yield from self._written(applicant, request)
        yield from self._papers(applicant, request)
        for row in self.generated.of(Message, request):
            yield from self._letter(row)
        for row in self.generated.of(Submission, request):
            yield row.submitted_at, 6, partial(self._submit, applicant, request, row)
        for event in self.generated.of(Event, request):
            yield from self._desk(event, request)
        for row in self.generated.of(Decision, request):
            yield row.decided_at, 10, partial(self._decide, request, row)
        for row in self.generated.of(Pin, request):
            if row.used_at:
                yield row.used_at, 12, partial(self._enrol, applicant, request)

    def _written(self, applicant, request):
        for row in self.generated.of(Answer, request):
            if row.answered_at != request.opened_at:
                yield row.answered_at, 1, partial(self._answer, applicant, request, row)
        for row in self.generated.of(HelpOpened, request):
            yield row.opened_at, 1, partial(self._open_help, applicant, request, row)
        for row in self.generated.of(Print, request):
            yield row.printed_at, 2, partial(self._print, applicant, request, row)

    def _papers(self, applicant, request):
        for row in self.generated.of(Document, request):
            yield row.given_at, 3, partial(self._attach, applicant, request, row)
        for row in self.generated.of(DocumentRemoval, request):
            yield row.removed_at, 4, partial(self._remove, applicant, row)

    def _answer(self, applicant, request, row):
        self.portal.enrolment.answer(applicant, self.ids[request.id], row.question, typed(row.value))

    def _open_help(self, applicant, request, row):
        what = HELP if row.term == HELP else "terms"
        self.portal.explanations.opened(applicant, self.ids[request.id], row.question, what)

    def _print(self, applicant, request, row):
        self.portal.enrolment.print_form(applicant, self.ids[request.id], row.language, all_the_same=True)

    def _remove(self, applicant, row):
        self.portal.documents.remove(applicant, self.ids[row.document_id])

    def _enrol(self, applicant, request):
        self.portal.pins.enrol(applicant, *self._names(request), self._pin(request))

    def _open(self, applicant, request):
        self.references.append(request.reference)
        copied = self.ids[request.copied_from] if request.copied_from else None
        made = self.portal.enrolment.open_application(applicant, copied)
        self.ids[request.id] = made.id
        if copied:
            self._copy_whole(request, made)

    def _copy_whole(self, request, made):
        """Copy what a rule had found wrong too: in the invented office's years a request was copied whole."""
        rows = [it for it in self.generated.of(Answer, request) if it.answered_at == request.opened_at]
        with self.portal.store.write() as tx:
            tx.erase(Answer, application_id=made.id)
            for row in rows:
                new = {"id": self.portal.outside.new_id(), "application_id": made.id}
                tx.add(row.model_copy(update=new))

    def _attach(self, applicant, request, row):
        asked = self.ids[row.request_id] if row.request_id else None
        data = self.generated.bytes[row.vault_key]
        self.reader.pages = next(
            (it.seen for it in self.generated.of(FormReading, request) if it.document_id == row.id), ()
        )
        kept = self.portal.documents.attach(
            applicant, self.ids[request.id], row.kind, row.file_name, data, asked
        )
        self.ids[row.id] = kept.id

    def _letter(self, row):
        if row.letter == "expired":
            yield row.created_at, 5, lambda: self.portal.oversight.expire(PORTAL_ITSELF)
        elif row.letter.startswith("reminder"):
            yield row.created_at, 5, lambda: self.portal.oversight.remind(PORTAL_ITSELF)
        yield row.sent_at or row.created_at, 20, lambda: self.portal.correspondence.deliver(PORTAL_ITSELF)

    def _submit(self, applicant, request, row):
        facts = next(it for it in self.generated.of(Facts, request) if it.number == row.number)
        keep_registers(self.portal, facts, self.generated.of(Submission, request)[0].answers)
        self.portal.enrolment.submit(applicant, self.ids[request.id])

    def _desk(self, event, request):
        portal, values = self.portal, self.generated.rows[EventValues][event.subject_id]
        told = next((it.values for it in values if it.id == event.id), {})
        officer = Actor(Role(event.role), account_id=event.account_id)
        acts = {
            "application.claimed": lambda: portal.claims.take(officer, self.ids[request.id]),
            "application.looked_at": lambda: portal.casework.open_case(officer, self.ids[request.id]),
            "application.assigned": lambda: portal.assignments.assign(
                officer, [self.ids[request.id]], [UUID(told["to"])]
            ),
            "document.looked_at": lambda: portal.documents.file(officer, self.ids[UUID(told["document"])]),
        }
        if event.name in acts:
            yield event.occurred_at, 7, acts[event.name]

    def _decide(self, request, row):
        application_id = self.ids[request.id]
        wanted = [it for it in self.generated.of(DocumentRequest, request) if it.decision_id == row.id]
        draft = Draft(
            outcome=Outcome(row.outcome),
            reasons=tuple((it["code"], it["text"]) for it in row.reasons),
            wanted=tuple(WantedDocument(it.kind, it.again, it.name, it.reason) for it in wanted),
            overruled=tuple((it["rule"], it["why"]) for it in row.overruled),
        )
        (application,) = self.portal.kept(Application, id=application_id)
        stage = application.round + len(self.portal.kept(Decision, application_id=application_id))
        officer = Actor(Role.OFFICER, account_id=row.officer_id)
        made = self.portal.casework.decide(officer, application_id, stage, draft)
        for old, new in zip(wanted, self.portal.kept(DocumentRequest, decision_id=made.id), strict=True):
            self.ids[old.id] = new.id

    def _names(self, request):
        answers = self.generated.of(Submission, request)[-1].answers
        return answers["given_names"]["given_names"], answers["family_name"]["family_name"]

    def _pin(self, request):
        letters = [it.letter for it in self.portal.mailer.letters if request.reference in it.letter.text]
        return next(steps.pin_in(it) for it in letters if "NIP)" in it.text)

    def kept(self, kind, request):
        """Return what the services kept of a request, in the order of its rows."""
        id = self.ids[request.id]
        name = "subject_id" if kind in (Event, EventValues) else "application_id"
        rows = self.portal.kept(kind, **{"id" if kind is Application else name: id})
        return _standing(rows) if kind in LEDGER else rows


def _standing(rows):
    """Return the rows of a ledger without those taken back: filled at once, there are none."""
    net = Counter()
    for row in rows:
        net[row.model_copy(update={"id": None, "files": 1})] += row.files
    return [row for row in rows if row.files > 0 and net.pop(row.model_copy(update={"id": None}), 0)]


def compared(replay):
    """Return what was generated and what the services wrote, row by row, in the same words."""
    generated = replay.generated
    ours, theirs = {}, {}
    for request in replay.requests:
        for kind in (Application, *OF_REQUESTS, Event, EventValues):
            made = [request] if kind is Application else generated.of(kind, request)
            kept = replay.kept(kind, request)
            ours |= named(kind, made, request.reference)
            theirs |= named(kind, kept, request.reference)
    rows = []
    for names, side in ((ours, "generated"), (theirs, "services")):
        told = {}
        for request in replay.requests:
            for kind in (Application, *OF_REQUESTS, Event, EventValues):
                made = [request] if kind is Application else generated.of(kind, request)
                kept = made if side == "generated" else replay.kept(kind, request)
                told[request.reference, kind.__name__] = [plain(it, names) for it in in_order(kind, kept)]
        accounts = (
            generated.accounts if side == "generated" else {it.id: it for it in replay.portal.kept(Account)}
        )
        for id in replay.accounts:
            told[str(id), "Account"] = [dict(accounts[id])]
        rows.append(told)
    return rows


def named(kind, rows, reference):
    """Return a name for each row's key, the same on both sides."""
    if kind is Application:
        return {str(rows[0].id): reference}
    return {str(it.id): f"{reference} {kind.__name__} {n}" for n, it in enumerate(in_order(kind, rows), 1)}


def in_order(kind, rows):
    """Return rows in the order in which they came: by key, unless an act writes several in any order."""
    keys = {
        Event: lambda it: it.number,
        Trait: lambda it: it.kind,
        Message: lambda it: (it.created_at, it.letter),
        StepEntry: lambda it: it.step,
    }
    if kind in (Facts, Judgement, Decision, Submission, Print):
        return sorted(rows, key=lambda it: it.number)
    return sorted(rows, key=keys.get(kind, lambda it: it.id))


def plain(record, names):
    left_out = (*LEFT_OUT.get(type(record), ()), *(() if type(record) is not EventValues else ("id",)))
    return {name: _plain(value, names) for name, value in dict(record).items() if name not in left_out}


def _plain(value, names):
    if isinstance(value, dict):
        return {name: _plain(it, names) for name, it in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(it, names) for it in value]
    return names.get(str(value), value)


def typed(value):
    """Return an answer as it was typed."""
    return {**value, "email_again": value["email"]} if "email" in value else value


def secret_of(reference):
    """Return a secret of which the services make a certain reference."""
    number = 0
    for sign in reversed(reference.replace("RRA-", "").replace("-", "")):
        number = number * 31 + ALPHABET.index(sign)
    while True:
        data = number.to_bytes(8, "big")
        if data.isascii() and data[0]:
            return data.decode()
        number += 31**8
