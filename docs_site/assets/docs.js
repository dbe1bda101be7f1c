const root = document.body.dataset.root;
const labels = JSON.parse(document.body.dataset.labels ?? "{}");
window.say = (text) => labels[text] ?? text;
const load = (name) => new Promise((done, failed) => {
const script = document.createElement("script");
script.src = `${root}assets/${name}`;
script.async = false; // in the order in which they are asked for
script.onload = done;
script.onerror = failed;
document.head.append(script);
});

const switcher = document.querySelector("[data-theme-switch]");
switcher.hidden = false;
switcher.addEventListener("click", () => {
const page = document.documentElement;
const dark = page.dataset.theme
? page.dataset.theme === "dark"
: matchMedia("(prefers-color-scheme: dark)").matches;
page.dataset.theme = dark ? "light" : "dark";
try { localStorage.setItem("theme", page.dataset.theme); } catch { /* not remembered */ }
});

const finder = document.querySelector("[data-find]");
finder.hidden = false;
let dialog, input, loading;
const build = () => {
dialog = document.createElement("dialog");
dialog.className = "search";
dialog.setAttribute("aria-label", say("Search"));
input = document.createElement("input");
input.type = "search";
input.placeholder = say("Search");
input.setAttribute("aria-label", say("Search"));
const status = document.createElement("p");
status.setAttribute("role", "status");
status.textContent = say("Loading …");
dialog.append(input, status, document.createElement("ul"));
document.body.append(dialog);
input.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());
};
const find = async () => {
if (!dialog) build();
if (!dialog.open) dialog.showModal();
input.select();
try {
await (loading ??= Promise.all(["search.js", "search-index.js"].map(load)));
window.searchIn(dialog, root);
} catch {
loading = undefined;
dialog.querySelector("p").textContent = say("The index could not be loaded.");
}
};
finder.addEventListener("click", find);

const typing = (target) => target.closest("input, select, textarea, [contenteditable]");
addEventListener("keydown", (event) => {
if ((event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); find(); return; }
if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
if (event.key === "/") { event.preventDefault(); find(); }
const turn = { "[": "prev", "]": "next" }[event.key];
if (turn) document.querySelector(`a[rel=${turn}]`)?.click();
});

for (const button of document.querySelectorAll("[data-copy]")) {
button.hidden = false;
button.addEventListener("click", async () => {
await navigator.clipboard.writeText(button.nextElementSibling.textContent);
button.textContent = say("Copied");
setTimeout(() => { button.textContent = say("Copy"); }, 1500);
});
}

document.addEventListener("click", (event) => {
const link = event.target.closest("a.name, a.address, .response h3 a");
if (link?.hash && link.pathname === location.pathname) navigator.clipboard?.writeText(link.href);
});

for (const choice of document.querySelectorAll("[name=sample]")) {
try { choice.checked ||= localStorage.getItem("sample") === choice.value; } catch { break; }
choice.addEventListener("change", () => {
try { localStorage.setItem("sample", choice.value); } catch { /* not remembered */ }
});
}

const reveal = () => {
let place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
const target = place;
for (; place; place = place.parentElement) if (place.tagName === "DETAILS") place.open = true;
target?.scrollIntoView();
};
if (location.hash) reveal();
addEventListener("hashchange", reveal);
addEventListener("beforeprint", () => {
for (const each of document.querySelectorAll("details")) each.open = true;
});

const form = document.querySelector("[data-try]");
if (form) {
form.hidden = false;
let ready;
const prepare = () => ready ??= load("try.js").then(() => window.readyTry(form));
form.firstElementChild.addEventListener("toggle", prepare);
try { if (sessionStorage.getItem("try.server")) prepare(); } catch { /* storage is switched off */ }
form.addEventListener("submit", async (event) => {
event.preventDefault();
await prepare();
window.sendTry(form, root);
});
}

requestAnimationFrame(() => {
document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest" });
});
