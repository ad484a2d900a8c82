"""What quantities, verdicts, tasks and other keys of the catalog are called on a page; messages to be translated."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from catalog.evidence import VerdictKind
from catalog.statements import Outcome
from generator.i18n import mark

VERDICTS: tuple[VerdictKind, ...] = get_args(VerdictKind)
"""Verdicts in the order in which pages list them."""

VERDICT_NAMES: Mapping[VerdictKind, str] = MappingProxyType(
    {
        "confirmed": mark("confirmed"),
        "close": mark("close"),
        "miscounted": mark("miscounted"),
        "contradicted": mark("contradicted"),
        "unchecked": mark("unchecked"),
    }
)

VERDICT_MEANINGS: Mapping[VerdictKind, str] = MappingProxyType(
    {
        "confirmed": mark("The count of the graph, by a sound convention, rounds to the printed digits."),
        "close": mark("Within 1 %% of what a sound convention gives, but not to the printed digits."),
        "miscounted": mark("The printed digits are what a tool with a known fault gives for this graph."),
        "contradicted": mark("No known convention gives the printed number for this graph."),
        "unchecked": mark("Nobody has checked this number here."),
    }
)

QUANTITIES: Mapping[str, str] = MappingProxyType(
    {
        "top1": mark("Top-1"),
        "top5": mark("Top-5"),
        "box_ap": mark("Box AP"),
        "easy": mark("AP, easy"),
        "medium": mark("AP, medium"),
        "hard": mark("AP, hard"),
        "flops": mark("FLOPs"),
        "params": mark("Params"),
        "storage": mark("Storage"),
        "latency": mark("Latency"),
    }
)

TASKS: Mapping[str, str] = MappingProxyType(
    {
        "image-classification": mark("Image classification"),
        "object-detection": mark("Object detection"),
        "face-detection": mark("Face detection"),
    }
)

METHODS: Mapping[str, str] = MappingProxyType(
    {
        "pruning": mark("Pruning"),
        "distillation": mark("Distillation"),
        "quantization": mark("Quantization"),
        "supervised": mark("Supervised training"),
    }
)

DOWNLOADS: Mapping[str, str] = MappingProxyType(
    {
        "pretrained": mark("Pretrained weights"),
        "inference": mark("Inference model"),
        "pretrained-legacy": mark("Pretrained weights for an older framework"),
        "backbone": mark("Weights of the backbone"),
    }
)

LINKS: Mapping[str, str] = MappingProxyType(
    {
        "config": mark("Training configuration"),
        "config-base": mark("Base configuration"),
        "config-distill": mark("Distillation configuration"),
        "config-quant": mark("Quantization configuration"),
        "config-ssld-stage1": mark("SSLD configuration, stage 1"),
        "config-ssld-stage2": mark("SSLD configuration, stage 2"),
        "build-config": mark("Build configuration"),
        "source-code": mark("Source code"),
        "vdsp-params": mark("VDSP parameters"),
        "deploy-doc": mark("Deployment guide"),
        "document": mark("Document"),
    }
)
"""Kinds of links that have a name; any other kind is shown as it is spelled."""

DEVICE_KINDS: Mapping[str, str] = MappingProxyType(
    {"gpu": mark("GPU"), "soc": mark("System on chip"), "cpu": mark("CPU"), "npu": mark("NPU")}
)

CONDITIONS: Mapping[str, str] = MappingProxyType(
    {
        "source": mark("Source"),
        "dataset": mark("Data set"),
        "engine": mark("Engine"),
        "precision": mark("Precision"),
        "batch": mark("Batch size"),
        "threads": mark("Threads"),
        "input_size": mark("Input"),
        "resize": mark("Resize"),
    }
)

OUTCOMES: Mapping[Outcome, str] = MappingProxyType(
    {"follows": mark("follows"), "contradicted": mark("contradicted"), "unchecked": mark("unchecked")}
)
"""What became of a source's statement on its own numbers."""

OUTCOME_MEANINGS: Mapping[Outcome, str] = MappingProxyType(
    {
        "follows": mark("The two printed numbers allow it, given that both are rounded."),
        "contradicted": mark("The two printed numbers exclude it, whatever their unprinted digits are."),
        "unchecked": mark("The source does not print the two numbers."),
    }
)

SEVERITIES: Mapping[str, str] = MappingProxyType(
    {"error": mark("Error"), "warning": mark("Warning"), "note": mark("Note")}
)
"""Severities of what the audit finds, the worst first."""

LIBRARIES: Mapping[str, str] = MappingProxyType(
    {
        "paddleclas": "PaddleClas",
        "paddledet": "PaddleDetection",
        "timm": "timm",
        "torchvision": "torchvision",
        "mmcls": "MMClassification",
        "keras": "Keras",
    }
)
"""Names of libraries; names are not translated."""
