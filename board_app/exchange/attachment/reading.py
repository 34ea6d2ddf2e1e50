"""The words of a harmless PDF: for who hears the board book, and for the markings on pages."""

import pypdfium2

_MOST_OF_A_PAGE = 20_000
_MOST_IN_ALL = 2_000_000


def words_of(pdf: bytes) -> list[str]:
    """Return the words of each page by lines; those of pages beyond all measure are left away."""
    left = _MOST_IN_ALL
    found = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            text = _of_page(page, min(left, _MOST_OF_A_PAGE))
            left -= len(text)
            found.append(text)
    finally:
        document.close()
    return found


def _of_page(page: pypdfium2.PdfPage, most: int) -> str:
    words = page.get_textpage()
    try:
        length = min(words.count_chars(), most)
        lines = words.get_text_range(0, length).splitlines() if length > 0 else []
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))
    finally:
        words.close()
        page.close()
