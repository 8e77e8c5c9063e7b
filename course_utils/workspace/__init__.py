"""The learner's copy of the lessons, JupyterLab around it, and the doctor."""

from course_utils.workspace._doctor import Finding, diagnose
from course_utils.workspace._lab import check_lab, open_author_lab, open_lab
from course_utils.workspace._notebook import DamagedNotebook
from course_utils.workspace._server import LabServer, PortInUse
from course_utils.workspace._status import status
from course_utils.workspace._workspace import Workspace, find_workspace

__all__ = [
    "DamagedNotebook",
    "Finding",
    "LabServer",
    "PortInUse",
    "Workspace",
    "check_lab",
    "diagnose",
    "find_workspace",
    "open_author_lab",
    "open_lab",
    "status",
]
