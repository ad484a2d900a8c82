"""What the generator raises."""


class GeneratorError(Exception):
    """A site can't be rendered as asked; the message says what is missing and what was expected."""
