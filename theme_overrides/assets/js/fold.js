// Folding of Vietnamese text: the same functions as generator/text/vietnamese.py, proven equal by a test.

// Combining mark -> the digit of its tone: 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
const TONES = { "\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5" };
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\u0300-\u036f]*/gu;

/** Lower case, no marks, đ as d; NFC and NFD alike. */
export const fold = (text) =>
  text.normalize("NFD").toLowerCase().replace(/[\u0300-\u036f]/g, "").replace(/[đð]/g, "d").normalize("NFC");

/** The words of a text, NFC and lower case. */
export const words = (text) => text.toLowerCase().normalize("NFC").match(WORD) ?? [];

/** Letters, then the tone digit: «hoà» and «hòa» are "hoa1", «kỹ» and «kĩ» are "ki3". */
export function canonical(word) {
  let letters = "", tone = "";
  for (const char of word.normalize("NFD").toLowerCase().replace(/ð/g, "đ"))
    if (TONES[char]) tone = TONES[char];
    else letters += char;
  return yAsI(letters.normalize("NFC")) + tone;
}

/** The word as typed without marks, final y as i. */
export const folded = (word) => yAsI(fold(word));

const yAsI = (letters) => (/^([hklmstv]|qu)y$/.test(letters) ? letters.slice(0, -1) + "i" : letters);
