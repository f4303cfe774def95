// Small comforts on top of pages that work without scripts: filtering in place, and lighting up words.
import "htmx.org/dist/htmx.esm.js";

// A long timeline starts at its latest day.
function showLatest() {
  for (const scroller of document.querySelectorAll(".timeline .scroller")) scroller.scrollLeft = scroller.scrollWidth;
}

// Pointing at an act lights up its words in the text, and the other way round.
function light(ids) {
  for (const mark of document.querySelectorAll("mark.lit[data-mentions]"))
    mark.classList.toggle("on", mark.dataset.mentions.split(" ").some((id) => ids.includes(id)));
  for (const act of document.querySelectorAll("[data-mention]"))
    act.classList.toggle("on", ids.includes(act.dataset.mention));
}

function idsAt(target) {
  if (!(target instanceof Element)) return [];
  const act = target.closest("[data-mention]");
  if (act) return [act.dataset.mention];
  return target.closest("mark.lit[data-mentions]")?.dataset.mentions.split(" ") ?? [];
}

for (const kind of ["mouseover", "focusin"])
  document.addEventListener(kind, (event) => {
    if (document.querySelector("[data-mention]")) light(idsAt(event.target));
  });
document.addEventListener("tocsin:listed", showLatest);
showLatest();

// The list was replaced by a filtered one: tell whoever draws the same events.
new MutationObserver((changes) => {
  const added = changes.flatMap((change) => [...change.addedNodes]);
  if (added.some((node) => node.id === "listed")) document.dispatchEvent(new CustomEvent("tocsin:listed"));
}).observe(document.querySelector("main"), { childList: true, subtree: true });
