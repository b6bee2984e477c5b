"""How large a file may be that somebody gives with a request.

Source: guide 2.14; facts.md, Documents.
"""

MEGABYTES = 4
MOST_BYTES = MEGABYTES * 1024 * 1024
"""Of a document as it is kept; what is larger is made smaller."""
MEGABYTES_GIVEN = 25
MOST_GIVEN = MEGABYTES_GIVEN * 1024 * 1024
"""Of all files given as one document."""
MOST_PAGES = 60
MOST_PIXELS = 80_000_000
"""Of one picture."""
MOST_PIXELS_TOGETHER = 120_000_000
"""Of all pictures of a file."""
