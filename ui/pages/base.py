"""The page's base class under its first name; pages move to `ui.page`."""

from ui.page import Context, Page

__all__ = ["Context", "Page"]
