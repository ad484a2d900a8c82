import json

from generator.snapshot import Snapshot
from generator.twin import twin


def test_the_twin_holds_the_record_the_claims_and_the_evidence(snapshot: Snapshot) -> None:
    data = json.loads(json.dumps(twin(snapshot, snapshot.zoo.models["Net_x1_0"])))
    assert data["name"] == "Net_x1_0"
    assert data["input"]["size"] == 224
    assert data["downloads"][0]["url"] == "https://example.org/net?a=1&b=2"
    assert data["evidence"]["counts"][0]["tallies"]["conv_macs"] == 300_000_000
    assert data["claims"][0] == {
        "source": "page",
        "tables": ["metrics", "speed"],
        "quantity": "flops",
        "input_size": 224,
        "value": 600_000_000,
        "printed": "0.600",
        "unit": "G",
        "verdict": "confirmed",
        "convention": "macs-twice",
        "counted": 601_024_000,
        "gap": -0.0017,
    }
    params = next(claim for claim in data["claims"] if claim["quantity"] == "params")
    assert params["erratum"] == {"en": "The page drops the biases.", "zh": "该页漏掉了偏置。"}


def test_a_model_without_evidence_says_so(snapshot: Snapshot) -> None:
    assert twin(snapshot, snapshot.zoo.models["Det_scenes"])["evidence"] is None
