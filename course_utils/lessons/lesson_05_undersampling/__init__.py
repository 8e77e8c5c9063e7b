"""Lesson 5: under-sampling trades ranking and calibration for cost; NearMiss trades them badly."""
