"""Dates in cells: read as they are written, asked about, or refused; never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board_app.domain.errors import Invalid
from board_app.services.intake.dates import ORDERS, NeedsOrder, read_date


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2015-07-16", date(2015, 7, 16)),
        ("2015-7-6", date(2015, 7, 6)),
        ("2015-07-16 14:30:00", date(2015, 7, 16)),
        ("2015-07-16T09:00Z", date(2015, 7, 16)),
        ("16 Jul 2015", date(2015, 7, 16)),
        ("July 16, 2015", date(2015, 7, 16)),
        ("Thu 16 Jul 2015", date(2015, 7, 16)),
        ("16-Jul-2015", date(2015, 7, 16)),
        ("29 Feb 2016", date(2016, 2, 29)),
        ("٢٠١٥-٠٧-١٦", date(2015, 7, 16)),
        ("२०१५-०७-१६", date(2015, 7, 16)),
        (" TBD ", None),
        ("n/a", None),
        ("-", None),
    ],
)
def test_what_can_mean_one_day_only_is_read(said: str, expected: date | None) -> None:
    assert read_date(said, "") == expected


@pytest.mark.parametrize(
    "said", ["01/02/03", "1/2/2015", "01.02.2015", "16-Jul-15", "01/02/2015 10:00", "٠١/٠٢/٢٠١٥"]
)
def test_digits_without_an_order_ask_for_it(said: str) -> None:
    with pytest.raises(NeedsOrder):
        read_date(said, "")


@pytest.mark.parametrize(
    ("said", "order", "expected"),
    [
        ("01/02/03", "dmy", date(2003, 2, 1)),
        ("01/02/03", "mdy", date(2003, 1, 2)),
        ("01/02/03", "ymd", date(2001, 2, 3)),
        ("31.12.2015", "dmy", date(2015, 12, 31)),
        ("12-31-15", "mdy", date(2015, 12, 31)),
        ("2015/12/31", "ymd", date(2015, 12, 31)),
        ("16-Jul-15", "dmy", date(2015, 7, 16)),
        ("15-Jul-16", "ymd", date(2015, 7, 16)),
    ],
)
def test_digits_are_read_by_the_order_that_was_chosen(
    said: str, order: str, expected: date
) -> None:
    assert read_date(said, order) == expected


@pytest.mark.parametrize(
    ("said", "order", "why"),
    [
        ("29 Feb 2015", "", "no 29 February 2015"),
        ("1900-02-29", "", "no 29 February 1900"),
        ("2015-13-01", "", "no month 13"),
        ("31/12/2015", "mdy", "no month 31"),
        ("2015/12/31", "dmy", "does not fit"),
        ("Mon 16 Jul 2015", "", "is a Thursday"),
        ("1066-10-14", "", "must lie between"),
        ("5 Dec", "", "no year"),
        ("next Friday", "", "no year"),
        ("42201", "", "no year"),
        ("2015-W53", "", "not a date"),
        ("FY16 Q1", "", "no year"),
        ("summer 2015", "", "not a date"),
        ("1,5", "", "no year"),
    ],
)
def test_what_is_no_day_says_why(said: str, order: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        read_date(said, order)


@given(st.text(max_size=30), st.sampled_from(["", *(order for order, _ in ORDERS)]))
def test_any_text_is_a_day_none_asked_or_invalid(said: str, order: str) -> None:
    try:
        found = read_date(said, order)
    except NeedsOrder:
        assert order == ""
    except Invalid:
        return  # its sentence is tested above
    else:
        assert found is None or isinstance(found, date)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from([order for order, _ in ORDERS])
)
def test_a_day_written_in_an_order_is_read_back(day: date, order: str) -> None:
    parts = {"d": f"{day.day:02}", "m": f"{day.month:02}", "y": f"{day.year}"}
    assert read_date("/".join(parts[sign] for sign in order), order) == day
