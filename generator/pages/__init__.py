"""The pages of the site: one module for each kind of page, or for a page and its index."""
