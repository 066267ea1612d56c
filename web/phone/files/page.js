"use strict";
/* One visit's checklist, or the list of visits. Every word typed is kept at once. */
const TASK = decodeURIComponent(location.pathname.split("/").pop());
let sheet = null, draft = null, tab = "";

function el(tag, props, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.includes("-") || name === "for") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.filter((c) => c !== null && c !== undefined));
  return made;
}
const main = document.getElementById("main"), foot = document.getElementById("foot");
const show = (...parts) => main.replaceChildren(...parts.filter(Boolean));
const save = () => keepDraft(draft);
const lineKey = (line) => JSON.stringify([line.item, line.line]);

async function fetched(task) {
  const give_up = new AbortController(), timer = setTimeout(() => give_up.abort(), 6000);
  try {
    const answer = await fetch(`/visit/${encodeURIComponent(task)}/sheet`,
      {signal: give_up.signal, redirect: "manual"});
    online = true;
    if (answer.status === 401 || answer.type === "opaqueredirect") return {login: true};
    const said = await answer.json();
    return answer.ok ? said : {says: saidBy({said, status: answer.status})};
  } catch (error) { online = false; return null; } finally { clearTimeout(timer); }
}

async function start() {
  const found = await fetched(TASK);
  if (found && found.login) return show(el("a", {className: "card",
    href: `/login?next=${encodeURIComponent(location.pathname)}`}, t("login")));
  if (found && found.sheets) {
    await isMe(found.who);
    for (const one of found.sheets) await keep("sheets", one.task, one);
  } else me = (await kept("sheets", "who")) || "";
  if (TASK === "my") {
    await keepList(found);
    await showList();
  } else {
    if (found && found.says) await forget("sheets", TASK);
    sheet = await kept("sheets", TASK);
    if (sheet) await open();
    else show(el("p", {className: "card"}, found && found.says ? found.says : t("unread")));
  }
  if (!("serviceWorker" in navigator)) main.append(el("p", {className: "card small"}, t("insecure")));
  else navigator.serviceWorker.register("/phone/sw.js", {scope: "/visit/"}).catch(() => {});
  await sendAll();
}

async function keepList(found) {
  if (found && found.sheets) await keep("sheets", "my", found.sheets.map((one) => one.task));
}
async function showList() {
  const sheets = [];
  for (const task of (await kept("sheets", "my")) || []) sheets.push(await kept("sheets", task));
  if (sheets[0]) LANG = sheets[0].lang;
  title(t("list"));
  const drafts = Object.fromEntries((await mine("drafts")).map((d) => [d.task, d]));
  const cards = sheets.map((one) => el("a", {className: "card", href: `/visit/${encodeURIComponent(one.task)}`},
    el("strong", {}, one.site), el("p", {}, `${one.on}　${one.clock}`),
    el("p", {className: "small"}, one.bodies.map((b) => b.body).join("、")),
    el("p", {className: "small"}, `${one.task}　${stateWord(drafts[one.task], one)}`)));
  show(el("h1", {}, t("list")), ...(cards.length ? cards : [el("p", {className: "card"}, t("none"))]));
  foot.replaceChildren();
}
function stateWord(known, one) {
  if (known && known.state === "queued") return t("waiting");
  if (known && known.state === "refused") return t("refused") + known.says;
  return (known && known.state === "sent") || !one.waits ? t("sent") : "";
}
function title(text) {
  document.title = text;
  document.documentElement.lang = LANG === "zh" ? "zh-CN" : "en";
}

async function open() {
  LANG = sheet.lang;
  title(`${t("title")} ${sheet.site}`);
  draft = (await draftOf(TASK)) || blank();
  tab ||= sheet.bodies.length ? sheet.bodies[0].body : "visit";
  render();
}
function blank() {
  const bodies = {};
  for (const body of sheet.bodies) {
    const lines = {};
    for (const line of body.lines) if (line.said) lines[lineKey(line)] = {...line.said};
    bodies[body.body] = {rest: false, not_done: body.not_done, lines, others: body.others.slice()};
  }
  return {task: TASK, state: "", bodies, began: sheet.began, ended: sheet.ended,
    present: sheet.present.slice(), refusal: sheet.refusal, witness: "", note: sheet.note};
}
async function whenSettled(task, settled) {
  if (task !== TASK) return TASK === "my" ? showList() : null;
  draft = settled;
  render();
  scrollTo(0, 0);
}
const locked = () => !sheet.writes || sheet.early || draft.state === "queued" || draft.state === "sent";

function render() {
  const names = [...sheet.bodies.map((b) => [b.body, b.body]), ["visit", t("visit")]];
  const tabs = names.map(([key, text]) => el("button", {type: "button", role: "tab",
    "aria-selected": String(key === tab), onclick: () => { tab = key; render(); scrollTo(0, 0); }}, text));
  const body = sheet.bodies.find((b) => b.body === tab);
  const form = el("fieldset", {disabled: locked(), style: "border:0;padding:0;margin:0;min-width:0"},
    ...(body ? bodyParts(body) : visitParts()));
  show(el("h1", {}, sheet.site), el("p", {className: "small"}, `${sheet.on}　${sheet.clock}　${sheet.task}`),
    sheet.address ? el("p", {className: "small"}, sheet.address) : null, settledCard(),
    el("div", {className: "tabs", role: "tablist"}, ...tabs), form);
  const buttons = [el("button", {type: "button", onclick: () => location.assign("/visit/my")}, t("all"))];
  if (draft.state === "sent" && sheet.writes) buttons.push(el("button", {type: "button", className: "main",
    onclick: () => { draft.state = ""; save(); render(); }}, t("correct")));
  else if (!locked()) buttons.push(el("button", {type: "button", className: "main", id: "send", onclick: send}, t("send")));
  foot.replaceChildren(...buttons);
}
function settledCard() {
  if (!sheet.writes) return el("p", {className: "card"}, t("read_only"));
  if (sheet.early) return el("p", {className: "card"}, t("early"));
  if (draft.state === "refused") return el("p", {className: "card", id: "state", role: "alert"}, t("refused") + draft.says);
  if (draft.state === "queued") return el("p", {className: "card", id: "state"}, t("offline"));
  if (draft.state !== "sent") return null;
  return el("div", {className: "card", id: "state"}, el("strong", {}, t(draft.again ? "again" : "sent")),
    ...(draft.told || []).map((line) => el("p", {className: "small"}, line)));
}

function bodyParts(body) {
  const said = draft.bodies[body.body];
  const parts = [];
  let heading = "";
  for (const line of body.lines) {
    if (line.name !== heading && line.name !== line.check) parts.push(el("h2", {}, line.name));
    heading = line.name;
    parts.push(lineCard(body, line, said));
  }
  said.others.forEach((other, k) => parts.push(otherCard(body, said, other, k)));
  parts.push(el("button", {type: "button", style: "width:100%", onclick: () => {
    const number = 1 + Math.max(0, ...said.others.map((o) => Number(o.line.slice(2)) || 0));
    said.others.push({line: `其他${number}`, result: "unfit", finding: ""}); save(); render(); }}, t("add")));
  parts.push(el("button", {type: "button", id: "rest", "aria-pressed": String(said.rest), style: "width:100%;margin-top:10px",
    className: said.rest ? "main" : "", onclick: () => { said.rest = !said.rest; save(); render(); }},
    t(said.rest ? "rest_on" : "rest")));
  parts.push(field("not_done", said, "not_done", "textarea"));
  return parts;
}
function lineCard(body, line, all) {
  const key = lineKey(line), said = all.lines[key];
  const results = line.hazard ? ["fit", "unfit"] : ["fit", "unfit", "not_applicable"];
  const buttons = results.map((r) => el("button", {type: "button", "data-r": r,
    "aria-pressed": String(!!said && said.result === r), onclick: () => choose(all, key, r)},
    t(line.hazard ? `again_${r}` : r)));
  return el("section", {className: "card", "aria-label": line.check || line.name},
    el("div", {}, line.check || line.name), line.what ? el("p", {className: "small"}, line.what) : null,
    el("div", {className: `three ${line.hazard ? "two" : ""}`}, ...buttons),
    said && said.result === "unfit" ? detail(body, line, said, !!line.hazard) : null,
    said && line.hazard && said.result === "fit" ? photos(body, line) : null);
}
function choose(all, key, result) {
  const was = all.lines[key];
  if (was && was.result === result) delete all.lines[key];
  else all.lines[key] = {...(was || {finding: "", measure: "", due: "", at_once: false}), result};
  save(); render();
}
function otherCard(body, said, other, k) {
  return el("section", {className: "card"}, el("strong", {}, t("other")),
    detail(body, {item: "", line: other.line}, other, false),
    el("button", {type: "button", onclick: () => { said.others.splice(k, 1); save(); render(); }}, t("drop")));
}
function detail(body, line, said, again) {
  const parts = [field("finding", said, "finding", "textarea"), field("measure", said, "measure", "textarea")];
  if (!again) parts.push(el("label", {className: "check"}, el("input", {type: "checkbox", checked: !!said.at_once,
    onchange: (e) => { said.at_once = e.target.checked; save(); render(); }}), t("at_once")));
  if (!said.at_once) parts.push(field("due", said, "due", "input", "date"),
    el("div", {className: "row", style: "margin-top:8px"}, ...[3, 7, 15].map((n) => el("button", {type: "button",
      onclick: () => { said.due = later(n); save(); render(); }}, `${n}${t("days")}`))));
  parts.push(photos(body, line));
  return el("div", {}, ...parts);
}
function later(days) {
  const [y, m, d] = sheet.on.split("-").map(Number);
  return new Date(Date.UTC(y, m - 1, d + days)).toISOString().slice(0, 10);
}
function field(word, holder, name, tag, type) {
  const input = el(tag, {value: holder[name] || "", maxLength: 2000, "data-f": name,
    oninput: (e) => { holder[name] = e.target.value; save(); }});
  if (type) input.type = type;
  return el("label", {}, t(word), input);
}

function visitParts() {
  const clock = (name, word) => el("div", {}, field(word, draft, name, "input", "time"),
    el("button", {type: "button", style: "width:100%;margin-top:8px", onclick: () => {
      draft[name] = new Date().toTimeString().slice(0, 5); save(); render(); }}, `${t(word)}：${t("now")}`));
  const people = sheet.people.map((p) => el("label", {className: "check"}, el("input", {type: "checkbox",
    checked: draft.present.includes(p.id), onchange: (e) => {
      draft.present = draft.present.filter((id) => id !== p.id).concat(e.target.checked ? [p.id] : []); save(); }}), p.name));
  return [el("h2", {}, t("times")), el("div", {className: "row"}, clock("began", "came"), clock("ended", "left")),
    el("h2", {}, t("present")), el("div", {className: "card"}, ...people),
    el("h2", {}, t("sign")), signature(), field("refusal", draft, "refusal", "textarea"),
    field("witness", draft, "witness", "input"), field("note", draft, "note", "textarea")];
}
