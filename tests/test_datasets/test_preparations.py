import pandas as pd

from course_utils.datasets._preparations import crash_deaths


def test_crash_key_joins_the_vehicles_of_one_crash_and_parts_the_years():
    frame = pd.DataFrame(
        {
            "rownames": [1, 2, 3, 4],
            "yearacc": [1997, 1997, 1997, 1998],
            "caseid": ["2:13:1", "2:13:2", "2:131:2", "2:13:1"],
        }
    )
    keys = crash_deaths.prepare(frame)
    assert keys["crash"].tolist() == ["1997:2:13", "1997:2:13", "1997:2:131", "1998:2:13"]
    assert keys["vehicle"].tolist() == [1, 2, 2, 1]
    assert list(keys) == ["yearacc", "crash", "vehicle"]
