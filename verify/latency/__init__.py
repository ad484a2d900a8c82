"""Latency on the machine that the verifier runs on, and on no other."""
