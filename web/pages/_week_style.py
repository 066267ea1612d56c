"""How the week looks: dense, calm, and told apart without hue as well."""

STYLE = """
.wk { gap: 8px; width: 100%; }
.wk-row { display: flex; gap: 8px; width: 100%; align-items: flex-start; }
.wk-board { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(158px, 1fr); gap: 6px;
  overflow: auto; flex: 1 1 0; min-width: 0; max-height: max(420px, calc(100vh - 150px)); }
.wk-col { background: #f4f6f8; border: 1px solid #dde2e8;
  border-radius: 4px; padding: 4px; display: flex; flex-direction: column; gap: 5px;
  min-height: 220px; }
.wk-stack { display: flex; flex-direction: column; gap: 5px; flex: 1; }
.wk-col.over { background: repeating-linear-gradient(135deg,#eceff2 0 6px,#f4f6f8 6px 12px); }
.wk-col.aim { outline: 2px dashed #0b57d0; outline-offset: -2px; }
.wk-head { font-size: .86rem; font-weight: 600; color: #1f2933; display: flex;
  justify-content: space-between; align-items: baseline; gap: 4px; padding: 1px 2px; }
.wk-col > .wk-top-line { position: sticky; top: 0; z-index: 1; background: #f4f6f8; }
.wk-note { font-weight: 600; font-size: .74rem; color: #8a6100; }
.wk-hint { font-size: .74rem; min-height: 1.1em; padding: 0 2px; color: #52606d; }
.wk-hint.kept { color: #1b6e3c; } .wk-hint.local { color: #8a6100; }
.wk-hint.law { color: #b3261e; }
.wk-card { background: #fff; border: 1px solid #d5dbe1; border-left: 4px solid #7b8794;
  border-radius: 3px; padding: 4px 5px; font-size: .78rem; line-height: 1.35; color: #1f2933;
  position: relative; }
.wk-card[draggable=true], .wk-need[draggable=true] { cursor: grab; }
.wk-card.red { border-left-color: var(--red); } .wk-card.yellow { border-left-color: #c98b00; }
.wk-card.green { border-left-color: var(--green); } .wk-card.unseen { display: none; }
.wk-top { display: flex; justify-content: space-between; align-items: center; gap: 0 3px;
  flex-wrap: wrap; padding-right: 16px; }
.wk-menu { position: absolute !important; top: 1px; right: 0; }
.wk-colour { font-weight: 600; white-space: nowrap; }
.wk-colour.red { color: var(--red); } .wk-colour.yellow { color: var(--yellow); }
.wk-colour.green { color: var(--green); }
.wk-clock { font-variant-numeric: tabular-nums; color: #3e4c59; white-space: nowrap; }
.wk-name { font-weight: 600; font-size: .82rem; margin: 1px 0; }
.wk-line { color: #3e4c59; overflow-wrap: anywhere; }
.wk-people { display: flex; flex-wrap: wrap; gap: 2px; margin-top: 2px; }
.wk-person { background: #eef2f6; border-radius: 3px; padding: 0 4px; border: 1px solid transparent;
  font: inherit; color: inherit; }
button.wk-person { cursor: pointer; } button.wk-person:hover { border-color: #0b57d0; }
.wk-person.helps { background: #fff; border: 1px dashed #9aa5b1; }
.wk-marks { display: flex; flex-wrap: wrap; gap: 3px; margin-top: 2px; font-size: .72rem; }
.wk-mark { border: 1px solid #9aa5b1; border-radius: 3px; padding: 0 3px; color: #3e4c59; }
.wk-mark.pin { border-color: #0b57d0; color: #0b57d0; }
.wk-mark.outside { border-color: #8a6100; color: #8a6100; }
.wk-answer { border-radius: 3px; padding: 5px 6px; font-size: .78rem; line-height: 1.4;
  border: 1px solid; }
.wk-answer.kept { background: #eef7f1; border-color: #1b6e3c; }
.wk-answer.local { background: #fff8e6; border-color: #8a6100; }
.wk-answer.law { background: #fdf0ef; border-color: #b3261e; }
.wk-answer .said { font-weight: 600; } .wk-answer .source { color: #52606d; font-size: .72rem;
  display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.wk-side { width: 212px; max-height: 75vh; overflow-y: auto; background: #fbfcfd;
  border: 1px solid #dde2e8; border-radius: 4px; padding: 5px; }
.wk-need { border-left: 3px solid #7b8794; padding: 2px 5px; margin-bottom: 5px;
  font-size: .76rem; line-height: 1.35; background: #fff; }
.wk-need.red { border-left-color: var(--red); } .wk-need.yellow { border-left-color: #c98b00; }
.wk-need.green { border-left-color: var(--green); } .wk-need.unseen { display: none; }
.wk-code { font-weight: 600; } .wk-help { color: #1b4f8a; }
.wk-off { width: 100%; overflow-x: auto; }
.wk-off table { border-collapse: collapse; width: 100%; table-layout: fixed; font-size: .74rem; }
.wk-off th, .wk-off td { border: 1px solid #dde2e8; padding: 0 3px; height: 24px; }
.wk-off thead th { overflow: hidden; text-overflow: ellipsis; }
.wk-off th { background: #f4f6f8; font-weight: 600; position: sticky; top: 0; }
.wk-off .who { width: 132px; text-align: left; font-weight: 400;
  white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.wk-off .who small { color: #52606d; }
.wk-off .cell { position: relative; padding: 0; min-width: 74px; }
.wk-off .away { background: repeating-linear-gradient(135deg,#d7dde3 0 3px,#eef1f4 3px 7px);
  color: #3e4c59; text-align: center; }
.wk-off .reserve { color: #0b57d0; text-align: center; }
.wk-off .block { position: absolute; top: 2px; bottom: 2px; background: #cfe0f5;
  border: 1px solid #5b84b5; border-radius: 2px; overflow: hidden; white-space: nowrap;
  padding: 0 2px; color: #12305a; }
.wk-changes { width: 100%; } .wk-changes td { white-space: pre-line !important; }
.wk-sum { font-size: .85rem; color: #3e4c59; }
body.large .wk-card, body.large .wk-need, body.large .wk-answer, body.large .wk-off table,
body.large .wk-sum, body.large .wk-hint { font-size: 1rem; }
body.large .wk-name, body.large .wk-head { font-size: 1.08rem; }
.wk-need .q-btn, .wk-answer .q-btn { font-size: .76rem !important; }
body.large .wk-need .q-btn, body.large .wk-answer .q-btn { font-size: 1rem !important; }
body.large .wk-marks, body.large .wk-answer .source { font-size: .92rem; }
body.large .wk-board { grid-auto-columns: minmax(215px, 1fr); }
body.large .wk-side { flex-basis: 270px; width: 270px; }
body.large .wk-off th, body.large .wk-off td { height: 32px; }
@media print { .wk-side, .wk-hint, .wk-menu { display: none !important; }
  .wk-board { overflow: visible; max-height: none; grid-auto-columns: minmax(0, 1fr); } }
"""
