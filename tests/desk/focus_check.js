// Where the focus is, and what is wrong with how it is shown: [words of the element, a sentence or ""].
const element = document.activeElement;
const marked = element.closest("label") ?? element;
const box = marked.getBoundingClientRect();
const words = (element.getAttribute("aria-label") || element.textContent || element.id).trim().slice(0, 40);
const called = element.localName + " «" + words + "»";
if (element === document.body) return ["", ""];
const isSeen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
if (!isSeen) return [called, "is out of sight"];
const ring = (one) => {
  const style = getComputedStyle(one);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
};
const stroke = element.ownerSVGElement && getComputedStyle(element.querySelector("rect")).stroke !== "none";
return [called, ring(marked) || ring(element) || stroke ? "" : "has no ring"];
