"""One page of each kind that the site has, for tests that look at all of them."""

PAGES = {
    "home": "",
    "explorer": "explorer/?device=sd855&threads=4&max-latency=10",
    "families": "families/",
    "family": "families/ResNeXt/",
    "models": "models/",
    "model": "models/ResNeXt50_32x4d/",
    "devices": "devices/",
    "device": "devices/sd855/",
    "datasets": "datasets/",
    "dataset": "datasets/imagenet-1k/",
    "compression": "compression/",
    "contradicted": "contradicted/",
    "conventions": "conventions/",
    "audit": "audit/",
    "sources": "sources/",
    "source": "sources/paddleclas-mobile/",
    "schema": "schema/",
    "compare": "compare/?models=MobileNetV2,ResNeXt50_32x4d,MobileNetV3_large_x1_0_ssld",
    "api": "api/",
}
"""Addresses below a language's root, by kind."""
