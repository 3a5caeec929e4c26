"""A plan on paper: the sheet that Nghị định 30/2020/NĐ-CP, phụ lục I describes, and the tables on it."""
