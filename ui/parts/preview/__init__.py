"""The preview of a paper before it goes out."""
