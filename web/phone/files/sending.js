"use strict";
/* Sends what waits, oldest first. What the server refuses stays, with its sentence; what did not
   arrive is sent again under the same key, so that it is recorded once. */
const AGAIN_MS = 8000, PATIENCE_MS = 30000;
let sending = false, online = navigator.onLine;
async function post(item) {
  const give_up = new AbortController();
  const timer = setTimeout(() => give_up.abort(), PATIENCE_MS);
  try {
    const body = item.photo ? await photoBody(item) : item.body;
    if (!body) return {ok: true, said: {}};
    const answer = await fetch(item.url, {method: "POST", body, signal: give_up.signal,
      redirect: "error", headers: {"Content-Type": "application/json", "X-Inspect-Once": "1"}});
    const said = await answer.json().catch(() => ({}));
    return {ok: answer.ok, status: answer.status, said};
  } finally { clearTimeout(timer); }
}
async function photoBody(item) {
  const photo = await kept("photos", item.photo);
  if (!photo) return null;
  const content = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1]);
    reader.readAsDataURL(photo.blob);
  });
  const {body, item: code, line, name} = photo;
  return JSON.stringify({key: item.key, who: me, body, item: code, line, name, content});
}
async function sendAll() {
  if (sending || !me) return tellLine();
  sending = true;
  let login = false;
  try {
    const waiting = (await mine("queue")).sort((a, b) => a.at - b.at);
    for (const item of waiting) {
      const answer = await post(item);
      online = true;
      if (answer.ok) await arrived(item, answer.said);
      else if ([401, 408, 429].includes(answer.status) || answer.status >= 500) {
        login = answer.status === 401;
        break;
      } else { await refused(item, saidBy(answer)); break; }
    }
  } catch (error) { online = false; }
  sending = false;
  await tellLine();
  if (login) say(t("login"), "bad");
}
async function arrived(item, said) {
  await forget("queue", item.key);
  if (item.photo) return keep("photos", item.photo, {...await kept("photos", item.photo), sent: true});
  const draft = await draftOf(item.task);
  if (!draft || draft.key !== item.key) return;
  Object.assign(draft, {state: "sent", delivered: true, told: said.lines || [], again: !!said.again});
  await keepDraft(draft);
  await whenSettled(item.task, draft);
}
async function refused(item, says) {
  for (const other of await mine("queue")) if (other.task === item.task) await forget("queue", other.key);
  const draft = await draftOf(item.task);
  if (!draft) return;
  Object.assign(draft, {state: "refused", says});
  await keepDraft(draft);
  await whenSettled(item.task, draft);
}
function saidBy(answer) {
  const {says} = answer.said;
  return (says && (says[LANG] || says)) || String(answer.status);
}
function say(text, kind) {
  const line = document.getElementById("line");
  if (line.textContent !== text) line.textContent = text;
  line.className = kind || "";
}
async function tellLine() {
  const count = (await mine("queue")).length;
  const more = count ? `　${count} ${t("waiting")}` : "";
  if (online && navigator.onLine) say(t("online") + more);
  else say(t("offline") + more, "off");
}
addEventListener("online", () => { online = true; sendAll(); });
addEventListener("offline", () => { online = false; tellLine(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAll(); });
setInterval(sendAll, AGAIN_MS);
