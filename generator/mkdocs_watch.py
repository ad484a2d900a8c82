"""Notices at once that a file of the zoo was saved, however many files the zoo has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any

from watchdog.events import (
    FileClosedNoWriteEvent,
    FileModifiedEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

_SHORTEST_PAUSE_S = 0.5
_SHARE = 50
"""How many times as long the pause between two looks at the folder is as a look takes."""


class ZooObserver:
    """Stands for the observer of MkDocs' server, which looks at every file twice a second, where the zoo is watched.

    The system tells of changes below the zoo's folder at once. Where it does not, as on network drives and folders
    that a container shares with its host, the folder is looked at now and then.
    """

    def __init__(self, folder: Path, is_current: Callable[[], bool], other: BaseObserver) -> None:
        """Make the observer of the zoo, and of what `other` observes.

        Args:
            folder: The zoo's folder.
            is_current: Reports whether the files in the folder are what the last build found.
            other: The observer of MkDocs' server, which goes on to observe all other paths.
        """
        self._folder, self._is_current, self._other = folder.absolute(), is_current, other
        self._handler: FileSystemEventHandler | None = None
        self._observer: BaseObserver | None = None
        self._stopped = Event()
        self._looking = Thread(target=self._look, daemon=True)

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> ObservedWatch | None:
        """Let a handler hear of changes below a path."""
        if Path(path) != self._folder:
            return self._other.schedule(handler, path, recursive=recursive)
        self._handler = handler
        return None

    def unschedule(self, watch: ObservedWatch | None) -> None:
        """Let the handler hear no more of it."""
        if watch is None:
            self._handler = None
        else:
            self._other.unschedule(watch)

    def start(self) -> None:
        """Begin to observe."""
        self._other.start()
        self._observer = Observer()
        try:
            self._observer.schedule(_Changes(self.tell), str(self._folder), recursive=True)
            self._observer.start()
        except OSError:  # the system watches no more folders: they are only looked at
            self._observer = None
        self._looking.start()

    def stop(self) -> None:
        """Observe no more."""
        self._stopped.set()
        self._other.stop()
        if self._observer is not None:
            self._observer.stop()

    def join(self) -> None:
        """Wait until that is so."""
        self._other.join()
        if self._looking.is_alive():
            self._looking.join()

    def tell(self) -> None:
        """Let the server build again, or find that all is built, and reload its pages."""
        if self._handler is not None:
            self._handler.dispatch(FileModifiedEvent(str(self._folder)))

    def _look(self) -> None:
        pause = _SHORTEST_PAUSE_S
        while not self._stopped.wait(pause):
            begun = perf_counter()
            if not self._is_current():
                self.tell()
            pause = max(_SHORTEST_PAUSE_S, _SHARE * (perf_counter() - begun))


class _Changes(FileSystemEventHandler):
    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory and not isinstance(event, FileOpenedEvent | FileClosedNoWriteEvent):
            self._tell()


def watch_zoo(server: Any, folder: Path, is_current: Callable[[], bool]) -> ZooObserver:
    """Let MkDocs' server rebuild when a file of the zoo changes.

    Args:
        server: The `LiveReloadServer`, which watches nothing yet but what `mkdocs.yml` names.
        folder: The zoo's folder.
        is_current: As for `ZooObserver`.
    """
    server.observer = observer = ZooObserver(folder, is_current, server.observer)
    server.watch(str(folder))
    return observer
