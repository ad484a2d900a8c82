"""The commands of `catalog`, one a module."""
