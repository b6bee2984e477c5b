"""A hostile file ends in its own room: bounded, killed as a whole, and nobody else waits for it."""

import subprocess
import threading
from pathlib import Path

import pytest

from core.adapters.vault.cleaning_room import clean_apart
from core.adapters.vault.doors import Doors, HeldError
from core.adapters.vault.sandbox import MEGABYTE, Room
from core.domain.errors import DocumentRefusedError
from tests.adapters import files
from tests.attack import hostile_files as hostile

CLEANING, READING = "core.adapters.vault.cleaning_room", "core.adapters.scanning.reading_room"
ENDLESS = hostile.many_fills(400_000)
SIZE = b"[%d]\n" % len(ENDLESS)
ASKED = b'{"reference": "", "prints": {}}\n'


def refusal_of(data):
    with pytest.raises(DocumentRefusedError) as refused:
        clean_apart("somebody", data)
    return refused.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (hostile.looped_pages(), "pdf_damaged"),
        (hostile.long_tiff(), "too_many_pages"),
        (hostile.vast_tiff(), "image_too_many_pixels"),
        (hostile.vast_png(), "image_too_many_pixels"),
    ],
)
def test_what_asks_for_too_much_is_refused_before_it_is_drawn(data, code):
    assert refusal_of(data) == code


@pytest.mark.parametrize("data", [hostile.many_groups(), hostile.nested_groups(60, 1), hostile.vast_page()])
def test_what_is_only_strange_is_drawn_small(data):
    cleaned, pictures = clean_apart("somebody", data)

    assert (cleaned.pages, {picture.width for picture in pictures}) == (1, {520, 1000})


@pytest.mark.long
@pytest.mark.parametrize("data", [hostile.nested_groups(), ENDLESS], ids=["groups", "fills"])
def test_what_cannot_be_drawn_in_its_time_or_memory_is_refused_at_upload(data):
    assert refusal_of(data) == "document_unreadable"


@pytest.mark.parametrize(("module", "before"), [(CLEANING, SIZE), (READING, ASKED)])
def test_an_endless_file_is_killed_by_the_processor_time_it_takes(module, before):
    with pytest.raises(subprocess.CalledProcessError) as ended:
        Room(module, memory=768 * MEGABYTE, seconds=1).answer(before + ENDLESS)

    assert ended.value.returncode < 0


def test_a_swollen_file_is_killed_by_the_memory_it_takes():
    with pytest.raises(subprocess.CalledProcessError):
        Room(CLEANING, memory=300 * MEGABYTE, seconds=10).answer(
            b"[%d]\n" % len(hostile.nested_groups()) + hostile.nested_groups()
        )


def test_somebody_elses_file_is_through_while_an_endless_one_is_still_in_its_room():
    room = Room(CLEANING, memory=768 * MEGABYTE, seconds=2)
    ended = threading.Event()

    def give():
        with pytest.raises(subprocess.CalledProcessError):
            room.answer(SIZE + ENDLESS, "hostile")
        ended.set()

    giver = threading.Thread(target=give)
    giver.start()
    cleaned, _ = clean_apart("honest", files.pdf())

    assert (cleaned.pages, ended.is_set()) == (1, False)
    giver.join()


def test_a_room_opens_no_file_and_no_socket_and_what_it_started_ends_with_it():
    lines = Room("tests.attack.trap_room", memory=768 * MEGABYTE, seconds=5).lines(b"")

    *shut, child = [next(lines).decode().strip() for _ in range(4)]
    assert _lives(int(child))
    lines.close()

    assert shut == ["shut"] * 3
    assert not _lives(int(child))


def _lives(process):
    """Say whether a process runs; one that ended and was not buried yet does not."""
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z"


class Hands:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self):
        return self.now


def entered(doors, person, order, stay=None):
    """Let a person come to the doors in a thread; once inside she is noted and stays."""

    def come():
        with doors.open_for(person):
            order.append(person)
            if stay:
                stay.wait(30)

    thread = threading.Thread(target=come)
    thread.start()
    return thread


def waits(doors, many):
    with doors._changed:
        return doors._changed.wait_for(lambda: len(doors._waiting) == many, timeout=30)


def test_one_persons_files_take_one_room_however_many_they_are():
    doors, order, stay = Doors(rooms=2), [], threading.Event()
    threads = [entered(doors, "many", order, stay) for _ in range(20)]
    assert waits(doors, 19)

    entered(doors, "other", order).join(30)

    assert order == ["many", "other"]
    stay.set()
    for thread in threads:
        thread.join(30)
    assert order.count("many") == 20


def test_who_took_least_time_today_goes_first():
    clock = Hands()
    doors, order, stay = Doors(rooms=1, clock=clock), [], threading.Event()
    with doors.open_for("greedy"):
        clock.now += 60
    first = entered(doors, "inside", order, stay)
    assert waits(doors, 0)
    threads = [entered(doors, "greedy", order)]
    assert waits(doors, 1)
    threads.append(entered(doors, "modest", order))
    assert waits(doors, 2)

    stay.set()

    for thread in (first, *threads):
        thread.join(30)
    assert order == ["inside", "modest", "greedy"]


def test_after_three_killed_files_in_an_hour_a_person_waits_a_minute_and_nobody_else():
    clock = Hands()
    doors = Doors(rooms=1, clock=clock)
    for _ in range(3):
        doors.count_killed("hostile")

    with pytest.raises(HeldError), doors.open_for("hostile"):
        pass
    with doors.open_for("other"):
        pass
    clock.now += 61
    with doors.open_for("hostile"):
        pass
