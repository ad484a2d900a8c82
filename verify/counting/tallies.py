"""The quantities that one pass over a graph yields, each defined in one sentence.

Every tally is a plain integer for the whole input (batch included; the counter sets an unnamed batch to 1). *Elements*
are elements of tensors. Conventions (`verify.conventions`) are formulas over these names.
"""

from collections.abc import Mapping
from types import MappingProxyType

TALLIES: Mapping[str, str] = MappingProxyType(
    {
        # Multiply-adds
        "conv_macs": "multiply-adds of convolutions: output elements × kernel area × input channels per group",
        "transposed_conv_macs": "transposed convolutions: input elements × kernel area × output channels per group",
        "transposed_conv_dense_macs": "transposed convolutions by the formula of plain ones: output × kernel × inputs",
        "deformable_conv_macs": "multiply-adds of deformable convolutions, without the interpolation",
        "linear_macs": "multiply-adds of matrix products in which one operand is a weight",
        "matmul_macs": "multiply-adds of matrix products of two activations, attention included",
        "grouped_twice_conv_macs": "conv_macs, the input channels per group divided by the groups again, rounded down",
        # Additions and elements
        "conv_bias_adds": "output elements of convolutions that have a bias",
        "linear_bias_adds": "output elements of linear layers that have a bias",
        "linear_layers": "number of matrix products with a weight",
        "batch_norm_elements": "input elements of batch normalisations",
        "other_norm_elements": "input elements of layer, instance, group, RMS and similar normalisations",
        "relu_elements": "input elements of ReLU",
        "clip_elements": "input elements of Clip, as which ReLU6 is exported",
        "leaky_relu_elements": "input elements of LeakyReLU and PReLU",
        "sigmoid_elements": "input elements of sigmoid and tanh, except where the sigmoid is part of a SiLU",
        "other_activation_elements": "input elements of other activations: GELU, SiLU's sigmoid, hard-swish, ELU, …",
        "max_pool_output_elements": "output elements of maximum (and Lp) pooling",
        "average_pool_output_elements": "output elements of average pooling by a window",
        "global_average_pool_input_elements": "input elements of average pooling over the whole plane",
        "global_average_pool_output_elements": "output elements of average pooling over the whole plane",
        "pool_input_elements": "input elements of every pooling",
        "pool_kernel_operations": "output elements × kernel area of every pooling; for a global one its input elements",
        "elementwise_elements": "output elements of arithmetic, comparison, logic and selection, bias adds excepted",
        "softmax_elements": "input elements of softmax and log-softmax",
        "resize_elements": "output elements of resizing, grid sampling and aligned regions",
        "reduction_elements": "input elements of reductions, cumulative sums and arg-max that are not a global pooling",
        # Parameters, each tensor once
        "conv_weights": "elements of the weights of convolutions",
        "conv_biases": "elements of the biases of convolutions",
        "linear_weights": "elements of the weights of linear layers",
        "linear_biases": "elements of the biases of linear layers",
        "batch_norm_scale_shift": "elements of scale and shift of batch normalisations",
        "batch_norm_statistics": "elements of running mean and variance of batch normalisations",
        "other_norm_scale_shift": "elements of scale and shift of the other normalisations",
        "other_params": "elements of every other floating-point tensor: embeddings, slopes, layer scales, masks",
        "folded_batch_norm_params": "what batch norms leave when folded: a bias for a layer that had none",
        "grouped_twice_conv_weights": "conv_weights in the same way, once per node",
        # Bytes
        "parameter_bytes": "bytes of all parameters and statistics in their own data type",
        "parameter_file_blocks": "4096-byte blocks of the parameters and statistics, a file a tensor, header included",
        "parameter_tensors": "number of tensors that hold the parameters and statistics",
        # Activations
        "product_output_elements": "output elements of convolutions and matrix products",
        "all_output_elements": "output elements of all nodes that compute something",
    }
)

PARAMETER_TALLIES = frozenset(
    {
        "linear_layers",
        "conv_weights",
        "conv_biases",
        "linear_weights",
        "linear_biases",
        "batch_norm_scale_shift",
        "batch_norm_statistics",
        "other_norm_scale_shift",
        "other_params",
        "folded_batch_norm_params",
        "grouped_twice_conv_weights",
        "parameter_bytes",
        "parameter_file_blocks",
        "parameter_tensors",
    }
)
"""What a network has, however often it is run; all other tallies grow with each run."""

FILE_BLOCK_BYTES = 4096
"""Size of the blocks in `parameter_file_blocks`: the block of ext4 and most other Linux file systems."""

FILE_HEADER_BYTES = 24
"""The least that Paddle Fluid writes before a tensor's data: a version, the level of detail, the version of the tensor,
and the length of its description (4, 8, 4 and 4 bytes), and 4 of description. A tensor that fills its blocks therefore
takes one more."""

FOLDER_ENTRY_BYTES = 40
"""What a file takes in its folder on ext4: 8 bytes and the name, of 32 characters as Fluid's names are long."""
