"""What can be read of the search index."""

from typing import Protocol

from board_app.services.search_rows import SearchFound, SearchQuery


class SearchReading(Protocol):
    """Full text over all records that can be opened."""

    def search(self, query: SearchQuery, *, start: int = 0, limit: int = 50) -> SearchFound:
        """Return a page of what holds all words by their beginning, the best first.

        The kinds wanted don't restrict the counts.
        """
