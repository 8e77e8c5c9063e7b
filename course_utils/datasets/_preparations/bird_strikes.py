"""Take the remarks, one of each, without persons; number those that differ in digits only."""

import re

import pandas as pd

from course_utils.datasets._preparations._persons import scrub_remark

# What the source holds after one remark: further records that a lost quotation mark drew in.
_NEXT_RECORD = re.compile(r",{5}.*", re.DOTALL)
_TOKEN = re.compile(r"\[[A-Z]+\]")


def prepare(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the distinct remarks of more than twelve characters, scrubbed and by date.

    ``wording`` numbers the sets of words: remarks with the same words share a number, whatever
    their order, digits and punctuation.
    """
    remarks = frame["remarks"].fillna("")
    frame = frame[remarks.str.len() > 12].drop_duplicates("remarks")
    remark = frame["remarks"].map(tidy_remark).map(scrub_remark)
    date = pd.to_datetime(frame["date"].str.split().str[0], format="%m/%d/%Y")
    columns = {
        "remark": remark,
        "date": date.dt.strftime("%Y-%m-%d"),
        "effect": frame["effect"].fillna("none"),
    }
    frame = frame.drop(columns="remarks").assign(**columns).sort_values("date", kind="stable")
    return frame.assign(wording=pd.factorize(frame["remark"].map(list_words))[0])


def tidy_remark(remark: str) -> str:
    """Return a remark with single spaces, and nothing of the records that follow it.

    Examples
    --------
    >>> tidy_remark("HIT A  DUCK. NO DAMAGE.,,,,,,J HERON,PILOT")
    'HIT A DUCK. NO DAMAGE.'
    """
    return " ".join(_NEXT_RECORD.sub("", remark).split())


def list_words(remark: str) -> str:
    """Return the different words of a remark, sorted; digits are no words.

    Examples
    --------
    >>> list_words("FLT 213. NO DAMAGE, [NAME]") == list_words("NO DAMAGE. FLT 1178")
    True
    """
    return " ".join(sorted(set(re.findall(r"[A-Z]{2,}", _TOKEN.sub("", remark)))))
