{
let document_;
const read = async (root) => {
document_ ??= await (await fetch(`${root}openapi.json`)).json();
return document_;
};
const at = (doc, pointer) => pointer.replace(/^#?\/?/, "").split("/").reduce(
(value, part) => value?.[decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")], doc);
const follow = (doc, value) => {
for (let step = 0; value?.$ref && step < 50; step++) value = { ...at(doc, value.$ref), ...value, $ref: undefined };
return value;
};

const kind = (value) => value === null ? "null" : Array.isArray(value) ? "array"
: Number.isInteger(value) ? "integer" : typeof value;
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const formats = {
uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
"date-time": /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
date: /^\d{4}-\d\d-\d\d$/,
email: /^[^@\s]+@[^@\s]+$/,
uri: /^[a-z][a-z0-9+.-]*:/i,
};

const faults = (doc, schema, value, where = "the body", depth = 0) => {
schema = follow(doc, schema);
if (schema === false) return [`${where} should not be there`];
if (typeof schema !== "object" || schema === null || depth > 40) return [];
const inner = (each, part, place = where) => faults(doc, each, part, place, depth + 1);
const keeps = (each) => !inner(each, value).length;
if (value === null && schema.nullable) return [];
const found = [];
const note = (text) => found.push(`${where} ${text}`);
const types = [schema.type ?? []].flat();
const own = kind(value);
if (types.length && !types.includes(own) && !(own === "integer" && types.includes("number"))) {
return [`${where} is ${own}, not ${types.join(" or ")}`];
}
if (schema.enum && !schema.enum.some((each) => same(each, value))) note("is none of the listed values");
if ("const" in schema && !same(schema.const, value)) note(`is not ${JSON.stringify(schema.const)}`);
if (own === "string") {
if (value.length < schema.minLength) note("is too short");
if (value.length > schema.maxLength) note("is too long");
if (formats[schema.format] && !formats[schema.format].test(value)) note(`is no ${schema.format}`);
try { if (schema.pattern && !new RegExp(schema.pattern, "u").test(value)) note("does not match its pattern"); } catch { /* another dialect */ }
}
if (typeof value === "number") {
if (value < schema.minimum) note(`is below ${schema.minimum}`);
if (value > schema.maximum) note(`is above ${schema.maximum}`);
}
if (own === "array") {
if (value.length < schema.minItems) note("has too few items");
if (value.length > schema.maxItems) note("has too many items");
if (schema.items) value.forEach((each, index) => found.push(...inner(schema.items, each, `${where}[${index}]`)));
}
if (own === "object") {
for (const name of schema.required ?? []) if (!(name in value)) note(`lacks ${name}`);
for (const [name, each] of Object.entries(value)) {
const place = where === "the body" ? name : `${where}.${name}`;
if (Object.hasOwn(schema.properties ?? {}, name)) found.push(...inner(schema.properties[name], each, place));
else if (schema.additionalProperties !== undefined && !schema.patternProperties) found.push(...inner(schema.additionalProperties, each, place));
}
}
for (const each of schema.allOf ?? []) found.push(...inner(each, value));
if (schema.anyOf && !schema.anyOf.some(keeps)) note("matches none of its alternatives");
if (schema.oneOf && schema.oneOf.filter(keeps).length !== 1) note("does not match exactly one of its alternatives");
if (schema.not && keeps(schema.not)) note("is what it must not be");
if (schema.if) found.push(...inner((keeps(schema.if) ? schema.then : schema.else) ?? true, value));
return [...new Set(found)];
};
window.docsFaults = faults;

const verdict = (doc, pointer, response, text) => {
const responses = follow(doc, at(doc, pointer))?.responses ?? {};
const code = String(response.status);
const documented = follow(doc, responses[code] ?? responses[`${code[0]}XX`] ?? responses.default);
if (!documented) return [`status ${code} is not documented`];
const contents = Object.entries(documented.content ?? {});
if (!contents.length) return text ? ["a body came that is not documented"] : [];
const type = (response.headers.get("content-type") ?? "").split(";")[0];
const [, content] = contents.find(([name]) => name.split(";")[0] === type) ?? [];
if (!content) return [`the media type ${type || "(none)"} is not documented`];
if (!/json/.test(type) || !content.schema) return [];
try { return faults(doc, content.schema, JSON.parse(text)); } catch { return ["the body is not JSON"]; }
};

const fields = (value, name = "") => kind(value) === "array"
? value.flatMap((each) => fields(each, `${name}[]`))
: kind(value) === "object"
? Object.entries(value).flatMap(([key, each]) => fields(each, name ? `${name}[${key}]` : key))
: [[name, value === null ? "" : String(value)]];
const encoded = (type, text, headers) => {
if (type === "application/x-www-form-urlencoded") return new URLSearchParams(fields(JSON.parse(text)));
if (type === "multipart/form-data") {
const made = new FormData();
for (const [name, value] of fields(JSON.parse(text))) made.append(name, value);
return made;
}
headers["Content-Type"] = type;
return text;
};

const request = (form) => {
const url = new URL(form.elements.server.value);
let path = form.dataset.path;
const headers = {};
const query = new URLSearchParams();
for (const field of form.querySelectorAll("[data-in]")) {
const value = field.value;
if (field.dataset.in === "path") path = path.replace(`{${field.name}}`, encodeURIComponent(value));
else if (value && field.dataset.in === "query") query.append(field.name, value);
else if (value) headers[field.name] = value;
}
for (const { value, dataset } of form.querySelectorAll("label:not([hidden]) > [data-key]")) {
const key = value.trim();
if (!key || /^(Token|Bearer|Basic)$/.test(key)) continue;
if (dataset.keyIn === "query") query.append(dataset.key, key);
else headers[dataset.key] = key;
}
const body = form.elements.body;
const sent = body && encoded(body.dataset.type, body.value, headers);
const search = String(query);
return [
url.origin + url.pathname.replace(/\/$/, "") + path + (search ? `?${search}` : ""),
{ method: form.dataset.method, headers, body: sent, credentials: "omit" },
];
};

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const curl = ([url, { method, headers, body }]) => [
`curl ${method === "GET" ? "" : `-X ${method} `}${quoted(url)}`,
...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
...(typeof body === "string" ? [`--data ${quoted(body)}`] : [...body ?? []].map(
([name, value]) => `${body instanceof FormData ? "-F" : "--data-urlencode"} ${quoted(`${name}=${value}`)}`)),
].join(" \\\n  ");

const kept = (field) => `try.${field.dataset.kept ?? field.name}`;
const remembered = (field) => field.name !== "body";
const choose = (form) => {
for (const label of form.querySelectorAll("[data-way]")) label.hidden = label.dataset.way !== form.elements.way.value;
};
const keep = (name, value) => {
try { sessionStorage.setItem(name, value); } catch { /* not kept */ }
};
const isHere = (server) => {
try { return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(server).hostname); } catch { return false; }
};
const filled = async (form) => {
const server = form.elements.server;
const { token, values } = await (await fetch(`${new URL(server.value).origin}/__mock__/known`)).json();
keep(kept(server), server.value);
for (const field of form.querySelectorAll("[data-key]")) keep(kept(field), field.value = field.defaultValue + token);
for (const [name, value] of Object.entries(values)) keep(`try.${name}`, value);
for (const field of form.querySelectorAll("[data-in=path]")) field.value = values[field.name] ?? field.value;
};
window.readyTry = (form) => {
for (const field of form.querySelectorAll("input, select")) {
try {
const value = sessionStorage.getItem(kept(field));
if (value !== null && remembered(field)) field.value = value;
} catch { /* storage is switched off */ }
}
const sample = document.querySelector("#samples .code code");
const fill = form.querySelector("[data-fill]");
const show = () => {
fill.hidden = !isHere(form.elements.server.value);
if (form.elements.way) choose(form);
try { sample.textContent = curl(request(form)); } catch { /* half an address */ }
};
form.addEventListener("input", ({ target }) => {
if (remembered(target)) keep(kept(target), target.value);
show();
});
fill.addEventListener("click", async () => {
try { await filled(form); } catch {
form.querySelector("[data-answer]").replaceChildren(line("p", say("No mock answers there: clausemock serve starts one."), "bad"));
}
show();
});
show();
};

const line = (tag, text, className = "") => {
const made = document.createElement(tag);
made.textContent = text;
made.className = className;
return made;
};

const pretty = (text) => {
try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
};

window.sendTry = async (form, root) => {
const answer = form.querySelector("[data-answer]");
answer.replaceChildren(line("p", say("Sending …")));
const started = performance.now();
try {
const response = await fetch(...request(form));
const text = await response.text();
const took = Math.round(performance.now() - started);
const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
const lines = [line("p", `${response.status} ${response.statusText} in ${took} ms`, response.ok ? "good" : "bad")];
try {
const wrong = verdict(await read(root), form.dataset.pointer, response, text);
lines.push(wrong.length ? line("p", `${say("Not as documented:")} ${wrong.slice(0, 5).join("; ")}.`, "bad") : line("p", say("Matches the schema."), "good"));
} catch {
lines.push(line("p", say("Not compared: the document can be read from a file server only.")));
}
for (const block of [headers, pretty(text)]) {
if (!block) continue;
const made = line("pre", block);
made.tabIndex = 0;
lines.push(made);
}
answer.replaceChildren(...lines);
} catch (error) {
answer.replaceChildren(line("p", `${say("No answer:")} ${error.message}. ${say("Does the server run, and does it allow this page (CORS)?")}`, "bad"));
}
};
}
