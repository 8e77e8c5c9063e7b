"""A small course of every kind of exercise, for the tests of the engine."""
