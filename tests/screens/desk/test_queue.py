"""The desk: its queues, filters, order and pages, the next request, the views one keeps, the search."""

import re
from html import escape, unescape

import pytest
from offices import (
    administrator,
    approved,
    asked_for_documents,
    empty_handed,
    officer,
    other_officer,
    reference_of,
    returned,
    worker,
)
from paperwork import Seen, somebody_submitted, submitted

from core.adapters.operations.system import new_id
from core.bootstrap import portal
from core.domain.accounts.identity import Role
from core.domain.application.application import Application
from core.domain.desk.view import View

QUEUE = "officer/queue.py"


def row_of(screen, reference):
    """Return the HTML of one request's row."""
    return next(row for row in screen.text.split("<tr") if row.startswith(f' data-row="{reference}"'))


def links(screen, name):
    """Return the words and addresses of a list of links."""
    nav = screen.text.split(f'aria-label="{name}"')[1].split("</nav>")[0]
    found = re.findall(r"<a ([^>]*)>(.*?)</a>", nav)
    return {
        unescape(re.sub(r"<[^>]+>", "", words)): unescape(re.search(r'href="([^"]*)"', told)[1])
        for told, words in found
    }


def query_of(address):
    return dict(pair.split("=") for pair in address.partition("?")[2].split("&"))


def titles(screen):
    """Return the queue on screen."""
    nav = screen.text.split('<nav class="queues"')[1]
    return [re.search(r'aria-current="page">(.*?) <span', nav)[1]]


def aged(person, days):
    """Let a request be so many working days old."""
    outside = portal().outside
    since = outside.working_days.back(outside.today(), days)
    with portal().store.write() as tx:
        tx.replace(tx.get(Application, person.application_id).model_copy(update={"clock_since": since}))
    return person


@pytest.mark.clause("3.0")
@pytest.mark.parametrize(
    ("language", "title", "queue", "said"),
    [
        ("fr", "Demandes à traiter", "À prendre", "moins d’un jour ouvrable, dans les temps"),
        ("en", "Requests to deal with", "To take", "less than a working day, on time"),
    ],
)
def test_a_submitted_request_waits_in_the_queue(language, title, queue, said):
    reference = reference_of(somebody_submitted())

    screen = officer().open(QUEUE, language, text=reference)

    assert (screen.title, titles(screen)[0]) == (title, queue)
    row = row_of(screen, reference)
    assert f'<a href="/case?queue=to_take&amp;text={reference}&amp;request={reference}">' in row
    assert "Zoé Tremblay" in row
    assert f'<span class="age green" title="{escape(said)}">' in row
    assert 'aria-sort="descending"' in screen.text


@pytest.mark.parametrize(
    ("days", "kind", "said"),
    [(7, "green", "7 j"), (8, "amber", "8 j, bientôt"), (10, "red", "10 j, en retard")],
)
def test_an_age_is_told_in_words_beside_its_colour(days, kind, said):
    person = aged(submitted(), days)

    row = row_of(officer().open(QUEUE, text=reference_of(person)), reference_of(person))

    assert f'<span class="age {kind}" title="{days} jours ouvrables, ' in row
    assert f'<span aria-hidden="true">{said}</span>' in row


@pytest.mark.clause("3.6")
def test_a_returned_request_is_marked_and_says_whose_it_is():
    reference = reference_of(returned(by=officer()))

    mine = officer().open(QUEUE, queue="returned", text=reference)
    theirs = other_officer().open(QUEUE, queue="open", text=reference)

    assert "Retournée avec de nouveaux documents – à vous" in row_of(mine, reference)
    assert "Retournée avec de nouveaux documents – à un autre agent" in row_of(theirs, reference)
    assert "<table>" not in other_officer().open(QUEUE, queue="to_take", text=reference).text


@pytest.mark.clause("3.5")
def test_a_request_that_waits_for_documents_stands_apart():
    reference = reference_of(asked_for_documents())

    waiting = officer().open(QUEUE, "en", queue="waiting", text=reference)

    assert "Documents required" in row_of(waiting, reference)
    assert 'class="age stopped" title="less than a working day, clock stopped"' in row_of(waiting, reference)
    assert "<table>" not in officer().open(QUEUE, "en", queue="to_take", text=reference).text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_queue_is_a_link_with_its_count_and_the_one_on_screen_is_marked(language):
    word, first = {"fr": ("Files", "En main 0"), "en": ("Queues", "My requests 0")}[language]
    screen = worker("officer").open(QUEUE, language, queue="mine")

    ways = links(screen, word)

    assert len(ways) == 9
    assert ways[first] == "/queue?queue=mine"
    assert f'aria-current="page">{first.rpartition(" ")[0]}' in screen.text
    assert screen.text.count('aria-current="page"') == 2


def test_a_manager_begins_with_everything_open_and_has_no_queue_of_her_own():
    reference = reference_of(somebody_submitted())
    manager = worker("manager")

    screen = manager.open(QUEUE, text=reference)

    assert reference in screen.text
    assert titles(screen)[0] == titles(manager.open(QUEUE, queue="mine"))[0] == "Toutes ouvertes"
    assert len(links(screen, "Files")) == 6
    assert "take_next" not in screen.buttons
    assert "/assign?queue=open&amp;text=" in screen.text
    for stranger in (administrator().open(QUEUE), Seen(QUEUE, "fr", somebody_submitted().token)):
        assert reference not in stranger.text


def test_what_an_address_says_that_means_nothing_is_left_out():
    strange = {
        "queue": "secrets",
        "state": "open",
        "sort": "chain",
        "age": "-1",
        "officer": "x",
        "after": "%%",
    }

    screen = officer().open(QUEUE, **strange)

    assert titles(screen)[0] == "À prendre"
    assert "Demandes qui répondent" not in screen.text


def test_a_filter_is_chosen_told_and_cleared():
    person = submitted()
    reference = reference_of(person)
    screen = officer().open(QUEUE, queue="open")

    screen.at.text_input(key="filter_text").set_value(f" tremblay {reference.lower()} ")
    screen.at.selectbox(key="filter_province").set_value("NB")
    screen.at.selectbox(key="filter_regulator").set_value("LSNB")
    screen.submit("Appliquer les filtres")

    assert "Demandes qui répondent aux filtres : 1" in screen.text
    assert "<li>Province de l’adresse professionnelle : Nouveau-Brunswick</li>" in screen.text
    assert reference in row_of(screen, reference)
    told = {"queue": "open", "regulator": "LSNB", "province": "NB", "text": f"tremblay {reference.lower()}"}
    assert screen.at.query_params == told
    assert '<a href="/queue?queue=open">Effacer tous les filtres</a>' in screen.text


def test_a_shared_address_fills_in_the_filters_even_with_what_is_no_longer_usual():
    gone = worker("officer", "Partie Fictif")
    portal().accounts.close(administrator().actor, gone.actor.account_id)
    told = {"queue": "open", "age": "7", "officer": str(gone.actor.account_id), "reason": "other"}

    screen = officer().open(QUEUE, "en", **told)

    chosen = {name: screen.at.selectbox(key=f"filter_{name}").value for name in ("age", "officer", "reason")}
    assert chosen == {name: told[name] for name in chosen}
    assert "Partie Fictif</li>" in screen.text
    assert "No request of this queue matches all the filters." in screen.text


def test_a_column_sorts_and_its_second_press_turns_the_order_around():
    screen = officer().open(QUEUE, "en", queue="open", text="zoe")

    def address_of(name):
        return unescape(re.search(rf'<a href="([^"]*)">{name}</a></th>', screen.text)[1])

    assert query_of(address_of("Name")) == {"queue": "open", "text": "zoe", "sort": "name"}
    assert query_of(address_of("Age"))["sort"] == "age"
    screen = officer().open(QUEUE, "en", queue="open", text="zoe", sort="name")
    assert '<th scope="col" aria-sort="ascending">' in screen.text
    assert query_of(address_of("Name"))["sort"] == "-name"
    assert query_of(address_of("Age"))["sort"] == "-age"


def test_page_after_page_shows_every_request_once():
    person = submitted()
    word = f"z{new_id().hex[-10:]}"
    with portal().store.write() as tx:
        sent = tx.get(Application, person.application_id)
        for number in range(120):
            told = {"id": new_id(), "reference": f"{word}-{number}", "search_key": f"{word} {number}"}
            # nothing was ever written in the audit of these: its chain is whole, for whoever looks later
            tx.add(sent.model_copy(update={**told, "chain": ""}))
    seen, told, names = [], {"queue": "open", "text": word}, []
    while told:
        screen = officer().open(QUEUE, "en", **told)
        seen += re.findall(rf"request=({word}-\d+)", screen.text)
        ways = links(screen, "Pages of the queue")
        names.append(list(ways))
        told = query_of(ways["Next page"]) if "Next page" in ways else None
    back = officer().open(QUEUE, "en", **query_of(ways["Previous page"]))

    assert names == [["Next page"], ["Previous page", "Next page"], ["Previous page"]]
    assert sorted(seen) == sorted(f"{word}-{number}" for number in range(120))
    assert re.findall(rf"request=({word}-\d+)", back.text) == seen[50:100]


def test_the_next_request_is_taken_and_opened_and_a_view_without_any_says_so():
    person = submitted()
    reference = reference_of(person)
    screen = empty_handed(officer()).open(QUEUE, "en", text=reference)

    screen.press("take_next")

    assert screen.title == f"Request {reference}"
    assert "You have been handling this request since" in screen.text
    again = empty_handed(other_officer()).open(QUEUE, "en", text=reference).press("take_next")
    assert again.notices("warning")[0].startswith("There is no request to take in this view")
    held = other_officer().open(QUEUE, "en", queue="open", text=reference)
    assert "<td>Camille Fictif</td>" in row_of(held, reference)


def test_a_view_is_saved_opened_renamed_and_removed():
    keeper = worker("officer")
    screen = keeper.open(QUEUE, queue="open", regulator="LSO")

    screen.at.text_input(key="view_name").set_value(" <b>LSO</b> ")
    screen.submit("Enregistrer la vue")
    assert screen.notices("success") == [r"La vue « \<b\>LSO\</b\> » est enregistrée."]
    assert links(screen, "Mes vues") == {"<b>LSO</b>": "/queue?queue=open&regulator=LSO"}
    (saved,) = portal().queues.look(keeper.actor, View("open")).saved
    assert screen.at.selectbox(key="which_view").options == ["<b>LSO</b>"]

    screen.at.selectbox(key="which_view").set_value(str(saved.id))
    screen.at.text_input(key="new_view_name").set_value("Ontario")
    screen.submit("Renommer")
    assert list(links(screen, "Mes vues")) == ["Ontario"]
    screen.at.selectbox(key="which_view").set_value(str(saved.id))
    screen.submit("Retirer")
    assert "Mes vues</p>" not in screen.text


def test_a_view_without_a_name_is_not_saved_and_says_why():
    screen = worker("officer").open(QUEUE, "en")

    screen.submit("Save the view")

    assert '<a href="#view_name">A view&#x27;s name has 1 to 60 characters.' in screen.text


def test_a_claim_lost_to_a_colleague_is_told_until_it_is_read():
    loser = worker("officer", "Perdante Fictif")
    person = submitted()
    portal().claims.take(loser.actor, person.application_id)
    portal().claims.take_over(officer().actor, person.application_id, "Elle est <b>absente</b>.")

    screen = loser.open(QUEUE)

    told = screen.at.main.get("text")[0].value
    assert told.startswith(f"Camille Fictif a repris la demande {reference_of(person)} (")
    assert told.endswith("Raison : Elle est <b>absente</b>.")
    screen.press("lost_read")
    assert "lost_read" not in screen.buttons


@pytest.mark.parametrize("sought", ["reference", "part", "  tremblay   ZOE ", "Tremb", "Trembaly", "zoe@"])
def test_a_decided_request_is_found_from_any_screen_by_part_of_anything(sought):
    reference = reference_of(approved())
    written = {"reference": reference.lower().replace("-", " "), "part": reference[4:8].lower()}
    screen = officer().open("manager/statistics.py", "en")

    screen.at.text_input(key="find").set_value(written.get(sought, sought))
    screen.run()

    assert screen.title == "Requests to deal with"
    assert f'data-row="{reference}"' in screen.text
    assert ("Nothing matches" in screen.text) == (sought == "Trembaly")


def test_what_nobody_bears_finds_nothing_and_says_so():
    screen = officer().open(QUEUE, "en", queue="all", text="Zzyzx Nobody-at-all")

    assert "even with one letter changed" in screen.text
    assert "<table>" not in screen.text


def test_lanes_and_figures_are_counted_and_each_leads_to_its_list():
    reference = reference_of(aged(submitted(), 10))

    screen = officer().open(QUEUE, "en", queue="open", when="late", text=reference)

    lanes, figures = links(screen, "What each request needs"), figures_of(screen)
    assert lanes["All 1"] == f"/queue?queue=open&text={reference}&when=late"
    assert sum(int(name.split()[-1]) for name in lanes) == 2
    assert figures["Late"] == "/queue?queue=open&when=late"
    assert figures["Came today"] == "/queue?queue=all&when=came_today"
    assert "Only: Late" in screen.text
    assert f'data-row="{reference}"' in screen.text


def figures_of(screen):
    """Return where each figure above the desk leads; the first of those that are called alike."""
    line = screen.text.split('class="figures-line"')[1].split("</details>")[0]
    found = re.findall(r'<a href="([^"]*)"[^>]*>(.*?) <b>', line)
    return {name: unescape(to) for to, name in reversed(found)}


def test_the_team_of_an_officer_has_its_queue():
    one, two = worker("officer", "Une Fictif"), worker("officer", "Deux Fictif")
    for who in (one, two):
        portal().accounts.put_in_team(administrator().actor, who.actor.account_id, "Équipe des tests")
    person = submitted()
    portal().claims.take(two.actor, person.application_id)

    screen = one.open(QUEUE, queue="team")

    assert "<td>Deux Fictif</td>" in row_of(screen, reference_of(person))
    assert portal().queues.look(one.actor, View("team")).counts["team"] == 1
    assert one.actor.role is Role.OFFICER
