"""Programs that read the API, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent

SERVED = "http://127.0.0.1:8000/"
"""Where `make serve` opens the site."""


@dataclass(frozen=True)
class Examples:
    """Python programs that do the same kind of thing with different libraries."""

    plain: str
    """Without any library."""
    pandas: str
    duckdb: str


def examples(address: str, model: str) -> Examples:
    """Return programs that read the API at `address`, which ends in a slash, and the file of `model` there."""
    plain = f"""\
        import json
        from urllib.request import urlopen

        with urlopen("{address}models/{model}.json") as answer:
            model = json.load(answer)
        for claim in model["claims"]:
            print(claim["quantity"], claim["printed"], claim["unit"], claim["verdict"])
        """
    pandas = f"""\
        import pandas

        claims = pandas.read_csv("{address}claims.csv", dtype={{"printed": "string"}})
        latency = claims[(claims.quantity == "latency") & (claims.batch == 1)]
        print(latency.groupby("device").value.describe())
        """
    duckdb = f"""\
        from urllib.request import urlretrieve

        import duckdb

        urlretrieve("{address}claims.parquet", "claims.parquet")
        claims = duckdb.read_parquet("claims.parquet").filter("quantity = 'flops'")
        print(claims.aggregate("source, verdict, count(*) AS claims").order("source, verdict"))
        """
    return Examples(*(dedent(text).rstrip() for text in (plain, pandas, duckdb)))
