"""Whether links still lead where they should, asked politely and never inside a network."""
