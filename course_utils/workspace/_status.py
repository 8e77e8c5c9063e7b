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
    from course_utils.lessons import progress

    use_state(workspace)
    done = progress()
    where = f"Your copies of the lessons are in '{workspace.folder}'."
    if not workspace.exists:
        lab = workspace.command("lab")
        where = f"'{lab}' will lay your copies of the lessons into '{workspace.folder}'."
    lines = [done.text, "", where]
    if done.next is not None:
        lines.append(f"Open the lesson with: {workspace.command(f'lab {done.next.lesson}')}")
    return "\n".join(lines)
