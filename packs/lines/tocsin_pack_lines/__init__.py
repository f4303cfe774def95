"""Data of the pack; read through tocsin.know."""
