"""Questions over the socket, answered by a real process."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from idic.warehouse.asking import NoAnswer, QuestionRefused, TooLong, TooMuch, ask
from idic.warehouse.asking.place import LONGEST, socket_path
from tests.asking import answering

pytestmark = pytest.mark.xdist_group("asking")


@pytest.fixture(scope="module")
def door() -> Iterator[Path]:
    with answering([sys.executable, "-m", "tests.warehouse.asking.kinds"]) as path:
        yield path


def test_a_question_comes_back_as_plain_data(door: Path) -> None:
    answer = ask("echo", {"name": "ชา 茶", "n": [1, 2.5, None]}, seconds=120)
    assert answer["body"] == {"name": "ชา 茶", "n": [1, 2.5, None]}
    assert 0 < answer["left"] <= 120
    assert answer["pid"] != os.getpid()


def test_the_same_process_answers_again(door: Path) -> None:
    assert ask("echo", {})["pid"] == ask("echo", {})["pid"]


def test_reasons_of_a_kind_arrive_with_their_code(door: Path) -> None:
    with pytest.raises(QuestionRefused) as caught:
        ask("refuse", {"name": "nett"})
    assert (caught.value.code, caught.value.details) == ("no_such_measure", {"name": "nett"})


def test_too_many_rows_are_told_with_their_limit(door: Path) -> None:
    with pytest.raises(TooMuch) as caught:
        ask("much", {})
    assert "5 rows" in str(caught.value)


@pytest.mark.parametrize("kind", ["fail", "unknown"])
def test_a_mistake_of_ours_is_no_answer_and_ends_nothing(door: Path, kind: str) -> None:
    before = ask("echo", {})["pid"]
    with pytest.raises(NoAnswer):
        ask(kind, {})
    assert ask("echo", {})["pid"] == before


def test_who_died_in_the_middle_is_followed_by_another(door: Path) -> None:
    before = ask("echo", {})["pid"]
    with pytest.raises(NoAnswer):
        ask("die", {})
    assert ask("echo", {})["pid"] != before


def test_who_is_deaf_to_the_clock_is_ended(door: Path) -> None:
    before = ask("echo", {})["pid"]
    with pytest.raises((NoAnswer, TooLong)):
        ask("hang", {}, seconds=0.2)
    assert ask("echo", {})["pid"] != before


def test_several_are_answered_side_by_side(door: Path) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(ask("echo", {"n": n})["body"]["n"])) for n in range(12)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers) == list(range(12))


def test_where_nobody_listens_there_is_no_answer(tmp_path: Path, settings: object) -> None:
    import dataclasses

    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, home=tmp_path)  # type: ignore[attr-defined]
    with pytest.raises(NoAnswer):
        ask("echo", {})


def test_a_home_with_a_long_name_has_its_socket_elsewhere() -> None:
    near, far = Path("/srv/idic"), Path("/srv/" + "x" * 120)
    assert socket_path(near) == near / "asking.sock"
    assert len(os.fsencode(socket_path(far))) <= LONGEST
    assert socket_path(far) != socket_path(Path("/srv/" + "y" * 120))
