"""The solutions behind links, and the links that no pattern knows yet."""
