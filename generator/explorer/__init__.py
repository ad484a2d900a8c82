"""What the explorer page works on: every row that a query can answer with, as columns that a browser reads fast."""
