"""Figures that are not the lesson's subject, in one style, and the explorers."""
