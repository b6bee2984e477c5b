"""A database of before there were statistics: what they tell requests apart by is taken from its answers."""

import json
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from store_records import DAY, NOON, later

from core.adapters.store.migrations import KNOWN
from core.adapters.store.store import SqlStore
from core.domain.application.application import Answer, Application

BEFORE = tuple(step for step in KNOWN if step.number < 7)
SENT, OPEN, SILENT = UUID(int=1), UUID(int=2), UUID(int=3)
APPLICATION = sa.text(
    "INSERT INTO application (id, account_id, reference, state, opened_on, opened_at, last_day, events,"
    " chain, version, regulator, language)"
    " VALUES (:id, :id, :reference, 'open', :day, :noon, :last, 1, '', 1, :regulator, :language)"
)
ANSWER = sa.text(
    "INSERT INTO answer (id, application_id, question, value, answered_at)"
    " VALUES (:id, :application, :question, CAST(:value AS JSON), :noon)"
)
SAID = [
    (OPEN, "regulator", {"regulator": "LSO"}, 1),
    (OPEN, "regulator", {"regulator": "CICC"}, 2),
    (OPEN, "licence", {"licence": "rcic"}, 3),
    (OPEN, "licence", None, 4),
    (OPEN, "language", {"correspondence_language": "en"}, 5),
    (SENT, "licence", {"licence": "lawyer"}, 1),
    (SENT, "business_address", {"city": "Hull", "address_country": "CA", "province": "CA-QC"}, 2),
    (SENT, "family_name", {"family_name": "Ñuñez"}, 3),
]


def fill(store):
    rows = [(SENT, "LSNB", "fr"), (OPEN, "", ""), (SILENT, "", "")]
    with store.writing() as connection:
        for id, regulator, language in rows:
            told = {"id": id, "reference": str(id), "day": DAY, "last": DAY + timedelta(30)}
            naive = NOON.replace(tzinfo=None)
            connection.execute(
                APPLICATION.bindparams(sa.bindparam("id", type_=sa.Uuid())),
                {**told, "noon": naive, "regulator": regulator, "language": language},
            )
        typed = ANSWER.bindparams(*(sa.bindparam(name, type_=sa.Uuid()) for name in ("id", "application")))
        for place, (application, question, value, minute) in enumerate(SAID, 10):
            told = {"id": UUID(int=place), "application": application, "question": question}
            said = None if value is None else json.dumps(value)
            connection.execute(typed, {**told, "value": said, "noon": later(minute).replace(tzinfo=None)})


def test_what_was_answered_before_there_were_statistics_is_counted_by_them(url, opened):
    store = SqlStore(url)
    store.migrate(BEFORE)
    fill(store)

    opened(url)

    with store.read() as tx:
        kept = {it.id: it for it in tx.find(Application)}
        times = {it.id.int: it.times for it in tx.find(Answer)}
    store.close()
    told = {
        id: (it.regulator, it.language, it.licence, it.province, it.at_question) for id, it in kept.items()
    }
    assert told == {
        SENT: ("LSNB", "fr", "lawyer", "QC", ""),
        OPEN: ("CICC", "en", "", "", ""),
        SILENT: ("", "", "", "", ""),
    }
    assert times == {10: 1, 11: 2, 12: 1, 13: 0, 14: 1, 15: 1, 16: 1, 17: 1}
