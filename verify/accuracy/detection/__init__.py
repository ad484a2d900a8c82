"""Trained detectors on annotated images: ground truth, decoding, average precision and its interval."""
