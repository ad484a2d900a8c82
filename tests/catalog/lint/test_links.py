"""Links that two models share, or that lead to another model's file, are found."""

import pytest

from tests.catalog.lint.conftest import Find, Lines


def with_links(*lines: str) -> Lines:
    return {"record": list(lines), "complexity": ["params: 3.5 M"]}


def download(url: str, kind: str = "pretrained", more: str = "") -> str:
    return f"downloads: [{{kind: {kind}, format: tar, url: {url}{more}}}]"


def link(kind: str, url: str) -> str:
    return f"links: [{{kind: {kind}, url: {url}}}]"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (download("https://example.org/net.tar"), 1),
        (link("config", "https://example.org/net.yaml"), 1),
        (link("config-base", "https://example.org/net.yaml"), 0),
        (link("source-code", "https://example.org/net.py"), 0),
    ],
)
def test_one_link_for_two_models(find: Find, line: str, found: int) -> None:
    findings = find("one-link-for-two-models", {"Net_a": with_links(line), "Net_b": with_links(line)})

    assert [finding.models for finding in findings] == [("Net_a", "Net_b")] * found


@pytest.mark.parametrize(
    ("file", "kind", "found"),
    [
        ("Net_b_pretrained.tar", "pretrained", 1),
        ("net-b.tar", "inference", 1),
        ("Net_b_pretrained.tar", "backbone", 0),
        ("Net_a_infer.tar", "inference", 0),
        ("weights.tar", "pretrained", 0),
    ],
)
def test_a_file_that_is_called_like_another_model(find: Find, file: str, kind: str, found: int) -> None:
    models = {"Net_a": with_links(download(f"https://example.org/{file}", kind)), "Net_b": with_links()}

    assert [finding.models for finding in find("file-of-another-model", models)] == [("Net_a", "Net_b")] * found


@pytest.mark.parametrize(
    ("url", "more", "found"),
    [
        ("http://example.org/net.tar", "", 1),
        ("https://example.org/net.tar", "", 0),
        ("http://example.org/net.tar", f", sha256: '{'0' * 64}'", 0),
    ],
)
def test_a_download_that_anybody_on_the_way_can_change(find: Find, url: str, more: str, found: int) -> None:
    assert len(find("unencrypted-download", {"Net": with_links(download(url, more=more))})) == found
