"""Trained weights on labelled images: data sets, preprocessing, scores, and verdicts by exact intervals."""
