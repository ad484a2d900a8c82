import catalog
from generator.site import make_site, plan_pages
from generator.snapshot import take_snapshot
from tests.site.page_types import PAGES


def test_every_kind_of_page_is_looked_at() -> None:
    plans = list(plan_pages(make_site(take_snapshot(catalog.load()), "en")))
    assert {plan.kind for plan in plans} == PAGES.keys()
    assert {path.partition("?")[0] for path in PAGES.values()} <= {plan.path for plan in plans}
