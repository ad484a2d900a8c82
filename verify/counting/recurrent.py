"""Handlers of LSTM, GRU and RNN: what one step does, as often as there are steps."""

from collections.abc import Callable

from verify.counting.operation import Operation
from verify.counting.products import Tallies


def recurrent(activations: int, elementwise: int) -> Callable[[Operation], Tallies]:
    """A handler of a recurrent layer.

    Data (steps, batch, width), or (batch, steps, width) by `layout`; weights of the data and of the hidden state
    (directions, gates × hidden, width), biases of both (directions, 2 × gates × hidden). Sequences of a batch are
    counted at their full length. `activations` and `elementwise` are operations per step and hidden unit, beside the
    sum of the two products.
    """

    def handler(operation: Operation) -> Tallies:
        first, second, _ = operation.input(0).shape
        weight, hidden_weight = operation.input(1), operation.input(2)
        rounds = first * second
        gates = hidden_weight.elements // hidden_weight.shape[2]
        units = hidden_weight.shape[0] * hidden_weight.shape[2]
        return {
            "linear_macs": rounds * (weight.elements + hidden_weight.elements),
            "linear_layers": 2 * weight.shape[0],
            "linear_bias_adds": 2 * rounds * gates if operation.has_parameter(3) else 0,
            "sigmoid_elements": rounds * units * activations,
            "elementwise_elements": rounds * (gates + units * elementwise),
            "product_output_elements": 2 * rounds * gates,
        }

    return handler


lstm = recurrent(activations=5, elementwise=4)
"""Three sigmoids, two tanh; three products and a sum: Hochreiter and Schmidhuber 1997, with the forget gate."""

gru = recurrent(activations=3, elementwise=5)
"""Two sigmoids, a tanh; three products, a sum and a difference: Cho et al. 2014."""

rnn = recurrent(activations=1, elementwise=0)
"""One tanh of the sum."""
