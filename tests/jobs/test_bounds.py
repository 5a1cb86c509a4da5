"""What a worker may hold, and how it gives back what it holds for nobody."""

from territoires_industrie.jobs import bounds


def test_a_ring_of_objects_is_freed() -> None:
    class Ring:
        alive = 0

        def __init__(self) -> None:
            self.itself = self
            Ring.alive += 1

        def __del__(self) -> None:
            Ring.alive -= 1

    Ring()
    bounds.give_back()
    assert Ring.alive == 0
