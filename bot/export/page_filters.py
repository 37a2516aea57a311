"""The second half of the page's script: what is shown, and how the address in the browser remembers it."""

from __future__ import annotations

FILTERS = r"""function arrive(element) {
  if (!element) return;
  element.scrollIntoView({ block: "start" });
  element.focus({ preventScroll: true });
}

function sift() {
  const wanted = fold(state.search).split(/\s+/).filter(Boolean);
  const year = (typed, otherwise) => /^\d{4}$/.test(typed) ? Number(typed) : otherwise;
  const from = year(state.from, -Infinity), to = year(state.to, Infinity);
  let count = 0;
  for (const { fact, element, text } of shown) {
    const fits = (!state.topic || fact.topic === state.topic) && state.status.includes(fact.status)
      && (fact.first ?? -Infinity) <= to && (fact.last ?? Infinity) >= from
      && wanted.every((word) => text.includes(word));
    element.hidden = !fits;
    count += fits;
  }
  const sections = all("#facts section"), buttons = at("decades").children;
  sections.forEach((section, number) => {
    section.hidden = !section.querySelector("article:not([hidden])");
    buttons[number].disabled = section.hidden;
  });
  at("nothing").hidden = count > 0;
  at("count").textContent = filled(words.shown, { shown: count, all: data.facts.length });
  at("reset").disabled = !(state.topic || state.from || state.to || state.search || state.status.length < 3);
}

function fillForm() {
  for (const name of ["topic", "from", "to", "search"]) at(name).value = state[name];
  for (const box of all("[name=status]")) box.checked = state.status.includes(box.value);
  for (const radio of all("[name=language]")) radio.checked = radio.value === state.language;
}

function keep() {
  const kept = new URLSearchParams({ lang: state.language });
  for (const name of ["topic", "from", "to", "search"]) if (state[name]) kept.set(name, state[name]);
  if (state.status.length < everyStatus.length) kept.set("status", state.status.join(","));
  try {
    history.replaceState(null, "", "#" + kept);
  } catch { /* the address cannot be changed here; the page works without */ }
}

function fromAddress() {
  const kept = new URLSearchParams(location.hash.slice(1));
  const language = kept.get("lang") || navigator.language.slice(0, 2);
  state.language = language in data.words ? language : "en";
  for (const name of ["topic", "from", "to", "search"]) state[name] = kept.get(name) ?? "";
  if (!(state.topic in data.topics)) state.topic = "";
  state.status = kept.has("status") ? kept.get("status").split(",") : everyStatus;
  draw();
  fillForm();
  sift();
  if (kept.has("fact")) arrive(at("fact-" + kept.get("fact")));
}

at("filters").addEventListener("submit", (event) => event.preventDefault());
at("filters").addEventListener("input", () => {
  for (const name of ["topic", "from", "to", "search"]) state[name] = at(name).value;
  state.status = all("[name=status]:checked").map((box) => box.value);
  sift();
  keep();
});
at("reset").addEventListener("click", () => {
  Object.assign(state, { topic: "", from: "", to: "", search: "", status: everyStatus });
  fillForm();
  sift();
  keep();
  at("search").focus();
});
at("more").addEventListener("click", () => {
  const open = at("rest").classList.toggle("open");
  at("more").setAttribute("aria-expanded", open);
});
for (const radio of all("[name=language]")) {
  radio.addEventListener("change", () => {
    state.language = radio.value;
    draw();
    fillForm();
    sift();
    keep();
  });
}
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  arrive(at("facts"));
});
[at("from").placeholder, at("to").placeholder] = data.span;
window.addEventListener("hashchange", fromAddress);
fromAddress();
})();
"""
