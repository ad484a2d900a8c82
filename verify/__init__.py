"""The verifier: evidence about a zoo's models, and verdicts on their claims."""
