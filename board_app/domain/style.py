"""How the board's papers are written: the language of their furniture and the style of dates."""

from enum import StrEnum


class Language(StrEnum):
    """What headings, labels and dates of papers are written in; typed text stays as it is."""

    ENGLISH = "en"
    FRENCH = "fr"

    @property
    def label(self) -> str:
        return {"en": "English", "fr": "Français"}[self.value]


class DateStyle(StrEnum):
    """The order of a date; French has one order of its own beside the ISO form."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    ISO = "iso"

    @property
    def label(self) -> str:
        return {"dmy": "16 July 2015", "mdy": "July 16, 2015", "iso": "2015-07-16"}[self.value]
