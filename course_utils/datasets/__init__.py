"""The course's data sets: bundled, checked against their manifest, described by cards."""

from course_utils.datasets._build import BuildReport, build_data
from course_utils.datasets._bundled import list_datasets, load_dataset
from course_utils.datasets._dataset import Dataset
from course_utils.datasets._faults import (
    DamagedFile,
    SourceChanged,
    SourceMoved,
    SourceTableFault,
    UnknownDataset,
)
from course_utils.datasets._verify import verify_data

__all__ = [
    "BuildReport",
    "DamagedFile",
    "Dataset",
    "SourceChanged",
    "SourceMoved",
    "SourceTableFault",
    "UnknownDataset",
    "build_data",
    "list_datasets",
    "load_dataset",
    "verify_data",
]
