// What is wrong with the page that is shown, as a list of sentences: what overflows, is cut, is too small to hit, too
// pale to read, or out of order for who hears the page instead of seeing it. Runs in the browser, from browser_test.py;
// gets the language the page should have. The names of controls are the browser's own business (accessible names).

const [language] = arguments;
const CONTROL_MIN_PX = 32;
const BOX_MIN_PX = 24;  // of a checkbox alone in a cell: WCAG 2.2, 2.5.8
const CONTRAST_MIN = 4.5;  // WCAG 2.2, 1.4.3
const ROUNDING_PX = 1;

const wrong = [];
const all = (css, root = document) => Array.from(root.querySelectorAll(css));
const shown = (element) => element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) &&
  element.getBoundingClientRect().width > 1;
const called = (element) => {
  const words = (element.textContent || element.value || "").trim().replace(/\s+/g, " ").slice(0, 40);
  const classes = element.getAttribute("class");
  return element.localName + (element.id ? "#" + element.id : "") + (classes ? "." + classes.replace(/ /g, ".") : "") +
    " «" + words + "»";
};
const report = (what, element) => wrong.push(what + ": " + called(element));

function checkFrame() {
  const html = document.documentElement;
  if (html.lang !== language) wrong.push("lang is " + html.lang);
  if (html.dir !== (language === "ar" ? "rtl" : "ltr")) wrong.push("dir is " + html.dir);
  if (html.scrollWidth !== html.clientWidth) wrong.push("the page is " + html.scrollWidth + " px wide");
  if (all("main").length !== 1 || all("h1").length !== 1) wrong.push("not one main part with one first heading");
  if (!document.title.includes(" · ")) wrong.push("the title is «" + document.title + "»");
}

function checkRoom() {
  for (const element of all("body *").filter(shown)) {
    const style = getComputedStyle(element);
    const spills = element.scrollWidth > element.clientWidth + ROUNDING_PX && style.display !== "inline";
    if (spills && (element.matches(".card") || style.overflowX !== "visible")) report("cut or too wide", element);
    const edge = element.getBoundingClientRect();
    const outside = edge.left < -ROUNDING_PX || edge.right > innerWidth + ROUNDING_PX;
    if (outside && !element.matches(".skip")) report("outside the window", element);
  }
  const within = (inner, outer) => inner.left >= outer.left - ROUNDING_PX && inner.right <= outer.right + ROUNDING_PX;
  const edges = (element) => element.getBoundingClientRect();
  for (const element of all("svg text").filter(shown)) {
    const picture = element.ownerSVGElement;
    const frame = getComputedStyle(picture).overflowX === "visible" ? picture.closest(".card") : picture;
    if (!within(edges(element), edges(frame))) report("cut in its picture", element);
  }
  for (const element of all(".card, main table").filter(shown))
    if (!within(edges(element), edges(element.parentElement))) report("wider than its column", element);
}

// Chosen options and placeholders do not scroll: their words are measured.
const pen = document.createElement("canvas").getContext("2d");
function checkWords() {
  for (const element of all("select, input[placeholder]").filter(shown)) {
    const style = getComputedStyle(element);
    pen.font = style.font;
    const words = element.localName === "select" ? element.selectedOptions[0].text : element.placeholder;
    const room = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const width = pen.measureText(words).width;
    const numbers = Math.ceil(width) + " px and has " + Math.floor(room);
    if (width > room + ROUNDING_PX) report("«" + words + "» needs " + numbers, element);
  }
}

function checkControls() {
  const controls = "button, select, textarea, summary, input:not([type=hidden]), a.button, a.chip, nav a, a.subject";
  for (const element of all(controls)) {
    const label = element.matches("[type=checkbox], [type=radio]") && element.closest("label");
    const target = label || element;
    if (!shown(target)) continue;
    const min = element.matches("[type=checkbox]") && !label ? BOX_MIN_PX : CONTROL_MIN_PX;
    const {width, height} = target.getBoundingClientRect();
    if (Math.min(width, height) < min) report("only " + width.toFixed(0) + " × " + height.toFixed(0) + " px", target);
  }
}

// [red, green, blue, alpha], each 0 to 1.
function colourOf(text) {
  const numbers = text.match(/[\d.]+/g).map(Number);
  return [...numbers.slice(0, 3).map((value) => value / 255), numbers[3] ?? 1];
}
const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
function luminance(colour) {
  const [red, green, blue] = colour.map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

// Every colour the background can have there: a gradient has its ends.
function backgroundsOf(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    const gradient = style.backgroundSize.includes("px") ? null : style.backgroundImage.match(/rgba?\([^)]*\)/g);
    if (gradient) return gradient.map(colourOf);
    layers.push(colourOf(style.backgroundColor));
    if (layers.at(-1)[3] === 1) break;
  }
  return [layers.reduceRight((below, top) => over(top, below), [1, 1, 1, 1])];
}

function checkContrast() {
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
  const speaks = (element) => Array.from(element.childNodes).some(isText);
  for (const element of all("body *").filter((one) => speaks(one) && shown(one) && one.localName !== "option")) {
    const style = getComputedStyle(element);
    const ink = colourOf(element.ownerSVGElement ? style.fill : style.color);
    const least = Math.min(...backgroundsOf(element).map((below) => contrast(over(ink, below), below)));
    if (least < CONTRAST_MIN) report("contrast is " + least.toFixed(2), element);
  }
}

function checkOrder() {
  let level = 0;
  for (const heading of all("h1, h2, h3, h4").filter(shown)) {
    const next = Number(heading.localName[1]);
    if (next > level + 1) report("a heading of level " + next + " after " + level, heading);
    level = next;
  }
  for (const head of all("th")) {
    if (!["col", "row"].includes(head.scope)) report("heads no column and no row", head);
    if (!head.textContent.trim() && !head.querySelector("[aria-label]")) report("an empty head", head);
  }
  const ids = all("[id]").map((element) => element.id);
  for (const element of all("[id]"))
    if (ids.indexOf(element.id) !== ids.lastIndexOf(element.id)) report("an id twice", element);
  for (const label of all("label[for]")) if (!document.getElementById(label.htmlFor)) report("labels nothing", label);
  for (const picture of all("svg")) {
    const silent = picture.getAttribute("aria-hidden") === "true";
    if (!silent && !picture.getAttribute("aria-label")) report("a picture without words", picture);
  }
}

checkFrame();
checkRoom();
checkWords();
checkControls();
checkContrast();
checkOrder();
return wrong;
