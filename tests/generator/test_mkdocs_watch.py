from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from generator.mkdocs_watch import ZooObserver, watch_zoo

PATIENCE_S = 60


class Heard(FileSystemEventHandler):
    def __init__(self) -> None:
        self.event = Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.event.set()


@contextmanager
def observing(
    folder: Path, other: Path, is_current: Callable[[], bool] = lambda: True
) -> Iterator[tuple[Event, Event]]:
    """Observe a zoo and another folder; yields what is set when something changes in either."""
    zoo, rest = Heard(), Heard()
    observer = ZooObserver(folder, is_current, PollingObserver(timeout=0.05))
    observer.schedule(zoo, str(folder), recursive=True)
    observer.schedule(rest, str(other), recursive=True)
    observer.start()
    yield zoo.event, rest.event
    observer.stop()
    observer.join()


def test_a_saved_file_is_heard_of_by_who_asked_for_it(tmp_path: Path) -> None:
    zoo, other = tmp_path / "zoo", tmp_path / "other"
    (zoo / "models" / "Net").mkdir(parents=True)
    other.mkdir()
    with observing(zoo, other) as (changed, changed_elsewhere):
        (zoo / "models" / "Net" / "Net.yaml").write_text("name: Net")
        assert changed.wait(PATIENCE_S)
        assert not changed_elsewhere.is_set()
        (other / "page.md").write_text("A page.")
        assert changed_elsewhere.wait(PATIENCE_S)


def test_a_change_that_the_system_does_not_tell_of_is_found(tmp_path: Path) -> None:
    with observing(tmp_path / "gone", tmp_path, is_current=lambda: False) as (changed, _):
        assert changed.wait(PATIENCE_S)


def test_a_server_builds_again_when_it_is_told(tmp_path: Path) -> None:
    built = Event()
    server = LiveReloadServer(built.set, "127.0.0.1", 0, str(tmp_path))
    observer = watch_zoo(server, tmp_path, lambda: True)
    observer.tell()
    assert server._want_rebuild
    server.server_close()
