"""Links: one for two models, a file that is called like another model, one that anybody on the way can change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from catalog.catalog import Catalog
from catalog.lint.rule import Found, quote_record, rule
from catalog.names import folded
from catalog.sentence import say


@rule("one-link-for-two-models", "warning", say("Two models have one download or configuration."))
def shared_link(zoo: Catalog) -> Iterator[Found]:
    """Yield downloads and configurations that two models share, though they are not the same weights."""
    owners: dict[str, list[tuple[str, tuple[str | int, ...]]]] = {}
    for name, model in zoo.models.items():
        for index, download in enumerate(model.downloads):
            owners.setdefault(download.url, []).append((name, ("downloads", index, "url")))
        for index, link in enumerate(model.links):
            if link.kind == "config":
                owners.setdefault(link.url, []).append((name, ("links", index, "url")))
    for url, places in owners.items():
        models = list(dict.fromkeys(name for name, _ in places))
        if len(models) > 1:
            said = say("%(models)s are different models with one link: %(url)s", models=tuple(models), url=url)
            yield Found(said, tuple(quote_record(zoo, name, path, url) for name, path in places))


@rule("file-of-another-model", "warning", say("The downloaded file is called like another model."))
def file_of_another_model(zoo: Catalog) -> Iterator[Found]:
    """Yield downloads whose file is called like another model of the zoo and not like their own."""
    models = {folded(name): name for name in zoo.models}
    for name, model in zoo.models.items():
        own = {folded(spelling) for spelling in (name, *model.aliases)}
        for index, download in enumerate(model.downloads):
            stem = _stem(download.url)
            other = models.get(stem)
            if stem not in own and other is not None and download.kind != "backbone":
                said = say(
                    "%(model)s: the file is called like the model %(other)s: %(url)s",
                    model=name,
                    other=other,
                    url=download.url,
                )
                place = quote_record(zoo, name, ("downloads", index, "url"), download.url)
                yield Found(said, (place, quote_record(zoo, other, ("name",), other)))


@rule("unencrypted-download", "warning", say("A download is not encrypted and no digest protects it."))
def unencrypted_download(zoo: Catalog) -> Iterator[Found]:
    """Yield downloads over http."""
    for name, model in zoo.models.items():
        for index, download in enumerate(model.downloads):
            if urlsplit(download.url).scheme == "http":
                said = say(
                    "%(model)s: the download is not encrypted and has no digest: %(url)s", model=name, url=download.url
                )
                if download.sha256 is None:
                    yield Found(said, (quote_record(zoo, name, ("downloads", index, "url"), download.url),))


def _stem(url: str) -> str:
    file = urlsplit(url).path.rpartition("/")[2].partition(".")[0]
    return folded(re.sub(r"_(pretrained|infer|inference|final)$", "", file))


RULES = (shared_link, file_of_another_model, unencrypted_download)
