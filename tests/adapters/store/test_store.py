"""What every store promises: the same sentences for memory, DuckDB and PostgreSQL."""

import contextlib
import threading
from datetime import datetime, timedelta, timezone

import pytest
import store_records as new

from core.adapters.operations.system import new_id
from core.adapters.store.bulk import MOST
from core.adapters.store.tables import TABLES
from core.domain.accounts.identity import Credential, Session
from core.domain.application.application import (
    Answer,
    Application,
    Decision,
    Document,
    DocumentRequest,
    Event,
    Print,
    State,
    Submission,
)
from core.domain.errors import NotFoundError, StaleError
from core.domain.registers.register import RegisterMember


def keep(store, *records):
    with store.write() as tx:
        for record in records:
            tx.add(record)
    return records[0]


def kept(store, kind, **equals):
    with store.read() as tx:
        return tx.find(kind, **equals)


def test_every_kind_of_record_comes_back_equal(store):
    records = new.one_of_each()
    keep(store, *records)
    with store.read() as tx:
        read = [tx.get(type(record), record.id) for record in records]
    assert {type(record) for record in records} == set(TABLES)
    assert read == records


def test_every_field_comes_back_with_its_own_type(store):
    records = new.one_of_each()
    keep(store, *records)
    with store.read() as tx:
        read = [tx.get(type(record), record.id) for record in records]
    assert [[type(value) for _, value in record] for record in read] == [
        [type(value) for _, value in type(record).model_validate(record.model_dump())] for record in records
    ]


@pytest.mark.parametrize("faulty", [{"round": "two"}, {"rond": 2}, {"round": True}, {"barred": ("nobody",)}])
def test_what_is_misspelt_or_of_the_wrong_type_is_refused_however_it_comes(store, faulty):
    application = new.application()
    wrong = application.model_copy(update=faulty)
    with pytest.raises(TypeError, match=next(iter(faulty))), store.write() as tx:
        tx.add(wrong)
    with pytest.raises(TypeError, match=next(iter(faulty))), store.write() as tx:
        tx.add_all([wrong])
    keep(store, application)
    with pytest.raises(TypeError, match=next(iter(faulty))), store.write() as tx:
        tx.replace(tx.get(Application, application.id).model_copy(update=faulty))

    assert kept(store, Application) == [application]


def test_nothing_is_looked_for_erased_or_sorted_by_what_is_no_column(store):
    with pytest.raises(TypeError, match="Application has no rond"):
        kept(store, Application, rond=2)
    with pytest.raises(TypeError, match="Application has no rond"):
        kept(store, Application, order="-rond")
    with pytest.raises(TypeError, match="Application has no rond"), store.write() as tx:
        tx.erase(Application, rond=2)


def test_many_records_added_at_once_are_kept_as_if_one_by_one(store):
    records = new.one_of_each()
    with store.write() as tx:
        for record in records:
            tx.add_all([record, record.model_copy(update={"id": new_id(), **new.elsewhere(record)})])
        tx.add_all([])
    with store.read() as tx:
        read = [tx.get(type(record), record.id) for record in records]
        counted = {kind: len(tx.find(kind)) for kind in TABLES}
    assert read == records
    assert set(counted.values()) == {2}


def test_more_records_at_once_than_one_statement_takes(store):
    register, edition, _ = new.registered()
    members = [new.member(edition, number=f"{number}") for number in range(MOST + 1)]
    with store.write() as tx:
        tx.add_all([register])
        tx.add_all(members)
    assert kept(store, RegisterMember, edition_id=edition.id) == members
    assert kept(store, RegisterMember, edition_id=edition.id, number=["7", f"{MOST}"]) == [
        members[7], members[MOST],
    ]  # fmt: skip


def test_of_many_records_none_is_kept_when_one_is_taken(store):
    _, edition, one = new.registered()
    keep(store, one)
    with pytest.raises(StaleError) as refusal, store.write() as tx:
        tx.add_all([new.member(edition), one, new.member(edition)])
    assert (str(refusal.value), refusal.value.__cause__) == ("taken", None)
    assert kept(store, RegisterMember) == [one]


def test_an_instant_given_in_another_zone_comes_back_as_utc(store):
    toronto = timezone(timedelta(hours=-4))
    request = new.application(opened_at=datetime(2026, 3, 8, 23, 30, tzinfo=toronto))
    keep(store, request)
    assert kept(store, Application)[0].opened_at == datetime(2026, 3, 9, 3, 30, tzinfo=new.NOON.tzinfo)


def test_an_instant_without_a_zone_is_refused(store):
    with pytest.raises(ValueError, match="opened_at has no time zone"):
        keep(store, new.application(opened_at=datetime(2026, 3, 8)))


def test_an_unknown_record_is_not_found_and_the_refusal_does_not_repeat_its_key(store):
    wanted = new_id()
    with store.read() as tx, pytest.raises(NotFoundError) as refusal:
        tx.get(Application, wanted)
    assert refusal.value.code == "not_found"
    assert str(wanted) not in str(refusal.value)


def test_records_are_found_by_one_value_by_any_of_several_and_by_absence(store):
    one, two = new.application(), new.application(state=State.SUBMITTED, submitted_at=new.NOON)
    keep(store, one, two)
    assert kept(store, Application, reference=one.reference) == [one]
    assert kept(store, Application, state=[State.SUBMITTED, State.EXPIRED]) == [two]
    assert kept(store, Application, id=(two.id, one.id)) == [one, two]
    assert kept(store, Application, submitted_at=None) == [one]
    assert kept(store, Application, submitted_at=new.NOON, state="submitted") == [two]
    assert kept(store, Application, state=[]) == []


def test_an_answer_withdrawn_is_found_by_its_absent_value(store):
    request = new.application()
    withdrawn, said = new.answer(request), new.answer(request, value={"family_name": "Ñuñez"})
    keep(store, withdrawn, said)
    assert kept(store, Answer, value=None) == [withdrawn]


def test_records_come_in_the_order_of_their_keys_which_is_the_order_of_time(store):
    requests = [new.application() for _ in range(20)]
    keep(store, *reversed(requests))
    assert kept(store, Application) == requests
    assert kept(store, Application, order="-id") == requests[::-1]


def test_a_column_orders_with_the_key_for_equal_values_and_the_absent_last(store):
    early, late, never = (
        new.application(submitted_at=new.NOON),
        new.application(submitted_at=new.later(1)),
        new.application(),
    )
    twin = new.application(submitted_at=new.NOON)
    keep(store, never, late, twin, early)
    assert kept(store, Application, order="submitted_at") == [early, twin, late, never]
    assert kept(store, Application, order="-submitted_at") == [late, twin, early, never]


def test_texts_order_the_same_everywhere(store):
    names = ["Zoé", "a_b", "ab", "Ábel", "B", "10", "9"]
    request = new.application()
    keep(store, *(new.answer(request, question=name) for name in names))
    assert [said.question for said in kept(store, Answer, order="question")] == sorted(names)


def test_a_limit_keeps_the_first_ones(store):
    requests = [new.application() for _ in range(3)]
    keep(store, *requests)
    assert kept(store, Application, limit=2) == requests[:2]
    assert kept(store, Application, order="-id", limit=1) == requests[2:]


UNIQUE = [
    lambda one: (new.credential(user_code="marie1234"), new.credential(user_code="marie1234")),
    lambda one: (new.credential(issuer="i", subject="s"), new.credential(issuer="i", subject="s")),
    lambda one: (new.session(), new.session()),
    lambda one: (one, new.application(reference=one.reference)),
    lambda one: (new.printing(one), new.printing(one)),
    lambda one: (new.submission(one), new.submission(one)),
    lambda one: (new.event(one), new.event(one)),
    lambda one: (new.decision(one), new.decision(one)),
    lambda one: (new.security_question(one.account_id), new.security_question(one.account_id)),
    lambda one: (new.move(), new.move()),
    lambda one: (new.move_code(), new.move_code()),
    lambda one: (new.registered()[0], new.registered()[0]),
    lambda one: (new.registered()[1], new.registered()[1]),
    lambda one: (one, new.application(id=one.id)),
]


@pytest.mark.parametrize("pair", UNIQUE, ids=lambda pair: type(pair(new.application())[0]).__name__)
@pytest.mark.parametrize("together", [True, False], ids=["in one transaction", "in two"])
def test_what_may_stand_only_once_is_taken_and_the_refusal_repeats_no_value(store, pair, together):
    first, second = pair(new.application())
    if not together:
        keep(store, first)
    with pytest.raises(StaleError) as refusal:
        keep(store, first, second) if together else keep(store, second)
    assert (str(refusal.value), refusal.value.__cause__) == ("taken", None)
    assert kept(store, type(first)) == ([] if together else [first])


def test_two_credentials_without_a_user_code_or_a_partner_do_not_collide(store):
    one, two = new.credential(issuer="i"), new.credential(issuer="i")
    keep(store, one, two)
    assert kept(store, Credential) == [one, two]


def test_a_replaced_record_has_the_next_version_and_the_old_one_is_stale(store):
    opened = keep(store, new.application())
    with store.write() as tx:
        submitted = tx.replace(opened.model_copy(update={"state": State.SUBMITTED}))
    assert submitted == opened.model_copy(update={"state": State.SUBMITTED, "version": 2})
    with pytest.raises(StaleError, match="stale"), store.write() as tx:
        tx.replace(opened.model_copy(update={"state": State.EXPIRED}))
    assert kept(store, Application) == [submitted]


def test_a_record_that_was_never_kept_or_was_erased_is_stale(store):
    with pytest.raises(StaleError, match="stale"), store.write() as tx:
        tx.replace(new.application())
    request = keep(store, new.application())

    def replace_what_is_gone(tx):
        tx.get(Application, request.id)
        tx.erase(Application, id=request.id)
        tx.replace(request)

    with pytest.raises(StaleError, match="stale"):
        new.done_again(store, replace_what_is_gone)
    assert kept(store, Application) == [request]


def test_a_record_is_replaced_twice_in_one_transaction(store):
    request = keep(store, new.application())
    with store.write() as tx:
        once = tx.replace(request.model_copy(update={"chain": "a"}))
        twice = tx.replace(once.model_copy(update={"reference": "R-new", "chain": "b"}))
        assert tx.get(Application, request.id) == twice
    assert kept(store, Application) == [twice]
    assert twice.version == 3


def test_a_replaced_record_cannot_take_what_another_has(store):
    one, two = new.credential(user_code="marie1234"), new.credential()
    keep(store, one, two)
    with pytest.raises(StaleError, match="taken"), store.write() as tx:
        tx.replace(two.model_copy(update={"user_code": "marie1234"}))
    assert kept(store, Credential) == [one, two]


def test_a_unique_value_set_later_and_freed_can_be_used_again(store):
    one, two = new.credential(user_code="marie1234"), new.credential()
    keep(store, one, two)
    with store.write() as tx:
        freed = tx.replace(one.model_copy(update={"user_code": None}))
        taken = tx.replace(two.model_copy(update={"user_code": "marie1234"}))
    assert kept(store, Credential) == [freed, taken]


@pytest.mark.parametrize("kind", [Answer, Document, Event, Print, Submission, Decision, DocumentRequest])
def test_what_belongs_to_an_application_is_only_ever_added(store, kind):
    record = next(record for record in new.one_of_each() if type(record) is kind)
    keep(store, record)
    with pytest.raises(TypeError, match="records are only ever added"), store.write() as tx:
        tx.replace(record)


def test_an_error_undoes_the_whole_transaction(store):
    request = new.application()

    def fail_at_the_end(tx):
        tx.add(request)
        tx.add(new.answer(request))
        raise LookupError(tx.find(Application))

    with pytest.raises(LookupError) as error:
        new.done_again(store, fail_at_the_end)
    assert error.value.args == ([request],)
    assert (kept(store, Application), kept(store, Answer)) == ([], [])


def test_a_refusal_swallowed_inside_a_transaction_still_undoes_it(store):
    request = new.application()

    def swallow(tx):
        tx.add(request)
        with contextlib.suppress(StaleError):
            tx.add(request)

    with pytest.raises(StaleError, match="taken"):
        new.done_again(store, swallow)
    assert kept(store, Application) == []


def test_nobody_sees_a_transaction_before_it_ends_and_a_reader_keeps_its_view(store):
    request = new.application()
    with store.read() as reader:
        assert reader.find(Application) == []
        with store.write() as writer:
            writer.add(request)
            assert kept(store, Application) == []
        assert reader.find(Application) == []
    assert kept(store, Application) == [request]


def test_erasing_removes_what_matches_and_says_how_many(store):
    one, two, three = (
        new.session(token_digest="1"),
        new.session(token_digest="2"),
        new.session(token_digest="3", ended_at=new.NOON),
    )
    keep(store, one, two, three)
    with store.write() as tx:
        erased = [tx.erase(Session, token_digest=["1", "3", "4"]), tx.erase(Session, token_digest="1")]
    assert erased == [2, 0]
    assert kept(store, Session) == [two]
    with store.write() as tx:
        assert tx.erase(Session, ended_at=None) == 1
    assert kept(store, Session) == []


def test_erasing_everything_by_forgetting_to_say_what_is_refused(store):
    request = keep(store, new.application())
    with pytest.raises(ValueError, match="say which rows"), store.write() as tx:
        tx.erase(Application)
    assert kept(store, Application) == [request]


def test_a_key_erased_can_be_added_again_in_the_same_transaction(store):
    session = keep(store, new.session())
    with store.write() as tx:
        tx.erase(Session, id=session.id)
        tx.add(session)
    assert kept(store, Session) == [session]


def test_a_reading_transaction_keeps_nothing(store):
    request = keep(store, new.application())
    for change in (
        lambda tx: tx.add(new.application()),
        lambda tx: tx.add_all([new.application()]),
        lambda tx: tx.replace(request),
        lambda tx: tx.erase(Application, id=request.id),
    ):
        with pytest.raises(RuntimeError, match="only reads"), store.read() as tx:
            change(tx)
    assert kept(store, Application) == [request]


def test_a_write_inside_a_write_is_refused_instead_of_waiting_for_ever(store):
    with store.write() as outer:
        with pytest.raises(RuntimeError, match="already open"), store.write():
            pass
        outer.add(new.application())
    assert len(kept(store, Application)) == 1


def test_what_was_read_is_not_what_is_kept(store):
    request = new.application()
    said = {"family_name": "Tremblay"}
    keep(store, new.answer(request, value=said))
    said["family_name"] = "Gagnon"
    kept(store, Answer)[0].value["family_name"] = "Roy"
    assert kept(store, Answer)[0].value == {"family_name": "Tremblay"}


def test_of_many_writers_none_loses_a_change_and_the_audit_is_whole(store):
    """Eight threads change one application, each change with its audit entry."""
    request = keep(store, new.application())

    def change(tx):
        now = tx.get(Application, request.id)
        tx.add(new.event(now, number=now.events + 1))
        tx.replace(now.model_copy(update={"events": now.events + 1}))

    def many():
        for _ in range(5):
            while True:
                try:
                    new.done_again(store, change)
                    break
                except StaleError:  # six times in a row is possible here; a person tries again
                    continue

    threads = [threading.Thread(target=many) for _ in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    changed = kept(store, Application)[0]
    assert (changed.events, changed.version) == (40, 41)
    assert [entry.number for entry in kept(store, Event, order="number")] == list(range(1, 41))


def test_of_two_submissions_at_once_only_one_happens(store):
    request = keep(store, new.application())
    outcomes, barrier = [], threading.Barrier(2)

    def submit():
        barrier.wait()
        try:
            with store.write() as tx:
                tx.add(new.submission(request))
                tx.replace(request.model_copy(update={"state": State.SUBMITTED}))
            outcomes.append("submitted")
        except StaleError:
            outcomes.append("stale")

    threads = [threading.Thread(target=submit) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(outcomes) == ["stale", "submitted"]
    assert len(kept(store, Submission)) == 1
