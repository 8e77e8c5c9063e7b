"""Lesson 1: Counting classes."""
