"""What reads and writes Word, Excel and PDF is an extra of the package: what is said where it is not installed."""

MISSING = "thiếu thư viện đọc và ghi Word, Excel, PDF (phần mở rộng office)"

INSTALL = "cài thêm: pip install --require-hashes -r requirements/office.txt"
"""By the pinned file of the repository: the package is on no public index, where its name could be anybody's."""
