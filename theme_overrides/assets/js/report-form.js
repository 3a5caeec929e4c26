// The forms of /tham-gia/: what is typed becomes the file that an officer would write by hand, judged by the rules of the check
// (generator/check/figures.py, reports.py, text/numbers.py; one table of cases is run in both). Nothing leaves this device
// until the officer follows the link to GitHub, or copies or downloads the file.

// --- numbers: exact, a whole number of 10^-places

const LONGEST_PAIR = 60; // letters of two numbers and a mark
const SPACES = "\u00a0\u202f\u2009\u2007";
const GROUPS = { ".": /^[1-9]\d{0,2}(?:\.\d{3})+$/, ",": /^[1-9]\d{0,2}(?:,\d{3})+$/ };
const PLAIN = { ".": /^\d+\.\d+$/, ",": /^\d+,\d+$/ };
const BOTH = { ".": /^[1-9]\d{0,2}(?:,\d{3})+\.\d+$/, ",": /^[1-9]\d{0,2}(?:\.\d{3})+,\d+$/ };
const SPACY = new RegExp(`^[1-9]\\d{0,2}(?:[ ${SPACES}]\\d{3})+(?:[.,]\\d+)?$`);
const TYPED = /^-?(?:\d+(?:\.\d+)?|\d+,\d+|[1-9]\d{0,2}(?:\.\d{3})+,\d+)$/;
const WITHIN = new RegExp(`(?<![\\p{L}\\p{N}_.,])-?\\d(?:[\\d.,]|[ ${SPACES}](?=\\d{3}(?!\\d)))*(?<![.,])(?![eE][-+\\d])`, "gu");
const TIMES = /(?<!\p{L})(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?!\p{L})|\d ?(?:k|tr)(?![\p{L}\p{N}_])|0x/iu;
const ABOUT = /^\s*(?:[~≈≥≤<>]|(?:trên|hơn|dưới|gần|khoảng|ước)(?![\p{L}\p{N}_])).*$|^.*(?:\+|trở lên|trở xuống)\s*$/iu;

const decimal = (text) => {
  const [whole, part = ""] = text.split(".");
  return { n: BigInt(whole + part), e: part.length };
};
const to10 = ({ n, e }, to) => n * 10n ** BigInt(to - e);
const cmp = (a, b) => {
  const to = Math.max(a.e, b.e), gap = to10(a, to) - to10(b, to);
  return gap > 0n ? 1 : gap < 0n ? -1 : 0;
};
const whole = (n) => ({ n: BigInt(n), e: 0 });
const times = (a, by) => ({ n: a.n * BigInt(by), e: a.e });
const minus = (a) => ({ n: -a.n, e: a.e });
const exact = ({ n, e }) => {
  const digits = String(n < 0n ? -n : n).padStart(e + 1, "0");
  return (n < 0n ? "-" : "") + (e ? `${digits.slice(0, -e)}.${digits.slice(-e)}` : digits);
};
const short = (value) => exact(value).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
const isInt = (value) => value.n % 10n ** BigInt(value.e) === 0n;
const shift = (value, by) => decimal(short(by >= 0 ? { n: value.n * 10n ** BigInt(by), e: value.e } : { n: value.n, e: value.e - by }));

/** Every number that a text can be, the Vietnamese reading first. */
export function readings(text) {
  if (text.length > 30) return [];
  const sign = /^[-−]/.test(text) ? "-" : "", digits = text.slice(sign.length), found = [];
  if (/^\d+$/.test(digits)) found.push(digits);
  else if (SPACY.test(digits)) found.push(digits.replace(new RegExp(`[ ${SPACES}]`, "g"), "").replace(",", "."));
  else {
    if (GROUPS["."].test(digits)) found.push(digits.replaceAll(".", ""));
    if (PLAIN[","].test(digits)) found.push(digits.replace(",", "."));
    if (BOTH[","].test(digits)) found.push(digits.replaceAll(".", "").replace(",", "."));
    if (BOTH["."].test(digits)) found.push(digits.replaceAll(",", ""));
    if (PLAIN["."].test(digits)) found.push(digits);
    if (GROUPS[","].test(digits)) found.push(digits.replaceAll(",", ""));
  }
  const values = found.map((written) => decimal(sign + written));
  return values.filter((value, at) => values.findIndex((other) => !cmp(value, other)) === at);
}

/** A number as a file writes it, so that it has one reading. */
export const write = (value) => {
  const text = short(value);
  return readings(text).length > 1 ? `${text}0` : text;
};
const down = (values) => [...values].sort((a, b) => cmp(b, a));
const shown = (text) => {
  const flat = text.split(/\s+/).filter(Boolean).join(" ");
  return flat.length <= 80 ? flat : `${flat.slice(0, 77)}…`;
};

function meant(text) {
  const flat = text.trim().replace("−", "-");
  if (TIMES.test(flat)) return [];
  if (/^[.,]\d+$/.test(flat)) return readings(`0${flat}`);
  const power = flat.match(/^(-?\d)(?:[.,](\d+))?[eE]([+-]?\d{1,2})$/);
  if (power) return [shift(decimal(power[1] + (power[2] ? `.${power[2]}` : "")), Number(power[3]))];
  const found = (/^[\d_]+$/.test(flat) ? flat.replaceAll("_", " ") : flat).match(WITHIN) ?? [];
  return found.length === 1 ? down(readings(found[0])) : [];
}

/** The two sides of «45/50», «45 trên 50» or «45:50», or nothing. */
function pair(text) {
  if (text.length > LONGEST_PAIR) return [];
  const marks = [...text.matchAll(/\/|\btrên\b|:/g)];
  const pairs = marks.map(({ 0: mark, index }) => [text.slice(0, index).trim(), text.slice(index + mark.length).trim()]);
  return pairs.find((sides) => sides.every(Boolean)) ?? [];
}

/** `{ value }`, or `{ message, hint }` where a file would be refused. */
export function parseNumber(text) {
  const found = readings(text);
  if (found.length > 1) {
    const sorted = down(found);
    const spoken = sorted.map((value) => short(value).replace(".", ",")).join(" hoặc ");
    return { message: `«${shown(text)}» đọc được hai cách: ${spoken}`, hint: `viết ${sorted.map(write).join(", hoặc ")}` };
  }
  if (found.length && TYPED.test(text)) return { value: found[0] };
  const message = `«${shown(text)}» không phải con số`;
  const sides = pair(text).map(readings);
  if (sides.length && sides.every((part) => part.length)) {
    const [numerator, denominator] = sides.map(([first]) => write(first));
    return { message, hint: `viết hai dòng: «numerator: ${numerator}» và «denominator: ${denominator}», bỏ dòng này` };
  }
  const near = meant(text), written = `viết ${near.map(write).join(", hoặc ")}`;
  return { message, hint: near.length ? ABOUT.test(text) ? `ghi con số đúng; ${written} nếu đúng bằng thế` : written
    : "viết số trần, dùng dấu chấm hoặc dấu phẩy cho phần lẻ: 80 hoặc 79.95; 7.920 hồ sơ viết 7920" };
}

/** Counts as a share, half up: `66,7 %`; more decimals where one would make it a limit that it is not. */
export function share(numerator, denominator, unit, limit) {
  const to = Math.max(numerator.e, denominator.e), below = to10(denominator, to);
  const above = to10(numerator, to) * (unit === "%" ? 100n : 1n);
  const limits = [limit, ...(unit === "%" ? [whole(0), whole(100)] : [])].filter(Boolean);
  for (let places = 1; ; places++) {
    const unitOf = 10n ** BigInt(places), rounded = { n: (above * unitOf * 2n + below) / (below * 2n), e: places };
    const side = (it) => { const gap = above * 10n ** BigInt(it.e) - it.n * below; return gap > 0n ? 1 : gap < 0n ? -1 : 0; };
    if (places >= 12 || limits.every((it) => !side(it) || cmp(rounded, it) === side(it)))
      return `${short(rounded).replace(".", ",").replace(/\B(?=(?:\d{3})+(?!\d))(?<!,\d*)/g, ".")}\u00a0${unit}`;
  }
}

// --- figures that look like a slip

const CONFIRM = "nếu con số đúng, thêm «confirmed: lý do»", CONFIRM_ = `N${CONFIRM.slice(1)}`;
const FIGURES = ["numerator", "denominator", "value"];
const GROWTH = ["increase_by", "milestone"];

function* wrongs(said, target) {
  for (const key of FIGURES) if (said[key]?.n < 0n) yield [key, `${write(said[key])} là số âm`, `có phải ${write(minus(said[key]))}?`];
  const { numerator, denominator, value } = said;
  if (!numerator !== !denominator) {
    const missing = denominator ? "numerator" : "denominator";
    yield [missing, `thiếu «${missing}»`, "ghi đủ tử số và mẫu số, hoặc chỉ ghi «value»"];
  } else if (numerator?.n && !denominator.n) yield ["denominator", `mẫu số 0 mà tử số là ${write(numerator)}`, "kiểm tra lại hai con số"];
  if (value && numerator && denominator?.n && isShare(target)) {
    const above = numerator.n * 10n ** BigInt(denominator.e) * 100n, below = denominator.n * 10n ** BigInt(numerator.e);
    const gap = above * 10n ** BigInt(value.e) - value.n * below;
    if (numerator.n >= 0n && (gap < 0n ? -gap : gap) >= below) {
      const near = { n: (above * 200n + below) / (below * 2n), e: 2 };
      yield ["value", `giá trị ${write(value)} khác với ${write(numerator)}/${write(denominator)}`, `có phải ${exact(near)}? Chỉ cần tử số và mẫu số`];
    }
  }
}

const isShare = (target) => target.unit === "%" && !GROWTH.includes(target.comparator);

function* doubts(said, target, last) {
  for (const [key, word] of [["numerator", "tử số"], ["denominator", "mẫu số"]]) {
    const number = said[key];
    if (!number || isInt(number)) continue;
    const more = times(number, 1000);
    const hint = isInt(more) ? `có phải ${write(more)}? ${CONFIRM_}` : `ghi số đếm; ${CONFIRM}`;
    yield [key, `${word} ${write(number)} có phần lẻ`, hint];
  }
  if (target.unit === "%") yield* ofShare(said, target);
  if (last) yield* ofChange(said, target, last);
}

function* ofShare({ numerator, denominator, value }, target) {
  if (value && value.n > 0n && cmp(value, whole(1)) <= 0) {
    const meantBy = write(times(value, 100));
    yield ["value", `${write(value)} % là rất nhỏ`, `có phải ${meantBy}? Excel lưu ${meantBy} % là ${write(value)}; ${CONFIRM}`];
  }
  if (value && cmp(value, whole(100)) > 0 && isShare(target)) {
    const less = { ...value };
    while (cmp(less, whole(100)) > 0) less.e++;
    yield ["value", `tỷ lệ ${write(value)} % lớn hơn 100 %`, `có phải ${exact(less)}? ${CONFIRM_}`];
  }
  if (!numerator || !denominator?.n || numerator.n < 0n || denominator.n < 0n) return;
  if (cmp(numerator, denominator) > 0 && isShare(target))
    yield ["numerator", `tử số ${write(numerator)} lớn hơn mẫu số ${write(denominator)}`,
      `có phải ${write(denominator)} trên ${write(numerator)}? Tử số là phần đạt được, mẫu số là tất cả; ${CONFIRM}`];
  else if (numerator.n && cmp(times(numerator, 100), denominator) < 0 && ["min", "exact", ""].includes(target.comparator))
    yield ["numerator", `${write(numerator)}/${write(denominator)} chưa đến 1 %`, `kiểm tra lại hai con số; ${CONFIRM}`];
}

function* ofChange(said, target, last) {
  for (const key of target.unit === "%" ? FIGURES.slice(0, 2) : FIGURES) if (said[key] && last[key]) yield* leap(key, said[key], last[key]);
  const now = said.denominator, before = last.denominator;
  if (now && before && cmp(before, times(now, 10)) < 0 && cmp(now, before) < 0)
    yield ["denominator", `mẫu số ${write(now)} nhỏ hơn kỳ trước (${write(before)})`, `số liệu tính từ đầu kỳ kế hoạch đến ngày báo cáo; ${CONFIRM}`];
}

function* leap(key, now, before) {
  if (before.n <= 0n) return;
  if (cmp(now, times(before, 10)) >= 0)
    yield [key, `${write(now)} gấp từ 10 lần kỳ trước (${write(before)})`, `có thừa chữ số không? ${CONFIRM_}`];
  else if (now.n >= 0n && cmp(times(now, 10), before) <= 0)
    yield [key, `${write(now)} chỉ bằng một phần 10 kỳ trước (${write(before)}) hoặc ít hơn`, `có thiếu chữ số không? ${CONFIRM_}`];
}

/** What the check would say of an entry's figures as typed: `[key, message, hint]` each. */
export function judge(typed, target, last, confirmed) {
  const said = {}, told = [];
  for (const key of FIGURES) {
    const text = (typed[key] ?? "").trim();
    if (!text) continue;
    const { value, message, hint } = parseNumber(text);
    if (value) said[key] = value;
    else told.push([key, message, key !== "value" && text.includes("%") && hint.startsWith("viết ")
      ? `tỷ lệ ghi ở «value», bỏ tử số và mẫu số: ${hint}` : hint]);
  }
  const bad = told.map(([key]) => key);
  const before = last && Object.fromEntries(Object.entries(last).filter(([key, text]) => FIGURES.includes(key) && text).map(([key, text]) => [key, parseNumber(text).value]));
  let found = [...wrongs(said, target)];
  if (!found.length && !confirmed) found = [...doubts(said, target, before)].filter(([key], at, all) => all.findIndex((it) => it[0] === key) === at);
  return [...told, ...found.filter(([key]) => !bad.includes(key))];
}

// --- tasks, days, evidence

/** What the check would say of a task or one of its due days. */
export function judgeTask({ declared, date }, { begin, day, first, last }) {
  const told = [], near = (year) => `${year}${year % 4 ? date.slice(4).replace("-02-29", "-02-28") : date.slice(4)}`;
  if (declared === "done" && !date)
    return [["declared", "ghi đã hoàn thành mà không có ngày hoàn thành", `thêm «date: ${last < day ? last : day}», đúng ngày đã xong`]];
  if (!date) return told;
  if (declared && declared !== "done") told.push(["date", "có ngày hoàn thành mà chưa ghi đã hoàn thành", "sửa «declared: done», hoặc bỏ «date»"]);
  if (date < begin) {
    const guess = near(day.slice(0, 4)), right = begin <= guess && guess <= day ? guess : begin;
    told.push(["date", `hoàn thành ngày ${date}, trước khi kế hoạch bắt đầu (${begin})`, `có phải ${right}?`]);
  }
  if (day && date > day && day >= first) {
    const guess = near(last.slice(0, 4));
    told.push(["date", `hoàn thành ngày ${date}, sau ngày báo cáo ${day}`, `có phải ${guess < day ? guess : day}?`]);
  }
  return told;
}

const PROOF = "ghi số, ký hiệu (70/BC-SMH) hoặc địa chỉ https; lời kể ghi vào «note»";
const BARE = /^(?:[a-z]{3,6}:\/{0,2}|\/\/)?((?:[a-z\d-]+\.)+(?:vn|com|net|org)(?:[/?#]\S*)?)$/i;
const SCHEME = /:\/\/|^[a-z]{4,}:\S/i;
const LOCAL = /^[a-z]:[\\/]|^\\\\|\.(?:pdf|docx?|xlsx?|jpe?g|png|zip|rar)$/i;
const CLOSED = /^https:\/\/(?:(?:drive|docs)\.google\.com|1drv\.ms|zalo\.me|[a-z\d-]+\.sharepoint\.com)\//;
const LINK = /^(?:https:\/\/(?:[a-z\d][a-z\d-]*\.)+[a-z][a-z\d-]*(?::\d+)?(?:[/?#][^\s<>"'\\]*)?|mailto:\S+|tel:[+\d .-]+)$/i;

/** What the check would say of one line of evidence. */
export function judgeEvidence(text) {
  if (LINK.test(text)) return CLOSED.test(text) ? [`«${text}» thường chỉ mở được khi đăng nhập`, PROOF] : [];
  const bare = text.match(BARE);
  if (bare || SCHEME.test(text)) return [`«${text}» không phải địa chỉ mở được từ trang`, bare ? `có phải «https://${bare[1]}»? Địa chỉ phải bắt đầu bằng https://`
    : "mỗi minh chứng một mục; địa chỉ không dấu cách, bắt đầu bằng https://"];
  if (LOCAL.test(text)) return [`«${text}» là tệp trên một máy, người đọc không mở được`, PROOF];
  return /\p{Nd}/u.test(text) && /\p{L}/u.test(text) ? [] : [`minh chứng «${text}» không có số văn bản hay địa chỉ, nên không ai tìm được`, PROOF];
}

// --- the file

const clean = (text) => text.normalize("NFC").replace(/[\t\u00a0\u202f\u2007\u2009]/g, " ")
  .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufff9-\uffff]/g, "").trim();
const scalar = (text) => /^\p{L}[\p{L}\p{N}/._()-]*(?: [\p{L}\p{N}/._(),-]+)*$/u.test(text) && !/^(?:null|true|false|yes|no|on|off|y|n|e\d+)$/i.test(text)
  || /^\d{4}-[qh]\d$/.test(text) ? text : JSON.stringify(text);

function lines(record, indent) {
  return Object.entries(record).flatMap(([key, value]) => {
    if (key === "no") key = '"no"';
    if (Array.isArray(value)) return [`${indent}${key}:`, ...value.flatMap((item) => typeof item === "string" ? [`${indent}  - ${item}`]
      : lines(item, `${indent}    `).map((line, at) => at ? line : `${indent}  - ${line.trimStart()}`))];
    return typeof value === "object" ? [`${indent}${key}:`, ...lines(value, `${indent}  `)] : [`${indent}${key}: ${value}`];
  });
}

/** A record, whose texts are YAML already, as the text of a file. */
export const yaml = (record) => `${lines(record, "").join("\n")}\n`;

const KINDS = {
  number: (text) => parseNumber(text).value ? KINDS.count(write(parseNumber(text).value)) : scalar(text),
  // A whole number stays one; a fraction stands in quotes, because readers of YAML 1.1 round it.
  count: (text) => /^(?:0|[1-9]\d{0,17})$/.test(text) ? text : scalar(text),
  truth: () => "true",
  text: (text) => scalar(text.replace(/\s*\n\s*/g, " ")),
};

// --- the page

const form = document.getElementById("bieu-mau");
if (form) start(form);

function start(form) {
  const part = (name) => document.getElementById(`bm-${name}`);
  const { folder, repo, taken, limit, begin, existing, kind, modeline } = form.dataset;
  const today = new Date().toLocaleDateString("sv", { timeZone: "Asia/Ho_Chi_Minh" });
  const boxes = [...form.querySelectorAll("[data-key]")];
  const groups = [...form.querySelectorAll("[data-list]")];
  const owner = (element) => element.parentElement.closest("[data-list]") ?? form;
  const valueOf = (box) => box.type === "checkbox" ? (box.checked ? "true" : "") : clean(box.value);
  const typedIn = (group) => Object.fromEntries(boxes.filter((box) => owner(box) === group).map((box) => [box.dataset.key, valueOf(box)]));

  function record(group) {
    const made = {};
    for (const box of boxes) if (owner(box) === group) {
      const text = valueOf(box), { key, type = "text" } = box.dataset;
      if (!text) continue;
      if (type === "list") made[key] = text.split("\n").map(clean).filter(Boolean).map(scalar);
      else made[key] = KINDS[type](text);
    }
    for (const inner of groups) if (owner(inner) === group) {
      const said = record(inner);
      if (!Object.keys(said).length) continue;
      if (inner.dataset.list === "task") made.task = said;
      else (made[inner.dataset.list] ??= []).push({ ...JSON.parse(inner.dataset.fixed), ...said });
    }
    return made;
  }

  function* mistakes() {
    for (const box of boxes) {
      const text = valueOf(box), filled = owner(box) === form || Object.values(typedIn(owner(box))).some(Boolean);
      if (!text && box.required && filled) yield [box, `chưa ghi ${box.dataset.label}`, box.dataset.help];
      if (box.validity?.badInput) yield [box, `${box.dataset.label} không phải ngày có thật`, "chọn lại ngày"];
      if (!text) continue;
      if (box.dataset.type === "count" && !/^(?:0|[1-9]\d*)$/.test(text)) yield [box, `«${text}» không phải số nguyên`, "ghi số đếm, không có dấu chấm: 1650"];
      if (box.dataset.type === "number" && !FIGURES.includes(box.dataset.key) && !parseNumber(text).value) yield [box, parseNumber(text).message, parseNumber(text).hint];
      if (box.dataset.key === "url" && !/^https:\/\/[^\s<>"']+$/.test(text)) yield [box, `«${text}» không đúng dạng`, "địa chỉ bắt đầu bằng https://"];
      if (box.dataset.key === "evidence") for (const line of text.split("\n").map(clean).filter(Boolean)) {
        const [message, hint] = judgeEvidence(line);
        if (message) yield [box, message, hint];
      }
      if (box.type === "date" && text > today && box.dataset.key === "date" && kind !== "amendment") yield [box, `ngày ${text} chưa đến`, "chọn lại ngày"];
    }
    const head = typedIn(form), period = [...form.querySelectorAll("[data-key=period] option")].find((option) => option.value === head.period)?.dataset;
    if (head.date && period?.first > head.date) yield [boxes.find((it) => it.dataset.key === "date"), `ngày báo cáo ${head.date} đứng trước kỳ báo cáo`, "chọn lại ngày hoặc kỳ"];
    if (taken.split(" ").includes(fileName(head).replace(/\.yml$/, ""))) yield [boxes[0], "kỳ hoặc ngày này đã có tệp", "mở tệp ấy để sửa; mỗi kỳ một tệp"];
    for (const group of groups) {
      const said = typedIn(group), { list, unit, comparator = "", limit: set, last } = group.dataset;
      let told = [];
      if (list === "targets" && "numerator" in said) told = judge(said, { unit, comparator, value: set }, last && JSON.parse(last), said.confirmed);
      if ("declared" in said) told = judgeTask(said, { begin, day: head.date || today, first: period?.first ?? begin, last: period?.last ?? today });
      if (list === "counts") told = [...ofCounts(said, last && JSON.parse(last))];
      for (const [at, message, hint] of told) yield [boxes.find((it) => owner(it) === group && it.dataset.key === at) ?? group, message, hint, group];
    }
  }

  function* ofCounts(said, last) {
    const { feedback_received: received, feedback_answered: answered } = said;
    if (answered && (!received || BigInt(/^\d+$/.test(answered) ? answered : 0) > BigInt(/^\d+$/.test(received) ? received : 0)))
      yield ["feedback_answered", `trả lời ${answered} phản ánh mà nhận ${received || 0}`, received ? `có phải ${received}?` : "thêm «feedback_received»"];
    if (last && !said.confirmed) for (const [key, text] of Object.entries(said)) if (/^\d+$/.test(text) && last[key] > 0 && BigInt(text) >= BigInt(last[key]) * 10n)
      yield [...leap(key, decimal(text), whole(last[key]))][0];
  }

  function fileName(head) {
    if (kind === "report") return `${head.period}.yml`;
    if (kind === "event") return "events.yml";
    const slug = (head.document || "van-ban").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    return kind === "amendment" ? `${head.date || "ngay"}-${slug}.yml` : `${head.date || "ngay"}.yml`;
  }

  function show() {
    const made = yaml(record(form)), text = existing ? made.replace("events:\n", "") : modeline + made, name = fileName(typedIn(form));
    const found = [...mistakes()];
    if (!groups.some((group) => Object.values(typedIn(group)).some(Boolean))) found.push([groups[0] ?? form, "chưa điền mục nào", "điền ít nhất một mục"]);
    part("loi").replaceChildren(...found.map(([box, message, hint, group]) => {
      const item = document.createElement("li"), link = document.createElement("a"), title = (group ?? box.closest?.("[data-list]"))?.dataset.name;
      link.href = `#${box.id || box.querySelector?.("[id]")?.id || "bieu-mau"}`;
      link.textContent = (title ? `${title}: ` : "") + message;
      item.append(link, ` – ${hint}`);
      return item;
    }));
    for (const box of boxes) box.removeAttribute("aria-invalid");
    for (const [box] of found) box.setAttribute?.("aria-invalid", "true");
    for (const box of form.querySelectorAll("[data-confirm]")) {
      const group = owner(box), asked = found.some(([, , hint, where]) => where === group && hint.includes("confirmed"));
      box.hidden = !asked && !box.querySelector("[data-key]").value;
    }
    for (const group of groups) if (group.dataset.unit) {
      const said = typedIn(group), n = said.numerator && parseNumber(said.numerator).value, d = said.denominator && parseNumber(said.denominator).value;
      group.querySelector("output").textContent = n && d?.n > 0n && n.n >= 0n ? `= ${share(n, d, group.dataset.unit, parseNumber(group.dataset.limit).value)}` : "";
    }
    part("tep").textContent = text;
    part("ten").textContent = `${folder}/${name}`;
    part("dem").textContent = found.length ? `${found.length} chỗ cần xem lại` : "Không có lỗi; tệp đã sẵn sàng.";
    const fresh = `${repo}/new/main/${folder}?filename=${encodeURIComponent(name)}&value=${encodeURIComponent(text)}`;
    const send = part("gui"), address = repo && (existing ? `${repo}/edit/main/${folder}/${existing}` : fresh);
    const fits = address && address.length <= Number(limit);
    if (send) {
      if (fits && !found.length) send.href = address;
      else send.removeAttribute("href");
      send.setAttribute("aria-disabled", String(!send.href));
    }
    part("dai").hidden = !address || fits;
    const keep = part("tai");
    if (keep.href) URL.revokeObjectURL(keep.href);
    keep.href = URL.createObjectURL(new Blob([text], { type: "text/yaml" }));
    keep.download = name;
  }

  const place = `congkhai:${location.pathname}`;
  const save = () => { try { localStorage.setItem(place, JSON.stringify(boxes.map((it) => it.type === "checkbox" ? it.checked : it.value))); } catch { part("nhap").hidden = true; } };
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? "null");
    if (kept?.length === boxes.length) boxes.forEach((it, at) => { if (it.type === "checkbox") it.checked = kept[at]; else it.value = kept[at]; });
  } catch { /* no storage: no draft */ }
  form.addEventListener("input", () => { save(); show(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  part("xoa").addEventListener("click", () => { localStorage.removeItem(place); form.reset(); show(); });
  part("chep").addEventListener("click", async () => {
    await navigator.clipboard.writeText(part("tep").textContent);
    part("dem").textContent = "Đã chép.";
  });
  form.hidden = false;
  show();
}
