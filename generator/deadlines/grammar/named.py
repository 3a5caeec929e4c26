"""Days that are known by a name, as (month, day); the names match the folded text of ``grammar.tokens``.

Sources: Bộ luật Lao động 2019 Điều 112; Luật Phổ biến, giáo dục pháp luật 2012 Điều 8 (Ngày Pháp luật); Quyết định 505/QĐ-TTg năm
2022 (Ngày Chuyển đổi số quốc gia); the other names stand in the documents that found each day.
"""

_VN = "(?: viet(?: nam~?|~ nam~))?"

DAYS: dict[str, tuple[int, int]] = {
    "tet duong lich": (1, 1),
    "quoc te phu nu": (3, 8),
    "giai phong mien~? nam~?": (4, 30),
    "chien thang 30 / 4": (4, 30),
    "quoc te lao dong": (5, 1),
    f"khoa hoc(?:,| va) cong nghe{_VN}": (5, 18),
    "quoc te thieu nhi": (6, 1),
    "moi truong the gioi": (6, 5),
    f"bao chi cach mang{_VN}": (6, 21),
    f"gia dinh{_VN}": (6, 28),
    "thuong binh(?: -|,)? liet s[iy]": (7, 27),
    "quoc khanh(?: nuoc)?": (9, 2),
    "chuyen doi so quoc gia": (10, 10),
    f"doanh nhan{_VN}": (10, 13),
    f"phu nu{_VN}": (10, 20),
    f"phap luat{_VN}": (11, 9),
    f"nha giao{_VN}": (11, 20),
}
"""Days of the solar calendar. «ngày» may stand before the name."""

LUNAR: dict[str, tuple[int, int]] = {
    "tet nguyen dan": (1, 1),
    "tet am lich": (1, 1),
    "(?:ngay )?gio to(?: hung vuong)?": (3, 10),
    "tet doan ngo": (5, 5),
    "tet trung thu": (8, 15),
    "tet(?! duong)": (1, 1),
}
"""Days of the Vietnamese lunar calendar."""
