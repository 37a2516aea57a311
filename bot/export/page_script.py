"""The script of the page: plain JavaScript that puts every text in place as text, never as markup."""

from __future__ import annotations

from bot.export.page_filters import FILTERS

_DRAW = r"""
"use strict";
(() => {
const data = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const state = { language: "en", topic: "", from: "", to: "", search: "", status: [] };
const everyStatus = all("[name=status]").map((box) => box.value);
let words = {};
let shown = [];

function make(tag, className, ...content) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

function sourceItem(id) {
  const source = data.sources[id];
  const [date, kind] = source[state.language];
  const link = (text, address) => {
    const element = make("a", "", text);
    if (/^https?:\/\//.test(address)) element.href = address;
    element.target = "_blank";
    element.rel = "noopener noreferrer";
    return element;
  };
  const title = link(source.title, source.url);
  title.lang = source.language;
  const item = make("li", "", source.publisher + words.colon, title, filled(words.about_source, { date, kind }));
  if (source.archived) item.append(" · ", link(words.archived, source.archived));
  return item;
}

function note(label, text) {
  return make("p", "note", make("b", "", label + words.colon), text);
}

function factElement(fact) {
  const told = fact[state.language];
  const date = make("a", "", told.date);
  date.href = "#" + new URLSearchParams({ lang: state.language, fact: fact.id });
  date.title = words.link;
  const when = make("p", "when", date, make("span", "topic", data.topics[fact.topic][state.language]));
  const body = make("div", "body", make("h3", "", told.title), make("p", "", told.text));
  if (told.standing) body.append(make("p", "standing", told.standing));
  if (told.disagreement) body.append(note(words.disagreement, told.disagreement));
  for (const text of told.corrections) body.append(note(words.correction, text));
  for (const [day, text] of told.changes) body.append(note(filled(words.changed, { date: day }), text));
  const sources = make("ul", "sources", ...fact.sources.map(sourceItem));
  sources.setAttribute("aria-label", words.sources);
  body.append(sources);
  const element = make("article", "fact", when, make("i", "dot " + fact.status), body);
  element.id = "fact-" + fact.id;
  element.tabIndex = -1;
  const titles = Object.keys(data.words).map((language) => fact[language].title);
  const publishers = fact.sources.map((id) => data.sources[id].publisher);
  const texts = [told.date, told.text, told.standing, told.disagreement, ...told.names, ...titles, ...publishers];
  shown.push({ fact, element, text: fold(texts.join("\n")) });
  return element;
}

function draw() {
  words = data.words[state.language];
  document.documentElement.lang = words.tag;
  document.title = words.title;
  for (const element of all("[data-word]")) element.textContent = words[element.dataset.word];
  for (const element of all("[data-label]")) element.setAttribute("aria-label", words[element.dataset.label]);
  for (const element of all("[data-hint]")) element.placeholder = words[element.dataset.hint];
  const topics = Object.entries(data.topics).map(([id, name]) => [id, name[state.language]]);
  topics.sort((a, b) => a[1].localeCompare(b[1], words.tag));
  at("topic").replaceChildren(...[["", words.all_topics], ...topics].map(([id, name]) => new Option(name, id)));
  shown = [];
  const decades = new Map();
  for (const fact of data.facts) {
    const decade = Math.floor((fact.first ?? fact.last) / 10) * 10;
    if (!decades.has(decade)) decades.set(decade, []);
    decades.get(decade).push(factElement(fact));
  }
  at("facts").replaceChildren(...[...decades].map(([decade, elements]) => {
    const heading = make("h2", "", filled(words.decade, { decade }));
    heading.id = "decade-" + decade;
    heading.tabIndex = -1;
    const section = make("section", "", heading, ...elements);
    section.setAttribute("aria-labelledby", heading.id);
    return section;
  }));
  at("decades").replaceChildren(...[...decades.keys()].map((decade) => {
    const button = make("button", "", decade);
    button.setAttribute("aria-label", filled(words.decade, { decade }));
    button.type = "button";
    button.onclick = () => arrive(at("decade-" + decade));
    return button;
  }));
}
"""

SCRIPT = f"{_DRAW}\n{FILTERS}"
