"""The generator of a zoo's multilingual documentation site."""
