from threading import Event

from generator.background import Background


def test_work_is_broken_off_where_it_asks() -> None:
    background, begun, steps = Background(), Event(), []

    def work() -> None:
        while True:
            begun.set()
            background.go_on()
            steps.append(1)

    background.start(work)
    assert begun.wait(60)
    background.stop()
    done = len(steps)
    assert done == len(steps)
    background.go_on()  # later work is not told to stop


def test_work_is_waited_for() -> None:
    background, found = Background(), []
    background.start(lambda: found.append("done"))
    background.wait()
    assert found == ["done"]
