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
const shownAnswer = () => document.querySelector("form.answer .area:not([hidden]) textarea");
const focusOnAnswer = () => {
  const area = shownAnswer();
  if (area) area.focus();
  return Boolean(area);
};

// With the Arabic layout, or caps lock, it is the same key.
const latin = {KeyR: "r", KeyS: "s", Slash: "/"};
const keyOf = ({key, code}) => {
  if (/^[\u0600-\u06ff]+$/.test(key)) return latin[code];
  return key.length === 1 ? key.toLowerCase() : key;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const actions = {
    ArrowDown: () => rows.length > 0 && (go(1), true),
    ArrowUp: () => rows.length > 0 && (go(-1), true),
    "/": () => focusOn("search"),
    r: () => focusOnAnswer(),
    s: () => focusOn("state-in_progress"),
  };
  const action = actions[keyOf(event)];
  if (action && action()) event.preventDefault();
});

for (const button of document.querySelectorAll("button[data-print]")) {
  button.addEventListener("click", () => window.print());
}
// Chosen with the pen a filter applies at once; arrows only walk through it, then Enter or the button applies it.
for (const select of document.querySelectorAll("select[data-submit]")) {
  let keyed = false;
  select.addEventListener("pointerdown", () => { keyed = false; });
  select.addEventListener("keydown", (event) => {
    keyed = true;
    if (event.key !== "Enter") return;
    event.preventDefault();
    select.form.submit();
  });
  select.addEventListener("change", () => {
    if (!keyed) select.form.submit();
    for (const button of select.form.querySelectorAll("button[data-apply]")) button.hidden = false;
  });
}

for (const all of document.querySelectorAll("input[data-all]")) {
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll("td.pick input")) box.checked = all.checked;
  });
}

// One language of the answer at a time: first the one that is too long, then one that is begun, then the citizen's.
for (const tabs of document.querySelectorAll(".tabs")) {
  const areas = Array.from(document.querySelectorAll("form.answer .area"));
  const text = (area) => area.querySelector("textarea");
  const show = (chosen) => {
    for (const area of areas) {
      area.hidden = area !== chosen;
      tab(area).setAttribute("aria-pressed", String(area === chosen));
    }
  };
  const tab = (area) => tabs.querySelector(`[data-language="${area.dataset.language}"]`);
  for (const area of areas) {
    const mark = () => { tab(area).querySelector(".dot").hidden = !text(area).value.trim(); };
    text(area).addEventListener("input", mark);
    mark();
    tab(area).addEventListener("click", () => { show(area); text(area).focus(); });
  }
  text(areas[0]).form.classList.add("tabbed");
  tabs.hidden = false;
  show(areas.find((area) => letters(text(area)) > limit(text(area))) ||
       areas.find((area) => text(area).value.trim()) || areas[0]);
}
for (const link of document.querySelectorAll("a[data-answer]")) {
  link.addEventListener("click", (event) => { if (focusOnAnswer()) event.preventDefault(); });
}

// Ready phrases, into the language that is shown, behind what is written already.
for (const bar of document.querySelectorAll(".phrases")) {
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const phrase = event.target.closest("button");
    if (!phrase) return;
    const area = shownAnswer();
    area.value = [area.value.trim(), phrase.dataset[area.lang]].filter(Boolean).join("\n");
    area.dispatchEvent(new Event("input", {bubbles: true}));
  });
}

// An answer that is being written is kept as a draft: others see who writes, and nothing is lost. When a field
// is left, when another form of the page is sent, and while writing every few seconds.
const draftEvery = 5000;
for (const form of document.querySelectorAll("form.answer")) {
  let waits = false, changed = false, sent = false;
  const note = document.createElement("p");
  note.className = "message";
  note.hidden = true;
  note.setAttribute("role", "alert");
  note.textContent = document.documentElement.lang === "ar"
    ? "لم تُحفظ المسودة: انسخوا نصكم قبل مغادرة الصفحة." : "Brouillon non enregistré : copiez votre texte avant de quitter.";
  form.append(note);
  const keep = () => {
    if (!changed || sent) return;
    changed = false;
    fetch(form.action.replace(/answer$/, "draft"),
          {method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: true})
      .then((response) => { note.hidden = response.ok && !response.url.includes("/sign-in"); })
      .catch(() => { note.hidden = false; });
  };
  form.addEventListener("input", () => {
    changed = true;
    if (waits) return;
    waits = true;
    setTimeout(() => { waits = false; keep(); }, draftEvery);
  });
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => { sent = true; });
  addEventListener("pagehide", keep);
}

// Complaints are read aloud by voices of this machine only: others would send the text to a service elsewhere.
for (const button of document.querySelectorAll("button[data-listen]")) {
  const speech = window.speechSynthesis;
  if (!speech) continue;
  const voice = () => speech.getVoices().find(
    (one) => one.localService && one.lang.toLowerCase().split(/[-_]/)[0] === button.dataset.listen);
  const offer = () => { button.hidden = !voice(); };
  const pressed = (on) => button.setAttribute("aria-pressed", String(on));
  const stop = () => { speech.cancel(); pressed(false); };
  button.addEventListener("click", () => {
    const speaks = button.getAttribute("aria-pressed") === "true";
    stop();
    const chosen = voice();
    if (speaks || !chosen) return;
    const words = new SpeechSynthesisUtterance(document.querySelector(".quote").textContent);
    words.voice = chosen;
    words.lang = chosen.lang;
    words.onend = words.onerror = () => pressed(false);
    speech.speak(words);
    pressed(true);
  });
  speech.addEventListener("voiceschanged", offer);
  addEventListener("pagehide", stop);
  offer();
}

// What was done is said once: not again when the page is loaded again, nor where its address is kept.
const place = new URL(location);
if (place.searchParams.has("done")) {
  for (const once of ["done", "changed", "kept"]) place.searchParams.delete(once);
  history.replaceState(null, "", place);
}

// A second click on a button sends nothing twice; a file that comes leaves the page as it is.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || "download" in event.target.dataset) return;
  setTimeout(() => {
    for (const button of event.target.querySelectorAll("button")) button.disabled = true;
  });
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form button[disabled]")) button.disabled = false;
});
