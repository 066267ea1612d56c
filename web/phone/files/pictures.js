"use strict";
/* Photos from the camera, made small before they are kept, and a signature drawn by hand. */
const LONGEST_SIDE = 1600;
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = el("canvas", {width: Math.round(picture.width * scale), height: Math.round(picture.height * scale)});
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((done) => canvas.toBlob((blob) => done(blob || file), "image/jpeg", 0.85));
  } catch (error) { return file; }
}
const isOf = (photo, body, line) =>
  photo.task === TASK && photo.body === body && photo.item === line.item && photo.line === line.line;
function photos(body, line) {
  const box = el("div", {className: "photos"});
  const input = el("input", {type: "file", accept: "image/*", className: "sr", tabIndex: -1,
    "aria-hidden": "true", onchange: async () => {
      for (const file of input.files) {
        const id = newKey();
        await keep("photos", id, {id, who: me, task: TASK, body: body.body, item: line.item, line: line.line,
          name: file.name, blob: await smaller(file)});
      }
      input.value = "";
      await fill();
    }});
  input.setAttribute("capture", "environment");
  const take = el("button", {type: "button", "data-photo": "1", onclick: () => input.click()}, t("photo"));
  async function fill() {
    const here = (await mine("photos")).filter((p) => isOf(p, body.body, line));
    const shown = here.map((p) => el("figure", {}, el("img", {src: URL.createObjectURL(p.blob), alt: t("photo")}),
      p.sent ? null : el("button", {type: "button", onclick: async () => { await forget("photos", p.id); fill(); }}, t("drop"))));
    box.replaceChildren(...shown);
  }
  fill();
  return el("div", {style: "margin-top:10px"}, take, input, box);
}
function signature() {
  const canvas = el("canvas", {width: 680, height: 340, "aria-label": t("sign_by"), tabIndex: 0});
  const pen = canvas.getContext("2d");
  pen.lineWidth = 5; pen.lineCap = "round";
  const at = (e) => { const r = canvas.getBoundingClientRect();
    return [(e.clientX - r.left) * canvas.width / r.width, (e.clientY - r.top) * canvas.height / r.height]; };
  const id = `sign-${me}|${TASK}`;
  let drawing = false;
  const state = el("p", {className: "small", role: "status"});
  kept("photos", id).then(async (p) => { if (!p) return;
    pen.drawImage(await createImageBitmap(p.blob), 0, 0); state.textContent = t("signed"); });
  canvas.addEventListener("pointerdown", (e) => { if (locked()) return;
    drawing = true; canvas.setPointerCapture(e.pointerId); pen.beginPath(); pen.moveTo(...at(e)); });
  canvas.addEventListener("pointermove", (e) => { if (!drawing) return; pen.lineTo(...at(e)); pen.stroke(); });
  canvas.addEventListener("pointerup", () => { drawing = false; canvas.toBlob(async (blob) => {
    await keep("photos", id, {id, who: me, task: TASK, body: "", item: "", line: "", name: `${t("sign")}.png`, blob});
    state.textContent = t("signed"); }, "image/png"); });
  return el("div", {}, el("p", {className: "small"}, t("sign_by")), canvas, state,
    el("button", {type: "button", onclick: async () => { await forget("photos", id); render(); }}, t("clear")));
}

function told() {
  const bodies = [];
  for (const [body, said] of Object.entries(draft.bodies)) {
    const lines = Object.entries(said.lines).map(([key, x]) => { const [item, line] = JSON.parse(key); return sentLine(item, line, x); });
    for (const other of said.others) if (other.finding.trim()) lines.push(sentLine("", other.line, other));
    if (lines.length || said.rest || said.not_done.trim())
      bodies.push({body, lines, rest_fits: said.rest, not_done: said.not_done});
  }
  const refusal = [draft.refusal.trim(), draft.witness.trim() && `见证人：${draft.witness.trim()}`].filter(Boolean).join("；");
  return {key: draft.key, who: me, bodies, began: draft.began || null, ended: draft.ended || null, present: draft.present,
    refusal, note: draft.note, correct: !!draft.delivered};
}
function sentLine(item, line, x) {
  const bad = x.result === "unfit";
  return {item, line, result: x.result, finding: bad ? x.finding : "", measure: bad ? x.measure || "" : "",
    due: (bad && x.due) || null, at_once: bad && !!x.at_once, photos: x.photos || 0};
}
function blankLines() {
  let count = 0;
  for (const body of sheet.bodies) {
    const said = draft.bodies[body.body];
    if (said.not_done.trim() || !(said.rest || Object.keys(said.lines).length || said.others.length)) continue;
    count += body.lines.filter((line) => !said.lines[lineKey(line)] && !(said.rest && !line.hazard)).length;
  }
  return count;
}
async function send() {
  const blanks = blankLines();
  if (blanks && !confirm(`${t("left_blank")}${blanks}`)) return;
  const pictures = (await mine("photos")).filter((p) => p.task === TASK && !p.sent);
  for (const [body, said] of Object.entries(draft.bodies)) {
    const count = (item, line) => pictures.filter((p) => isOf(p, body, {item, line})).length;
    for (const [key, x] of Object.entries(said.lines)) x.photos = count(...JSON.parse(key));
    for (const other of said.others) other.photos = count("", other.line);
  }
  for (const other of await mine("queue")) if (other.task === TASK) await forget("queue", other.key);
  Object.assign(draft, {key: newKey(), state: "queued", says: ""});
  const url = `/visit/${encodeURIComponent(TASK)}/`, at = Date.now();
  await keep("queue", draft.key, {key: draft.key, who: me, task: TASK, at, url: `${url}told`, body: JSON.stringify(told())});
  for (const [k, photo] of pictures.entries()) {
    const key = newKey();
    await keep("queue", key, {key, who: me, task: TASK, at: at + 1 + k, url: `${url}photo`, photo: photo.id});
  }
  await save();
  render();
  scrollTo(0, 0);
  await sendAll();
}
start();
