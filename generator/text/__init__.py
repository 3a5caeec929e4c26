"""Vietnamese text: folding, order, numbers of legal documents, and the words a page prints."""
