"""The `course` command."""

from course_utils.cli._main import course, main

__all__ = ["course", "main"]
