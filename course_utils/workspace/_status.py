"""`course status`: points per lesson, and where to go on."""

from course_utils.workspace._workspace import Workspace, use_state


def status(workspace: Workspace) -> str:
    """Return what the learner has done and where to go on, as text for a terminal.

    Parameters
    ----------
    workspace : Workspace
        Where the copies and the points lie.

    Returns
    -------
    str
        The points of each lesson, the open exercises, and the next command.
    """
    from course_utils.lessons import course

    use_state(workspace)
    lines = [course.progress().text, ""]
    if not workspace.exists:
        lines.append("Start with 'course lab': it lays your copies of the lessons down.")
    else:
        lines.append(f"Your copies of the lessons are in '{workspace.folder}'.")
    return "\n".join(lines)
