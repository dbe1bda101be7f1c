{
const say = (text) => window.say?.(text) ?? text;
const CLAUSE = 7, MOST = 30, KINDS = [6, 8, 10, 7, 4, 3, 5, 0, 2];
const STOP = new Set("a an the of to in on for and or is do how i my with what".split(" "));
const SAME = { get: "retrieve", fetch: "retrieve", read: "retrieve", show: "retrieve", remove: "delete", add: "create", new: "create", make: "create", edit: "change", modify: "change", update: "change", colour: "color", auth: "authentication", login: "authentication", sort: "order", page: "pagination", error: "errors" };
let kinds, rows, texts, vocabulary, list, status, input, root, unfolded, terms = [];
const low = (text) => text.toLowerCase();
window.docsIndex = ([names, found]) => {
kinds = names;
rows = found;
const joined = (text) => (text.match(/\w+(?:-\w+)+/g) ?? []).join(" ").replaceAll("-", "");
texts = rows.map(([, title, text, , also]) => low(`${title}\n${also}\n${text}\n${joined(text)}`));
vocabulary = undefined;
};

const wordy = (code) => (code > 96 && code < 123) || (code > 47 && code < 58) || code > 127;
const worth = (text, title, also, term, isVariant) => {
const at = text.indexOf(term);
if (at < 0) return 0;
const after = at + term.length;
const starts = !wordy(text.charCodeAt(at - 1)), ends = !wordy(text.charCodeAt(after + (text[after] === "s")));
if (isVariant && !starts) return 0;
return (at <= title ? 3 : at <= also ? 2 : 1) * (starts ? (ends ? 5 : 4) : 1);
};
const stem = (term) => {
const short = term.replace(/(?:ations?|ates?|ions?|ing|ed|es|s|e)$/, "");
return short.length > 3 ? short : term.length > 4 ? term.replace(/s$/, "") : term;
};
const variants = (term) => [...new Set([term, SAME[term] ?? term, stem(SAME[term] ?? term), stem(term)])];

const score = (text, row, whole, asked) => {
const title = row[1].length, also = title + row[4].length + 1;
let sum = KINDS[row[0]] - Math.min(title, 90) / 30 - (row[0] === 2 ? row[2].indexOf(" · ") / 100 : 0);
if (row[2].includes("· deprecated")) sum -= 45;
for (const choices of asked) {
let best = 0;
for (const [index, term] of choices.entries()) {
best = Math.max(best, worth(text, title, also, term, index > 0) * (index ? .8 : 1));
}
if (!best) return -Infinity;
sum += best;
}
if (text.startsWith(whole)) sum += title === whole.length ? 40 : 8;
else if (text.startsWith(`${whole};`, title + 1)) sum += 60;
else if (text.slice(title, also).includes(`; ${whole};`)) sum += 30;
return sum;
};

const best = (whole, asked, clauses) => {
const found = [], scores = [];
for (let index = 0; index < texts.length; index++) {
if ((rows[index][0] === CLAUSE) !== clauses) continue;
const made = score(texts[index], rows[index], whole, asked);
if (made === -Infinity || (found.length === MOST && made <= scores[MOST - 1])) continue;
let place = Math.min(found.length, MOST - 1);
for (; place > 0 && scores[place - 1] < made; place--) {
found[place] = found[place - 1];
scores[place] = scores[place - 1];
}
found[place] = rows[index];
scores[place] = made;
}
return found;
};

const apart = (a, b, most) => {
if (Math.abs(a.length - b.length) >= most) return most;
let before, last = [], now = [...Array(b.length + 1).keys()];
for (let i = 1; i <= a.length; i++) {
[before, last, now] = [last, now, [i]];
for (let j = 1; j <= b.length; j++) {
now[j] = Math.min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) now[j] = Math.min(now[j], before[j - 2] + 1);
}
}
return now[b.length];
};
const near = (term) => {
if (term.length < 4 || texts.some((text) => text.includes(term))) return variants(term);
vocabulary ??= [...new Set(texts.flatMap((text) => text.match(/[a-z]{4,}/g) ?? []))];
const most = term.length > 7 ? 3 : 2;
const found = vocabulary.map((word) => [apart(term, word, most), word]).filter(([far]) => far < most);
return found.length ? found.sort(([a], [b]) => a - b).slice(0, 5).map(([, word]) => word) : variants(term);
};

const search = (query) => {
const all = low(query).split(/[\s,/]+/).filter(Boolean);
while (all.length > 1 && STOP.has(all[0])) all.shift();
const whole = all.join(" ");
const asked = all.filter((term) => !STOP.has(term));
if (!all.length) return [];
for (const widen of [variants, near]) {
const wanted = (asked.length ? asked : all).map(widen);
const found = [...best(whole, wanted, false), ...best(whole, wanted, true)];
terms = wanted.flat();
if (found.length) return found;
}
return [];
};
window.searchDocs = search;

const made = (tag, className, text = "") => {
const element = document.createElement(tag);
element.className = className;
if (!text) return element;
const longest = [...terms].sort((a, b) => b.length - a.length).map((term) => term.replace(/[^\w]/g, "\\$&"));
const parts = longest.length ? text.split(new RegExp(`(${longest.join("|")})`, "i")) : [text];
element.append(...parts.map((part, index) => {
if (index % 2 === 0) return part;
const mark = document.createElement("mark");
mark.textContent = part;
return mark;
}));
return element;
};
const option = ([kind, title, text, href], index) => {
const item = made("li", ""), link = made("a", "");
item.role = "presentation";
link.href = root + href;
link.id = `found-${index}`;
link.role = "option";
link.tabIndex = -1;
link.append(made("strong", "", title), made("span", "kind"), made("span", "more", text));
link.children[1].textContent = say(kinds[kind]);
item.append(link);
return item;
};

const show = () => {
const found = search(input.value);
const clauses = found.filter(([kind]) => kind === CLAUSE);
const others = found.filter(([kind]) => kind !== CLAUSE);
const folded = others.length && clauses.length > 1 && !unfolded;
list.replaceChildren(...(folded ? others : found).map(option));
if (folded) {
const more = option([CLAUSE, `${say("Clauses")}: ${clauses.length}${clauses.length === MOST ? "+" : ""}`, say("Show them too"), ""], list.children.length);
more.firstChild.dataset.more = "";
list.append(more);
}
status.textContent = input.value.trim() ? (found.length ? "" : say("Nothing found.")) : say("Operations, attributes, values, clauses, texts.");
on(list.querySelector("a"));
};
const on = (link) => {
list.querySelector(".on")?.classList.remove("on");
for (const each of list.querySelectorAll("a")) each.ariaSelected = String(each === link);
link?.classList.add("on");
input.ariaExpanded = String(!!link);
if (link) input.setAttribute("aria-activedescendant", link.id);
else input.removeAttribute("aria-activedescendant");
link?.scrollIntoView({ block: "nearest" });
};
const move = (step) => {
const links = [...list.querySelectorAll("a")];
const now = links.findIndex((link) => link.classList.contains("on"));
on(links[Math.max(0, Math.min(links.length - 1, now + step))]);
};

const listen = (dialog) => {
input.addEventListener("input", () => { unfolded = false; show(); });
input.addEventListener("keydown", (event) => {
if (event.key === "ArrowDown" || event.key === "ArrowUp") {
event.preventDefault();
move(event.key === "ArrowDown" ? 1 : -1);
}
if (event.key === "Enter") { event.preventDefault(); list.querySelector(".on")?.click(); }
});
dialog.addEventListener("click", (event) => {
const link = event.target.closest("a");
if (link && "more" in link.dataset) {
event.preventDefault();
const place = list.children.length - 1;
unfolded = true;
show();
on(list.children[place]?.firstChild);
} else if (event.target === dialog || link) dialog.close();
});
};

window.searchIn = (dialog, from) => {
if (!list) {
[input, status, list] = dialog.children;
root = from;
input.role = "combobox";
input.setAttribute("aria-controls", "found");
input.setAttribute("aria-autocomplete", "list");
list.id = "found";
list.role = "listbox";
list.ariaLabel = say("Results");
listen(dialog);
}
show();
};
}
