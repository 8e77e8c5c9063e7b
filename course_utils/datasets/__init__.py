"""The course's data sets: bundled, checked against their manifest, described by cards."""
