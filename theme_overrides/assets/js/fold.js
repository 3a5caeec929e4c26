// Folding of Vietnamese text: the same functions as generator/text/vietnamese.py, proven equal by a test.

const TONES = "\u0300\u0309\u0303\u0301\u0323"; // combining marks in the order of their digits: 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng
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
    if (TONES.includes(char)) tone = TONES.indexOf(char) + 1;
    else letters += char;
  return yAsI(letters.normalize("NFC")) + tone;
}

/** The word as typed without marks, final y as i. */
export const folded = (word) => yAsI(fold(word));

const yAsI = (letters) => (/^([hklmstv]|qu)y$/.test(letters) ? letters.slice(0, -1) + "i" : letters);

/** Adds one to those that a map has under a key. */
export const put = (map, key, one) => map.get(key)?.push(one) ?? map.set(key, [one]);
