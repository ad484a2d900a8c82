"""The Python that templates are compiled to: it asks, calls and escapes as plainly as our templates allow."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class PlainCodeGenerator(CodeGenerator):
    """Writes attributes and calls as Python has them.

    Jinja's own code asks a method for each attribute, which tries keys too, and another to make each call, which looks
    whether the function asks for the context. None of our templates needs either, and both take longer than what they
    are for. A name that is not there is still an error of Jinja's, an attribute that is not there one of Python's.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja's name
        """Write the module of a template."""
        super().visit_Template(node, frame)
        # What is put out is joined at once: nothing needs to be wrapped as safe again and again.
        self.writeline("from generator.safe_html import escaped as escape")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Write an attribute."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call; one of a macro that is handed a block is left to Jinja."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")
