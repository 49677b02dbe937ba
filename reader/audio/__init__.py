"""Sound as such: edit, encode, decode, join, measure. Knows nothing of articles."""
