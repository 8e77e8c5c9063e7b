"""Decks made from lesson notebooks."""
