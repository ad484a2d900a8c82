"""Settings of every test: none fails by chance or because the machine is slow, and none depends on who runs it."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from catalog.git import OF_A_HOOK

SETTINGS = {"COLUMNS", "FORCE_COLOR", "NO_COLOR", "SITE_URL", "ZOOPROOF_CATALOG", "ZOOPROOF_STORE"}
"""Variables by which a user changes what is printed, built or read."""

settings.register_profile("patient", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def _environment_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave out the user's settings, the user's cache, and the repository of a hook that runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in SETTINGS | OF_A_HOOK:
            patch.delenv(name, raising=False)
        patch.setenv("ZOOPROOF_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
