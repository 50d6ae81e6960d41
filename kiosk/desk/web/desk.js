// Small helps for the keyboard and the pen; every page works without them.
"use strict";

const limit = (area) => Number(area.dataset.limit);
const letters = (area) => Array.from(area.value).length;

for (const area of document.querySelectorAll("textarea[data-limit]")) {
  const counter = document.getElementById(area.id + "-count");
  const show = () => {
    counter.textContent = letters(area) + " / " + limit(area);
    counter.classList.toggle("over", letters(area) > limit(area));
  };
  area.addEventListener("input", show);
  show();
}

const rows = Array.from(document.querySelectorAll("tbody a.subject"));
const go = (step) => {
  const at = rows.indexOf(document.activeElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  if (next) next.focus();
};
const focusOn = (id) => {
  const target = document.getElementById(id);
  if (target) target.focus();
  return Boolean(target);
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const actions = {
    ArrowDown: () => rows.length > 0 && (go(1), true),
    ArrowUp: () => rows.length > 0 && (go(-1), true),
    "/": () => focusOn("search"),
    r: () => focusOn("answer-ar"),
    s: () => focusOn("state-in_progress"),
  };
  const action = actions[event.key];
  if (action && action()) event.preventDefault();
});

for (const button of document.querySelectorAll("button[data-print]")) {
  button.addEventListener("click", () => window.print());
}
for (const select of document.querySelectorAll("select[data-submit]")) {
  select.addEventListener("change", () => select.form.submit());
}
