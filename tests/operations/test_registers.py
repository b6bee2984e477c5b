"""Registers from the command line: the difference first, then all or nothing, also while a portal runs."""

import pytest
from live import serve

from core.adapters.store.store import SqlStore
from core.domain.accounts.identity import Role
from core.domain.application.application import Event
from core.domain.registers.register import Register, RegisterEdition
from core.settings import Settings

HEAD = "number,family_name,given_names,standing\n"
FIRST = HEAD + "R900001,Fictif,Alex,Active\nR900002,Invention,Léa,Suspended\n"
NEXT = HEAD + "R900001,Fictif,Alex,Active – Practice Restricted\nR900003,Nouvel,Ève,Actif\n"
SHOWN = [
    "2 member(s), the first register:",
    "  new      2",
    "    R900001 Fictif, Alex: active",
    "    R900002 Invention, Léa: suspended",
    "  gone     0",
    "  standing 0",
    "  name     0",
    "  licence  0",
    "  0 open request(s), 0 change verdict: none",
    "  enrolled people concerned: none",
]


@pytest.fixture
def file(tmp_path):
    """Write a register's file: `file(FIRST)`."""

    def written(text):
        path = tmp_path / "register.csv"
        path.write_text(text, "utf-8")
        return path

    return written


def kept(place):
    store = SqlStore(Settings(data=place).database)
    with store.read() as tx:
        told = [(it.regulator, it.number, str(it.as_of), it.members) for it in tx.find(RegisterEdition)]
        registers = [it.id for it in tx.find(Register)]
        events = [(it.name, it.role) for it in tx.find(Event, subject_id=registers)] if registers else []
    store.close()
    return told, events


def test_a_register_is_imported_after_its_difference_is_shown(run, place, file):
    status, lines = run("register", "import", "CICC", file(FIRST), "--as-of", "2026-01-31", "--yes")

    assert (status, lines) == (0, [*SHOWN, "CICC as of 2026-01-31: 2 member(s) imported."])
    assert kept(place) == ([("CICC", 1, "2026-01-31", 2)], [("register.imported", Role.PORTAL)])
    assert run("audit", "verify") == (0, ["The audit's chain is whole."])


def test_the_next_register_is_compared_with_the_last(run, file):
    run("register", "import", "CICC", file(FIRST), "--as-of", "2026-01-31", "--yes")

    refused = run("register", "import", "CICC", file(NEXT), "--as-of", "2026-02-28", "--yes")
    why = ("--reason", "The regulator sent a new list")
    _, lines = run("register", "import", "CICC", file(NEXT), "--as-of", "2026-02-28", "--yes", *why)

    assert lines == [
        "2 member(s), compared with the register as of 2026-01-31:",
        "  new      1",
        "    R900003 Nouvel, Ève: active",
        "  gone     1",
        "    R900002 Invention, Léa: suspended",
        "  standing 1",
        "    R900001 Fictif, Alex: active -> restricted",
        "  name     0",
        "  licence  0",
        "  0 open request(s), 0 change verdict: none",
        "  enrolled people concerned: none",
        "  asked about first: lost_half",
        "CICC as of 2026-02-28: 2 member(s) imported.",
    ]
    assert (refused[0], refused[1][-1].split(",")[0]) == (1, "The reason is missing")


def test_the_edition_before_is_brought_back(run, place, file):
    run("register", "import", "CICC", file(FIRST), "--as-of", "2026-01-31", "--yes")
    run("register", "import", "CICC", file(FIRST), "--as-of", "2026-02-28", "--yes")

    why = ("--reason", "The wrong file", "--code", "CICC")
    first, again = (run("register", "bring-back", "CICC", *why) for _ in range(2))

    assert first == (0, ["CICC as of 2026-01-31: 2 member(s) count again."])
    assert (again[0], again[1][0].split(" of ")[0]) == (1, "There is no edition before this one")
    assert run("audit", "verify") == (0, ["The audit's chain is whole."])


def test_nothing_is_imported_without_a_yes(run, place, file):
    status, lines = run("register", "import", "CICC", file(FIRST), "--as-of", "2026-01-31")

    assert (status, [line for line in lines if line in SHOWN]) == (1, SHOWN)
    assert kept(place) == ([], [])


def test_every_bad_row_is_told_with_its_line_in_the_terminals_language(run, place, file):
    path = file(FIRST + ",Sans,Numéro,actif\nR900009,,Zoé,en vacances\n")

    status, lines = run("register", "import", "CICC", path, "--as-of", "2026-01-31", "--yes", LANG="fr_CA")

    assert (status, [line.split(".")[0] for line in lines]) == (
        1,
        [
            "4: Le numéro de membre manque, et cet organisme en délivre un à chacun",
            "5: Le nom de famille manque",
            "5: La situation « en vacances » n’est pas connue",
            "Rien n’a été importé : des lignes du fichier sont à corriger (2), et un registre s’importe"
            " en entier ou pas du tout",
        ],
    )
    assert kept(place) == ([], [])


@pytest.mark.parametrize(
    ("regulator", "as_of", "text", "said"),
    [
        ("ICCRC", "2026-01-31", FIRST, "No regulator has the code ICCRC."),
        ("CICC", "2999-01-31", FIRST, "The register's date (2999-01-31) has not come yet"),
        ("CICC", "2026-01-31", "a,b\n1,2\n", "The first line of the file does not name every column needed"),
        ("CICC", "2026-01-31", None, "The file "),
    ],
)
def test_what_cannot_be_imported_is_refused_in_one_sentence(
    run, tmp_path, file, regulator, as_of, text, said
):
    path = file(text) if text else tmp_path / "nothing.csv"

    status, lines = run("register", "import", regulator, path, "--as-of", as_of, "--yes")

    assert (status, len(lines), lines[0].startswith(said)) == (1, 1, True)


def test_a_date_that_is_none_is_refused_by_the_command_line_itself(run, file):
    status, lines = run("register", "import", "CICC", file(FIRST), "--as-of", "yesterday")

    assert (status, "'yesterday' does not match the format '%Y-%m-%d'" in lines[-1]) == (2, True)


def test_the_list_tells_which_register_counts_and_which_is_too_old_or_missing(run, file):
    run("register", "import", "CICC", file(FIRST), "--as-of", "2020-01-31", "--yes")

    status, lines = run("register", "list")

    assert (status, len(lines)) == (0, 15)
    assert "CICC  as of 2020-01-31, 2 member(s), too old" in lines
    assert "LSO   missing" in lines


def test_a_running_portal_imports_the_register_itself(run, place, file):
    live = serve(place)
    before = run("register", "list")[1]
    status, lines = run("register", "import", "LSMB", file(FIRST), "--as-of", "2020-02-29", "--yes")
    refused = run("register", "import", "LSMB", file(FIRST + "x"), "--as-of", "2020-02-29", "--yes")
    live.stop()

    assert len(before) == 15
    assert (status, lines[-1]) == (0, "LSMB as of 2020-02-29: 2 member(s) imported.")
    assert (refused[0], refused[1][0].split(".")[0]) == (
        1, "4: The line has not as many cells (1) as the file has columns (4)",
    )  # fmt: skip
    assert ("LSMB", 1, "2020-02-29", 2) in [(row[0], 1, *row[2:]) for row in kept(place)[0]]
