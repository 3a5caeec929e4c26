// Numbers people search by: codes of procedures (1.004194.000.00.00.H27) and of documents (61/2018/NĐ-CP). They take a
// path of their own: a number either is in the data or is not, and near words do not help.

import { fold } from "./fold.js";

const CODE = /(?:^|\s)(\d\.\d{6})((?:\.0+)*(?:\.h\d*)?)(?=\s|$)/;
const PART_OF_CODE = /^(?:ma |so |thu tuc |tthc )*(\d\.\d{3,5}|\d{5,7})$/;
const DOCUMENT = /(?:^|[\s(])(\d+[a-z]?(?:\s*\/\s*[a-z\d&]+)(?:\s*[/-]\s*[a-z\d&]+)*|\d+-(?:\d{4}-)?[a-z]{2,}(?:-[a-z]+)*)/;
const AROUND = /\b(?:so|nghi dinh|nghi quyet|quyet dinh|thong tu|lien tich|luat|van ban|chi thi|ke hoach|cong van)\b/g;

/** The code a query asks for, `{ code, tail, partial }`, or null. */
export function askedCode(query) {
  const text = fold(query).trim();
  const whole = text.match(CODE);
  if (whole) return { code: whole[1], tail: whole[2] };
  const part = text.match(PART_OF_CODE);
  return part && { code: part[1], tail: "", partial: true };
}

/** The document number a query asks for and the other words of the query, `{ number, rest, sure }`, or null. */
export function askedDocument(query) {
  const text = fold(query);
  const found = text.match(DOCUMENT);
  if (!found) return null;
  const parts = found[1].split(/[/-]/).map((part) => part.trim());
  const lettered = parts.slice(1).some((part) => /^[a-z&]{2}/.test(part));
  if (!lettered && !/^(19|20)\d\d$/.test(parts[1])) return null; // 24/7, 15/3/2024, 1/500
  const rest = text.replace(found[1], " ").replace(AROUND, " ").match(/[a-z\d]+/g) ?? [];
  return { number: found[1].replace(/\s/g, ""), rest: rest.join(" "), sure: lettered || !rest.length };
}

/** A number without what people vary: «061/2018/NĐ-CP», «61-2018-nd-cp» -> "61 2018 ndcp". */
export function numberKey(number) {
  const parts = fold(number).match(/[a-z\d]+/g) ?? [];
  const figures = parts.filter((part) => /^\d/.test(part)).map((part) => part.replace(/^0+(?=\d)/, ""));
  return [...figures, parts.filter((part) => !/^\d/.test(part)).join("")].join(" ").trim();
}
