"""Invented requests: from the command line, at a first start, and never beside anybody's own."""

from live import serve
from test_command_line import PRODUCTION

from core.adapters.store.store import SqlStore
from core.domain.accounts.identity import Account, Role
from core.domain.application.application import Application
from core.domain.desk.notebook import Note, Tagging
from core.domain.registers.register import RegisterEdition
from core.settings import Settings

FEW = ("demo", "--applications", 60, "--months", 4)


def kept(place, kind):
    store = SqlStore(Settings(data=place).database)
    with store.read() as tx:
        rows = tx.find(kind)
    store.close()
    return rows


def test_an_empty_demonstration_is_filled_once(run, place):
    status, lines = run(*FEW)
    again = run(*FEW)

    assert (status, lines[0]) == (0, "60 invented requests are kept:")
    assert sum(int(line.split()[-1]) for line in lines[1:]) == len(kept(place, Application)) == 60
    assert (again[0], again[1][0].split(",")[0]) == (1, "There are requests here already")
    assert run("audit", "verify") == (0, ["The audit's chain is whole."])


def test_the_last_afternoon_leaves_something_in_each_list_of_the_desk(run, place):
    usual = {"PORTAL_NOTICE_DAYS": "8", "PORTAL_COUNTERSIGN_REASONS": "true"}
    status, _ = run("demo", "--applications", 1200, "--months", 3, **usual)
    requests = kept(place, Application)
    states = {str(it.state) for it in requests}
    marks = {it.mark for it in requests}

    assert status == 0
    assert {"notice_given", "to_countersign"} <= states
    assert {"notice_answered", "reconsideration"} <= marks
    assert {it.held_for for it in requests if it.held_until} == {"regulator_answer"}
    assert len({it.application_id for it in kept(place, Note)}) == 4
    assert {it.tag for it in kept(place, Tagging)} == {"second_look"}
    assert run("audit", "verify") == (0, ["The audit's chain is whole."])


def test_production_is_never_filled(run, place):
    status, lines = run(*FEW, **PRODUCTION)

    assert (status, lines[0].split(":")[0]) == (1, "This portal serves real people")
    assert kept(place, Application) == []


def test_a_first_start_fills_the_demonstration_and_a_second_one_leaves_it_as_it_is(place):
    told = []
    for _ in range(2):
        serve(place, PORTAL_DEMONSTRATION_REQUESTS="60").stop()
        told.append([len(kept(place, kind)) for kind in (Application, Account, RegisterEdition)])

    assert told[0] == told[1]
    assert (told[0][0], told[0][2]) == (60, 15)
    assert {it.role for it in kept(place, Account)} > {Role.OFFICER, Role.MANAGER, Role.ADMINISTRATOR}


def test_a_running_portal_fills_itself(run, place):
    live = serve(place)
    status, lines = run(*FEW)
    live.stop()

    assert (status, lines[0], len(kept(place, Application))) == (0, "60 invented requests are kept:", 60)
