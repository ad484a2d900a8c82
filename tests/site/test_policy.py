"""The content-security-policy of the pages: it is strict, it stands before the first script, and no page breaks it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import new_page, visit
from tests.site.page_types import PAGES

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def directives(html: str) -> dict[str, list[str]]:
    """The policy of a page: its sources by directive."""
    (policy,) = POLICY.findall(html)
    parts = [part.split() for part in policy.split(";")]
    return {name: sources for name, *sources in parts}


def test_every_page_allows_only_what_the_site_itself_serves(built: Path) -> None:
    for path in built.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        found = directives(html)
        assert found["default-src"] == ["'self'"], path
        assert found["style-src"] == ["'self'"], path
        assert found["object-src"] == found["base-uri"] == ["'none'"], path
        assert found["script-src"][0] == "'self'", path
        assert all(source.startswith("'sha256-") for source in found["script-src"][1:]), path
        assert html.index("Content-Security-Policy") < html.index("<script"), path


def test_no_page_has_what_the_policy_would_block(built: Path) -> None:
    for path in built.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        tags = re.sub(r"<script\b.*?</script>", "", html, flags=re.DOTALL)
        assert not re.search(r"""<[^>]*\s(style|on\w+)=|javascript:""", tags), path


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_breaks_the_policy(page: Page, address: str, kind: str) -> None:
    """The fixture `page` fails on errors of the console and on requests to other hosts."""
    page.add_init_script("addEventListener('securitypolicyviolation', it => console.error(it.violatedDirective))")
    for folder in ("", "zh/"):
        visit(page, f"{address}{folder}{PAGES[kind]}")
        page.mouse.wheel(0, 2000)


def test_what_the_policy_forbids_does_not_run(browser: Browser, address: str) -> None:
    with new_page(browser) as page:
        page.goto(address)
        page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
        }""")
        assert page.evaluate("window.ran") is None
