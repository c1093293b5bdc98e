"""PDF: the text layer, page after page, in the lines that the layout made (extract/clean.py joins them)."""

from __future__ import annotations

from extract.formats import Extracted, FormatError


def read(data: bytes) -> Extracted:
    """The text of every page. Raises FormatError for an encrypted, damaged or merely scanned file."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise FormatError("The PDF is encrypted. Save a copy without a password and build that one.") from None
        raise FormatError("The PDF is damaged or cut off. Fetch it again, or print it to a new PDF.") from None
    try:
        pages = [_page(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        raise FormatError("A page of the PDF is damaged. Fetch the file again, or print it to a new PDF.") from None
    finally:
        document.close()
    text = "\n".join(pages)
    if not any(character.isalnum() for character in text):
        raise FormatError("The PDF has no text layer (it is a scan). Run a text recognition such as OCRmyPDF over it first.")
    return Extracted(text)


def _page(document: object, number: int) -> str:
    page = document[number]  # type: ignore[index]
    layer = page.get_textpage()
    # pdfium ends lines with CR LF and marks a hyphen at a line's end as U+FFFE (or U+0002); neither is on the page.
    words: str = layer.get_text_range().replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\x02", "")
    layer.close()
    page.close()
    return words.replace("\x00", "")
