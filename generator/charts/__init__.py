"""Charts drawn while the site is built: plain SVG whose colours come from the style sheet, the same bytes each time."""
