"""Work that goes on while a server serves, until it is done or the next build breaks it off."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread


class BrokenOff(Exception):  # noqa: N818
    """The work was told to stop."""


class Background:
    """One piece of work at a time, in a thread of its own."""

    def __init__(self) -> None:
        self._stopped = Event()
        self._thread: Thread | None = None

    def start(self, work: Callable[[], None]) -> None:
        """Begin some work; that before is broken off."""
        self.stop()
        self._thread = Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Break the work off where it next asks, and wait until then."""
        self._stopped.set()
        self.wait()
        self._stopped.clear()

    def wait(self) -> None:
        """Wait until the work is done."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def go_on(self) -> None:
        """Let the work go on, or not; it asks wherever it can be broken off.

        Raises:
            BrokenOff: It was told to stop.
        """
        if self._stopped.is_set():
            raise BrokenOff

    @staticmethod
    def _run(work: Callable[[], None]) -> None:
        try:
            work()
        except BrokenOff:
            return
