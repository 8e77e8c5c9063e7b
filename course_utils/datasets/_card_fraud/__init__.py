"""The simulator of card transactions, and each transaction's true probability of fraud."""

from course_utils.datasets._card_fraud._make import make_card_fraud

__all__ = ["make_card_fraud"]
