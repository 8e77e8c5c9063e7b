"""The course's data sets: bundled and checked against their manifest, or simulated; with cards."""

from course_utils.datasets._build import BuildReport, build_data
from course_utils.datasets._bundled import list_datasets, load_dataset
from course_utils.datasets._card_fraud import make_card_fraud
from course_utils.datasets._dataset import Dataset
from course_utils.datasets._faults import (
    BadArgument,
    DamagedFile,
    Mend,
    SourceChanged,
    SourceMoved,
    SourceTableFault,
    UnknownDataset,
)
from course_utils.datasets._manifest import REINSTALL
from course_utils.datasets._verify import verify_data

__all__ = [
    "REINSTALL",
    "BadArgument",
    "BuildReport",
    "DamagedFile",
    "Dataset",
    "Mend",
    "SourceChanged",
    "SourceMoved",
    "SourceTableFault",
    "UnknownDataset",
    "build_data",
    "list_datasets",
    "load_dataset",
    "make_card_fraud",
    "verify_data",
]
