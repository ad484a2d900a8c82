"""The catalog of a model zoo: records, claims and queries."""
