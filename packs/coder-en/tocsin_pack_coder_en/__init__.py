"""Weights of the English coder: encoder, heads, tokenizer."""
