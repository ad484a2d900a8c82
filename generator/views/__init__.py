"""Tables of the pages, each built from a snapshot in the words of one language."""
