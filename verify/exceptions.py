"""What the verifier raises."""


class VerifyError(Exception):
    """Something can't be verified as asked; the message says what, where, and what was expected."""
