"""The most memory that a process has held."""

import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_memory() -> int:
    """Return the most bytes that this process has held.

    On Linux `getrusage` starts from what the parent held when it started this process, so the
    kernel's own mark is read instead.
    """
    if STATUS.exists():
        kilobytes = STATUS.read_text().split("VmHWM:")[1].split()[0]
        return int(kilobytes) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
