"""Evidence: what the machine writes is read back as it was."""

from pathlib import Path

from catalog import yamlfile
from catalog.evidence import Evidence
from catalog.references import Known
from catalog.validation import read_entry

TEXT = """\
model: Net
graph:
  file: Net/Net.onnx
  sha256: 0123abcd
  opset: 17
  nodes: 3
  inputs: [{name: x, dtype: float32, shape: [batch, 3, 224, 224]}]
  outputs: [{name: y, dtype: float32, shape: [batch, 1000]}]
counts:
  - {input_size: 224, macs: 4230000000, params: 25028904, tallies: {weights: 25028904}, uncounted: {Weird: 2}}
inference: {seed: 0, input_size: 224, outputs: {y: [1, 1000]}, finite: true, batch_agrees: true}
verdicts:
  - {claim: "page/params[]", printed: "23.640", verdict: miscounted, convention: thop, counted: 23640000, gap: -1.5e-05}
  - {claim: "page/top1[]", printed: "0.580", verdict: unchecked, reason: no-weights}
tools: {onnx: 1.17.0}
"""


def test_evidence_is_read_back() -> None:
    document = yamlfile.parse(TEXT, Path("evidence.yaml"))
    evidence = read_entry(Evidence, document, Known())

    assert not document.problems
    assert evidence is not None
    assert (evidence.counts[0].macs, evidence.counts[0].params) == (4_230_000_000, 25_028_904)
    assert evidence.graph is not None
    assert evidence.graph.inputs[0].shape == ("batch", 3, 224, 224)
    assert (evidence.verdicts[0].printed, evidence.verdicts[0].gap) == ("23.640", -1.5e-05)
    assert Evidence.model_validate(evidence.model_dump(mode="json")) == evidence
