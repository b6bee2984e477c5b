"""Records for the tests of the store, whole and different from one another."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from core.adapters.operations.system import new_id
from core.adapters.store.tables import UNIQUE
from core.domain.accounts.identity import (
    Acceptance,
    Account,
    Credential,
    CredentialMove,
    MoveCode,
    PartnerAttempt,
    RecoveryQuestion,
    Role,
    SecurityQuestion,
    Session,
    Ticket,
)
from core.domain.accounts.pin import Pin
from core.domain.accounts.tries import KnownBrowser, Tries
from core.domain.application.application import (
    Answer,
    Application,
    Decision,
    Document,
    DocumentKind,
    DocumentRemoval,
    DocumentRequest,
    Event,
    EventValues,
    Message,
    Outcome,
    Print,
    State,
    Submission,
)
from core.domain.application.kept_texts import KeptText
from core.domain.application.proceedings import (
    Countersignature,
    DraftDecision,
    Notice,
    NoticeAnswer,
    Reconsideration,
    UndoneDecision,
)
from core.domain.application.question_wording import HelpOpened, WordingEdition
from core.domain.decisions.checklist import ChecklistAnswer
from core.domain.decisions.page_looks import PageLook
from core.domain.decisions.retention import Erasure
from core.domain.desk.claim import LostClaim
from core.domain.desk.notebook import Note, Tagging
from core.domain.desk.traits import Trait
from core.domain.desk.view import SavedView
from core.domain.form.returned_form import BoxSeen, FormKept, FormReading, PageSeen
from core.domain.letters.email_check import EmailCheck
from core.domain.letters.letters import LetterEdition
from core.domain.registers.register import Register, RegisterEdition, RegisterMember, RegisterWithdrawal
from core.domain.rules.early_findings import RuleTold
from core.domain.rules.proposals import ProposalNote, ProposalState, ReplayReport, RuleFile, RuleProposal
from core.domain.rules.rules import Judgement, RuleEdition
from core.domain.statistics.ledger import OutcomeEntry, StepEntry
from core.domain.statistics.publication import PublicationSecret, PublishedCount, PublishedQuarter
from core.services.rights import repeated
from tests.domain.well import NOTHING_WRONG

NOON = datetime(2026, 3, 8, 12, 0, 0, 123456, tzinfo=UTC)
DAY = date(2026, 3, 8)


def later(minutes):
    return NOON + timedelta(minutes=minutes)


def application(**changes):
    id = new_id()
    whole = Application(
        id=id, account_id=new_id(), reference=f"R-{id.hex[-12:]}", state=State.OPEN, opened_on=DAY,
        opened_at=NOON, last_day=date(2026, 4, 7),
    )  # fmt: skip
    return whole.model_copy(update=changes)


def answer(request, question="family_name", value=None, **changes):
    said = Answer(id=new_id(), application_id=request.id, question=question, value=value, answered_at=NOON)
    return said.model_copy(update=changes)


def credential(**changes):
    made = Credential(id=new_id(), kind="gckey", password_hash="hash", created_at=NOON)
    return made.model_copy(update=changes)


def event(subject, number=1, **changes):
    told = Event(
        id=new_id(), subject_id=subject.id, number=number, name="application.opened", occurred_at=NOON,
        role=Role.APPLICANT, account_id=None, session_id=new_id(), values_digest="v", previous="", digest="d",
    )  # fmt: skip
    return told.model_copy(update=changes)


def printing(request, number=1, **changes):
    made = Print(
        id=new_id(), application_id=request.id, number=number, digest="d", language="fr", printed_at=NOON,
        pages=2, places=[{"name": "qr_tl", "page": 1}], vault_key=f"print{number}", sha256="0",
    )  # fmt: skip
    return made.model_copy(update=changes)


def document(request, **changes):
    given = Document(
        id=new_id(), application_id=request.id, kind=DocumentKind.FIRST_ID, file_name="Pièce d'identité.pdf",
        media_type="application/pdf", size=1, pages=1, sha256="0", vault_key="key", given_at=NOON,
    )  # fmt: skip
    return given.model_copy(update=changes)


def submission(request, number=1):
    return Submission(
        id=new_id(), application_id=request.id, number=number, answers_digest="d",
        answers={"family_name": {"family_name": "Nguyễn"}}, documents={"first_id": "0"},
        document_ids=[str(new_id())], print_number=1,
        submitted_at=NOON,
    )  # fmt: skip


def message(**changes):
    waiting = Message(
        id=new_id(), account_id=new_id(), application_id=None, letter="received",
        told={"reference": "R-1", "reasons": {"fr": "é", "en": "e"}},
        language="fr", address="a@example.ca", created_at=NOON,
    )  # fmt: skip
    return waiting.model_copy(update=changes)


def decision(request, number=1, **changes):
    given = Decision(
        id=new_id(), application_id=request.id, number=number, outcome=Outcome.REFUSED,
        reasons=[{"code": "other", "text": "L’écriture « é »"}], reason_codes=("other",),
        overruled=[{"rule": "r", "why": "é"}], officer_id=new_id(), decided_at=NOON,
        countersigned_by=new_id(), without_notice="Pressé", reconsider_by=DAY, reconsidered="upheld", round=2,
        checklist=[{"code": "stamp", "holds": False}],
    )  # fmt: skip
    return given.model_copy(update=changes)


def security_question(account_id=None, place=1):
    return SecurityQuestion(
        id=new_id(), account_id=account_id or new_id(), place=place, question="Où ?", answer_hash="h",
        set_at=NOON,
    )  # fmt: skip


def move(**changes):
    asked = CredentialMove(
        id=new_id(), account_id=new_id(), credential_id=new_id(), asked_at=NOON, due_at=later(1440),
        stop_digest="s", stopped_at=later(5),
    )  # fmt: skip
    return asked.model_copy(update=changes)


def move_code(**changes):
    return MoveCode(id=new_id(), account_id=new_id(), code_digest="c", made_at=NOON).model_copy(
        update=changes
    )


def asked_and_decided(request):
    """What officers add to a request, and what its owner then has."""
    outcome = decision(request)
    asked = DocumentRequest(
        id=new_id(), application_id=request.id, decision_id=outcome.id, kind=DocumentKind.ADDITIONAL,
        again=True, name="Preuve", reason="Pourquoi ?", asked_at=NOON, may_stay_empty=True,
    )  # fmt: skip
    pin = Pin(
        id=new_id(), application_id=request.id, pin_hash="h", made_at=NOON, expires_at=later(9),
        used_at=later(1), revoked_at=later(2),
    )  # fmt: skip
    return [outcome, asked, pin, security_question(request.account_id), move(), move_code()]


def around_a_decision(request):
    """What comes before, beside and after a decision."""
    mine = {"application_id": request.id}
    reasons = [{"code": "other", "text": "« é »", "remedies": ["second_id"]}]
    notice = Notice(
        id=new_id(), number=1, round=1, reasons=reasons, reason_codes=("other",), officer_id=new_id(),
        given_at=NOON, answer_by=DAY, **mine,
    )  # fmt: skip
    draft = DraftDecision(
        id=new_id(), number=1, outcome=Outcome.REFUSED, reasons=[{"code": "other", "text": "é"}],
        wanted=[{"kind": "first_id", "again": True, "name": "", "reason": "é"}], without_notice="Pressé",
        overruled=[{"rule": "r", "why": "é"}], officer_id=new_id(), cause="first", drafted_at=NOON, **mine,
    )  # fmt: skip
    return [
        notice,
        NoticeAnswer(id=new_id(), notice_id=notice.id, text="« Voilà »", answered_at=later(1), **mine),
        draft,
        Countersignature(
            id=new_id(), draft_id=draft.id, officer_id=new_id(), agrees=False, why="Non, é", given_at=NOON,
            decision_id=new_id(), **mine,
        ),
        UndoneDecision(
            id=new_id(), decision_id=new_id(), officer_id=new_id(), decided_by=new_id(), undone_at=NOON,
            **mine,
        ),
        Reconsideration(id=new_id(), decision_id=new_id(), text="Erreur, é", asked_at=NOON, **mine),
        LetterEdition(
            id=new_id(), letter="refused", number=2, texts={"subject": {"fr": "é", "en": "e"}, "inbox": None},
            published_at=NOON, published_by=new_id(),
        ),
        Erasure(id=new_id(), vault_keys=("k1", "k2"), erased_at=NOON, **mine),
    ]  # fmt: skip


def judged(request):
    """What the rules add to a request that was sent."""
    facts = NOTHING_WRONG.model_copy(
        update={"id": new_id(), "application_id": request.id, "judged_at": NOON, "in_register": None}
    )
    judgement = Judgement(
        id=facts.id, application_id=request.id, number=1, edition=1, judged_on=DAY,
        verdicts=(True, None, False),
    )  # fmt: skip
    edition = RuleEdition(
        id=new_id(), number=1, rules=[{"id": "é"}], digest="d", effective_from=DAY, published_at=NOON,
        note="Première", cases={"é": [{"name": "un « cas »", "verdict": "fails"}]},
    )  # fmt: skip
    trait = Trait(
        id=new_id(), application_id=request.id, account_id=request.account_id, kind="first_id", key=new_id()
    )
    return [facts, judgement, edition, trait]


def scanned(request):
    """What is seen of a signed form, and that it was kept as it is."""
    box = BoxSeen(
        name="é", ink="doubtful", share=0.017, corners=((0.1, 0.2), (0.3, 0.2), (0.3, 0.4), (0.1, 0.4))
    )
    page = PageSeen(number=1, codes=2, boxes=(box,), quality=("blurred",), passes=2)
    of = {"document_id": new_id(), "application_id": request.id}
    reading = FormReading(id=new_id(), read_at=NOON, pages=[page.model_dump(mode="json")], **of)
    notices = ("blurred", "box_in_doubt")
    return [reading, FormKept(id=new_id(), answers_digest="d", notices=notices, kept_at=later(1), **of)]


def registered():
    """A register with an edition and a member."""
    register = Register(id=new_id(), regulator="CICC", events=1, chain="c")
    edition = RegisterEdition(
        id=new_id(), regulator="CICC", number=1, as_of=DAY, imported_at=NOON, imported_by=None, members=1,
        digest="d",
    )  # fmt: skip
    return [register, edition, member(edition)]


def withdrawn():
    """An edition that counts no longer."""
    return RegisterWithdrawal(
        id=new_id(), regulator="CICC", edition_id=new_id(), withdrawn_at=NOON, withdrawn_by=None,
        reason="Mauvais fichier",
    )  # fmt: skip


def proposed():
    """A proposal to change a rule, with what was written and found out about it."""
    proposal = RuleProposal(
        id=new_id(), title="Délai « court »", author=new_id(), made_at=NOON, base=1, rules=[{"id": "é"}],
        cases={"é": [{"name": "un cas"}]}, effective_from=DAY, revision=2, revised_by=new_id(),
        revised_at=later(1), state=ProposalState.PUBLISHED, closed_by=new_id(), closed_at=later(2), edition=2,
        events=1, chain="c",
    )  # fmt: skip
    note = ProposalNote(
        id=new_id(), proposal_id=proposal.id, author=new_id(), written_at=NOON, text="L’idée « é »"
    )
    report = ReplayReport(
        id=new_id(), proposal_id=proposal.id, revision=2, edition=1, made_at=NOON, made_by=new_id(),
        since=DAY, until=DAY, figures={"total": {"files": 3}, "months": {}},
    )  # fmt: skip
    file = RuleFile(
        id=new_id(), number=1, digest="d", rules=[{"id": "é"}], seen_at=NOON, proposal_id=proposal.id
    )
    return [proposal, note, report, file]


def member(edition, **changes):
    listed = RegisterMember(
        id=new_id(), edition_id=edition.id, number="R900001", family_name="Ñuñez \\ “O’Brien”\t",
        given_names="Zoé, « Łucja »", name_sound="n z", family_sound="n", given_sound="", last_sound="z",
        standing="not_practising", licence="RCIC; IRB",
    )  # fmt: skip
    return listed.model_copy(update=changes)


def worded(request):
    """How a question read, and that its help was opened."""
    return [
        HelpOpened(id=new_id(), application_id=request.id, question="licence", term="help", opened_at=NOON),
        WordingEdition(id=new_id(), question="licence", digest="d", since=NOON),
        EmailCheck(
            id=new_id(), application_id=request.id, address="zoé@exemple.ca", code_digest="d", sent_at=NOON
        ),
        RuleTold(
            id=new_id(),
            application_id=request.id,
            rule="licence_not_eligible",
            reason="licence_not_eligible",
            screen="question:licence",
            what="told",
            told_on=NOON.date(),
        ),
    ]


def session(**changes):
    signed_in = Session(id=new_id(), credential_id=new_id(), token_digest="t", opened_at=NOON, seen_at=NOON)
    return signed_in.model_copy(update=changes)


def one_of_each():
    """One record of every kind, with values that databases like to change."""
    request, someone = (
        application(
            copied_from=new_id(),
            province="QC",
            licence="rcic",
            at_question="review",
            submitted_at=later(3),
            name="Zoé Ñ",
            name_key="zoe n",
            regulator="CICC",
            membership_number="R9",
            language="fr",
            proposed=("other", "name_differs"),
            officer_id=new_id(),
            round=2,
            decided_at=later(4),
            search_key="zoen r9 rra1",
            changed_at=later(4),
            clock_since=DAY,
            clock_stopped_on=date(2026, 3, 9),
            clock_age=1,
            clock_rank=9_999_999,
            claimed_by=new_id(),
            claimed_at=later(5),
            claim_seen_at=later(6),
            mark="notice_answered",
            held_until=DAY,
            held_for="advice",
            answer_by=date(2026, 3, 20),
            barred=(new_id(), new_id()),
            turns=3,
            lane="refusal",
            marks=("form_missing", "?not_in_register"),
            lane_as_of="2026-03-06 1 0",
            papers_given=2,
            papers_expected=4,
            let_go_by=(new_id(),),
            erased_at=later(7),
        ),
        credential(user_code="marie1234"),
    )
    told = event(request, account_id=new_id())
    return [
        someone, request, told, printing(request), document(request), submission(request), message(),
        session(),
        Tries(id=new_id(), subject="s", owner="o", wrong=2, locked_until=later(15), last_at=NOON),
        KnownBrowser(id=new_id(), credential_id=someone.id, mark="m", seen_at=NOON),
        RecoveryQuestion(id=new_id(), credential_id=someone.id, place=1, question="Où ?", answer_hash="h"),
        Account(
            id=new_id(), role=Role.REPRESENTATIVE, created_at=NOON, name="Zoé", organisation="Cabinet",
            is_authorised_person=True, team="Équipe A", enrolled_at=later(1), closed_at=later(2),
        ),
        Ticket(id=new_id(), session_id=new_id(), ticket_digest="t", made_at=NOON),
        Acceptance(
            id=new_id(), credential_id=someone.id, terms="gckey", edition="1", language="fr", accepted_at=NOON
        ),
        PartnerAttempt(
            id=new_id(), partner="p", state_digest="s", nonce="n", verifier="v", started_at=NOON
        ),
        answer(
            request, times=2,
            value={"name": 'O’Brien \\ "Ł"', "given": ["Zoé", None, True, 1.5], "none": None},
        ),
        DocumentRemoval(id=new_id(), application_id=request.id, document_id=new_id(), removed_at=NOON),
        EventValues(id=told.id, subject_id=request.id, salt="s", values={"état": "open"}),
        *asked_and_decided(request),
        *judged(request),
        *scanned(request),
        *registered(),
        withdrawn(),
        *around_a_decision(request),
        *worded(request),
        *proposed(),
        SavedView(id=new_id(), account_id=new_id(), name="À moi", wanted={"text": "Ñ", "age": "8"}),
        LostClaim(
            id=new_id(), account_id=new_id(), application_id=request.id, reference="R-1", by_id=new_id(),
            why="Absence imprévue", lost_at=NOON, read_at=later(1), kind="stood_aside",
        ),
        KeptText(
            id=new_id(), account_id=new_id(), place=str(request.id), field="note_text",
            application_id=request.id, text="« Né à Łódź »", kept_at=NOON,
        ),
        Note(
            id=new_id(), application_id=request.id, account_id=new_id(), text="« Né à Łódź »", written_at=NOON
        ),
        PageLook(
            id=new_id(), application_id=request.id, account_id=new_id(), document_id=new_id(), page=2,
            looked_at=NOON,
        ),
        ChecklistAnswer(
            id=new_id(), application_id=request.id, account_id=new_id(), round=2, code="stamp", holds=False,
            answered_at=NOON,
        ),
        Tagging(
            id=new_id(), application_id=request.id, account_id=new_id(), tag="call_back", is_on=True,
            tagged_at=NOON,
        ),
        *entered(request),
    ]  # fmt: skip


def entered(request):
    profile = {"regulator": "LSO", "province": "", "language": "fr", "licence": "lawyer"}
    told = {"id": new_id(), "application_id": request.id, "files": -1, "opened_on": DAY, **profile}
    return [
        OutcomeEntry(
            **told, month=24310, decided_on=DAY, outcome="refused", rounds=2, days=9, theirs=None,
            reasons="name_differs other", touched="again:licence", told="other",
        ),
        StepEntry(
            **told, step="expired", question="licence", opened_month=24310, last_month=24311, last_day=DAY
        ),
        PublishedQuarter(
            id=new_id(), quarter=DAY, revision=2, method="1 5 5", why="Réexaminé", made_by=new_id(),
            made_at=NOON, digest="d", previous="p",
        ),
        PublishedCount(
            id=new_id(), edition_id=new_id(), measure="refused", by_what="language", category="fr",
            shown=None, counted=4,
        ),
        PublicationSecret(id=new_id(), quarter=DAY, secret="s"),
    ]  # fmt: skip


def elsewhere(record):
    """Return changes by which a copy of a record collides with nothing."""
    names = {name for columns in UNIQUE[type(record)] for name in columns}
    return {name: _another(getattr(record, name)) for name in names}


def _another(value):
    if isinstance(value, date):
        return value + timedelta(1)
    return value + 1 if isinstance(value, int) else new_id() if isinstance(value, UUID) else f"other {value}"


@repeated
def done_again(store, work):
    """Do work in a write transaction, again where PostgreSQL asks for it, as every verb is."""
    with store.write() as tx:
        return work(tx)
