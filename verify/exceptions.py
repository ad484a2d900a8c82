"""What the verifier raises."""


class VerifyError(Exception):
    """Something can't be verified as asked; the message says what, where, and what was expected."""


def first_line(error: Exception) -> str:
    """Return the first line of what an error says, or its kind if it says nothing, as for want of memory."""
    return next(filter(None, str(error).splitlines()), type(error).__name__)
