"""Article → Script: how written Vietnamese is said."""
