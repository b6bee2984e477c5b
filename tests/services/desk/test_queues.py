"""The desk: pages, counts, saved views, teams, exports, and requests from before there was one."""

import csv
import io
from datetime import date

import pytest

from core.domain.accounts.identity import PORTAL_ITSELF, Credential, Role
from core.domain.application.application import Application, Event, EventValues, Outcome
from core.domain.application.desk_columns import DeskColumns
from core.domain.desk.request_age import age
from core.domain.desk.view import Mark, Place, SavedView, View
from core.domain.errors import MalformedAnswerError, NotFoundError
from core.services.desk.exports import COLUMNS
from tests.services import steps
from tests.services.refusals import refusal_of
from tests.workbooks import formulas_of, rows_of

OPEN = View("open")
NAME_FAULTS = [(" ", "view_name_length"), ("x" * 61, "view_name_length"), ("Vieilles", "view_name_taken")]


def rows(portal, actor, view=OPEN):
    return [it.id for it in portal.queues.look(actor, view).page.rows]


@pytest.fixture
def desk(sent):
    """A portal with two submitted requests, an officer and a manager."""
    portal, owner, first, officer = sent
    other = steps.applicant_by_partner(portal)
    portal.clock.move(days=1)
    second = steps.submitted(portal, other, family_name={"family_name": "Ångström-Roy"})
    return portal, owner, first, second, officer, steps.worker(portal, Role.MANAGER, "gestionnaire")


@pytest.mark.clause("3.0")
def test_the_queue_holds_submitted_requests_the_oldest_first(desk):
    portal, _, first, second, officer, manager = desk
    third = steps.applicant_by_partner(portal, "boreal-0002")
    steps.ready(portal, third)

    assert rows(portal, officer) == rows(portal, manager) == [first.id, second.id]
    steps.decide(portal, officer, first)
    assert rows(portal, officer) == [second.id]
    assert rows(portal, officer, View("decided")) == [first.id]


@pytest.mark.clause("3.0")
def test_the_queue_names_whom_it_is_about_without_opening_anything(desk):
    portal, _, first, *_, officer, _ = desk

    row = portal.queues.look(officer, OPEN).page.rows[0]

    assert (row.reference, row.name, row.regulator, row.membership_number, row.language, row.round) == (
        first.reference, "Zoé Ñuñez O’Brien", "CICC", "R900012", "fr", 1,
    )  # fmt: skip
    assert (row.province, row.clock_since, row.changed_at) == (
        "QC", date(2026, 3, 2), row.submitted_at,
    )  # fmt: skip
    assert [event.name for event in portal.kept(Event, subject_id=first.id)][-1] == "application.submitted"


def test_each_role_is_told_how_much_is_in_the_queues_it_has(desk):
    portal, _, first, _, officer, manager = desk
    portal.claims.take(officer, first.id)

    counts = [dict(portal.queues.look(who, OPEN).counts) for who in (officer, manager)]

    own = {"mine": 1, "returned": 0, "to_countersign": 0}
    shared = {"to_take": 1, "waiting": 0, "on_hold": 0, "team": 0, "open": 2, "decided": 0}
    assert counts == [shared | own, shared]


@pytest.mark.parametrize("text", ["angstrom", "  ROY  zoé ", "r900012 ångström"])
def test_a_name_is_found_whatever_its_accents(desk, text):
    portal, _, _, second, officer, _ = desk

    sight = portal.queues.look(officer, View("open", text=text))

    assert ([it.id for it in sight.page.rows], sight.page.total) == ([second.id], 1)


def test_the_pages_of_a_view_follow_one_another_and_lead_back(desk):
    portal, _, first, *_, officer, _ = desk
    sent = portal.kept(Application, id=first.id)[0]
    with portal.store.write() as tx:
        for number in range(3, 121):
            id = portal.outside.new_id()
            tx.add(sent.model_copy(update={"id": id, "reference": f"RRA-{number:04}-2222"}))

    def look(place=None, view=OPEN):
        return portal.queues.look(officer, view, place or Place())

    begin = look().page
    second = look(Place(after=begin.next)).page
    last = look(Place(after=second.next)).page
    back = look(Place(before=last.previous)).page

    assert [len(it.rows) for it in (begin, second, last)] == [50, 50, 20]
    assert len({row.id for it in (begin, second, last) for row in it.rows}) == 120
    assert (begin.previous, last.next) == (None, None)
    assert back == second
    assert look(Place(before=second.previous)).page == begin
    filtered = View("open", regulator="CICC")
    beyond = Mark(last.rows[-1].clock_rank, last.rows[-1].id)
    places = (Place(), Place(after=second.next), Place(before=second.previous), Place(after=beyond))
    assert [look(place, filtered).page.total for place in places] == [120] * 4
    assert look(Place(after=last.previous and begin.next), View("mine")).page.rows == ()


def test_a_view_is_kept_under_a_name_renamed_and_removed(desk):
    portal, *_, officer, _ = desk
    view = View("open", regulator="LSO", age=8, text="Ñ", sort="name")

    kept = portal.queues.save(officer, "  LSO, vieilles ", view)
    portal.queues.rename(officer, kept.id, "Barreau de l’Ontario")

    (saved,) = portal.queues.look(officer, OPEN).saved
    assert (saved.name, saved.wanted, saved.account_id) == (
        "Barreau de l’Ontario",
        {"queue": "open", "regulator": "LSO", "age": "8", "text": "Ñ", "sort": "name"},
        officer.account_id,
    )
    assert portal.queues.rename(officer, kept.id, saved.name) == saved
    portal.queues.remove(officer, kept.id)
    assert portal.queues.look(officer, OPEN).saved == ()


@pytest.mark.parametrize(
    ("name", "fault"),
    [(" ", "view_name_length"), ("x" * 61, "view_name_length"), ("Vieilles", "view_name_taken")],
)
def test_a_views_name_is_one_of_its_own_and_not_too_long(desk, name, fault):
    portal, *_, officer, manager = desk
    portal.queues.save(officer, "Vieilles", OPEN)
    other = portal.queues.save(officer, "Autres", OPEN)
    portal.queues.save(manager, "Vieilles", OPEN)

    refusals = [
        refusal_of(lambda: portal.queues.save(officer, name, OPEN)),
        refusal_of(lambda: portal.queues.rename(officer, other.id, name)),
    ]

    assert [(type(it), it.fields) for it in refusals] == [(MalformedAnswerError, {"view_name": fault})] * 2
    assert len(portal.kept(SavedView)) == 3


def test_somebody_elses_view_is_not_there(desk):
    portal, *_, officer, manager = desk
    kept = portal.queues.save(officer, "À moi", OPEN)

    refusals = [
        refusal_of(lambda: portal.queues.rename(manager, kept.id, "À nous")),
        refusal_of(lambda: portal.queues.remove(manager, kept.id)),
    ]

    assert [type(it) for it in refusals] == [NotFoundError] * 2
    assert portal.kept(SavedView) == [kept]


def test_a_teams_queue_holds_what_its_members_have_or_asked_for(desk):
    portal, _, first, second, officer, manager = desk
    others = [steps.worker(portal, user_code=code) for code in ("voisinede", "lointaine")]
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "administratrice")
    for who, team in ((officer, " Est "), (others[0], "Est"), (others[1], "Ouest"), (manager, "Est")):
        portal.accounts.put_in_team(administrator, who.account_id, team)
    portal.claims.take(others[0], first.id)
    steps.decide(portal, others[1], second, Outcome.DOCUMENTS_REQUIRED)

    teams = [rows(portal, who, View("team")) for who in (officer, others[0], others[1], manager)]

    assert teams == [[first.id], [first.id], [second.id], [first.id]]
    event = portal.kept(Event, name="account.put_in_team")[0]
    assert portal.kept(Credential, id=event.subject_id)[0].account_id == officer.account_id
    assert portal.kept(EventValues, id=event.id)[0].values == {"team": "Est"}


@pytest.mark.parametrize(
    ("who", "team", "kind"), [("owner", "Est", NotFoundError), ("officer", "x" * 61, MalformedAnswerError)]
)
def test_only_people_of_the_desk_are_in_teams_and_a_teams_name_is_short(desk, who, team, kind):
    portal, owner, *_, officer, _ = desk
    administrator = steps.worker(portal, Role.ADMINISTRATOR, "administratrice")
    id = {"owner": owner, "officer": officer}[who].account_id

    refusal = refusal_of(lambda: portal.accounts.put_in_team(administrator, id, team))

    assert type(refusal) is kind


def test_an_export_for_programs_holds_the_view_in_codes_and_is_recorded_with_it(desk):
    portal, _, first, second, officer, _ = desk
    portal.claims.take(officer, second.id)
    portal.clock.move(days=2)
    view = View("open", text="zoe", sort="-name")

    lines = portal.queues.export(officer, view)
    event = portal.kept(Event)[-1]
    text = "".join(lines)

    assert (event.name, event.subject_id, event.account_id) == (
        "queue.exported", officer.credential_id, officer.account_id,
    )  # fmt: skip
    assert portal.kept(EventValues, id=event.id)[0].values == {"view": view.told}
    assert text.startswith("\ufeff")
    heading, *told = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    second = portal.kept(Application, id=second.id)[0]
    member = ["R900012", "CICC", "QC", "submitted"]
    assert heading == list(COLUMNS)
    assert told == [
        [first.reference, "Zoé Ñuñez O’Brien", *member, "2026-03-02", "3", "", ""],
        [second.reference, "Zoé Ångström-Roy", *member, "2026-03-03", "2", "", ""],
    ]


@pytest.mark.parametrize(
    ("language", "about", "headings", "state"),
    [
        ("fr", ["Exporté le", "Demandes", "Texte"], ["Référence", "Soumise le"], "Soumise, à décider"),
        (
            "en",
            ["Exported on", "Requests", "Text"],
            ["Reference", "Submitted on"],
            "Submitted, to be decided",
        ),
    ],
)
def test_a_workbook_says_what_it_holds_in_the_readers_language_with_real_days_and_numbers(
    desk, language, about, headings, state
):
    portal, _, first, _, officer, _ = desk
    portal.clock.move(days=2)

    rows = rows_of(portal.queues.workbook(officer, View("open", text="zoe", sort="-name"), language))

    blank = next(place for place, row in enumerate(rows) if row[0] in headings)
    above, (heading, one, _) = rows[:blank], rows[blank:]
    day = (date(2026, 3, 2) - date(1899, 12, 30)).days
    assert len(above) == 4
    assert [row[1] for row in above[1:]] == [float(day + 3), 2.0, "zoe"]
    assert [row[0] for row in above[1:3]] == about[:2]
    assert [heading[0], heading[6]] == headings
    assert one == [first.reference, "Zoé Ñuñez O’Brien", "R900012", "CICC", "QC", state, day, 3.0]
    assert portal.kept(Event)[-1].name == "queue.exported"


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "https://"])
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(desk, begin):
    portal, _, first, *_, officer, _ = desk
    name = f"{begin}cmd|' /C calc'!A0"
    with portal.store.write() as tx:
        tx.replace(tx.get(Application, first.id).model_copy(update={"name": name}))

    data = portal.queues.workbook(officer, OPEN, "fr")

    assert formulas_of(data) == []
    assert [cell for row in rows_of(data) for cell in row if "calc" in str(cell)] == [name]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\uff1d"])
def test_no_cell_of_an_export_is_a_formula(desk, begin):
    portal, _, first, *_, officer, _ = desk
    name = f"{begin}cmd|' /C calc'!A0"
    with portal.store.write() as tx:
        tx.replace(tx.get(Application, first.id).model_copy(update={"name": name}))

    text = "".join(portal.queues.export(officer, OPEN)).removeprefix("\ufeff")

    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if "calc" in cell] == [f"'{name}"]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_a_request_from_before_there_was_a_desk_gets_its_place_and_its_age(desk):
    portal, owner, first, second, officer, _ = desk
    steps.decide(portal, officer, first, Outcome.DOCUMENTS_REQUIRED)
    portal.clock.move(days=7)
    steps.give_what_is_asked(portal, owner, first)
    portal.enrolment.submit(owner, first.id)
    steps.decide(portal, officer, second)
    before = portal.kept(Application)
    never = {name: DeskColumns.model_fields[name].default for name in set(DeskColumns.model_fields) - {"id"}}
    kept = ("submitted_at", "name", "name_key", "regulator", "membership_number", "language", "officer_id",
            "round", "decided_at", "lane", "marks", "lane_as_of", "papers_given",
            "papers_expected")  # fmt: skip
    with portal.store.write() as tx:
        for it in before:
            old = never | {name: getattr(it, name) for name in kept}
            tx.replace(it.model_copy(update=old))

    assert portal.queues.catch_up(PORTAL_ITSELF) == 2
    assert portal.queues.catch_up(PORTAL_ITSELF) == 0

    after = portal.kept(Application)
    assert [it.model_copy(update={"version": 0}) for it in after] == [
        it.model_copy(update={"version": 0}) for it in before
    ]
    today, days = portal.outside.today(), portal.outside.working_days
    assert [age(it, today, days) for it in after] == [1, 5]
