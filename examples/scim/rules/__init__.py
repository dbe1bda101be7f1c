"""What RFC 7643 and RFC 7644 say once: one plain test a sentence."""
