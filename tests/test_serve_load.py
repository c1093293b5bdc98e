"""Many clients at once: no wrong answer, and no error but the declared 503. The whole minute is `python -m tests.bench.serve`."""

from __future__ import annotations

from pathlib import Path

from tests.bench.serve import load, right_answers
from tests.readings import county, province, stored
from tests.serving import Server


def test_sixty_four_clients(tmp_path: Path) -> None:
    store = stored(tmp_path / "s", county(), province())
    right = right_answers(store)
    assert right["ASK { ?x zr:role zr:Lead }"] is True
    with Server(store, ("--workers", "2", "--waiting", "16")) as server:
        tally = load(server, right, clients=64, seconds=4)
        assert tally.strange == []
        assert set(tally.counts) == {"right", "busy"}
        assert server.query("ASK { }").status == 200
    assert server.errors == ""
