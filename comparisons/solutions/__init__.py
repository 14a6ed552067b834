"""Which solution stands behind a link, and links that no pattern knows yet."""
