"""The reference documentation: an Api as static HTML, with Markdown beside each page."""
