"""The style of the page: for a phone first, for paper too, light or dark as the reader's system is set."""

from __future__ import annotations

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fbfaf7; --ink: #1f1e1b; --quiet: #625e55; --rule: #dcd7cb; --field: #fff; --accent: #97231f; --amber: #8a5a00;
  --text: Charter, "Iowan Old Style", "Source Serif 4", Georgia, "Noto Serif", serif;
  --plain: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", sans-serif;
}
:root:lang(zh) {
  --plain: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif;
  --text: var(--plain);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171614; --ink: #e6e2d8; --quiet: #a7a194; --rule: #38352f; --field: #211f1c;
    --accent: #ee9a8d; --amber: #e0b15c;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 7.5rem; -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 0 1.25rem 3rem; max-width: 54rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 var(--text); overflow-wrap: break-word; }
:lang(zh) body { line-height: 1.75; font-size: 1rem; }
[hidden] { display: none !important; }
h1, h2, h3, p, ul, fieldset { margin: 0; padding: 0; border: 0; }
h1 { font-size: 1.9rem; line-height: 1.2; font-weight: 600; text-wrap: balance; }
header { display: flex; flex-wrap: wrap; gap: 1rem 2rem; justify-content: space-between; align-items: flex-start;
  padding: 2.25rem 0 1rem; }
header > div { flex: 1 1 22rem; }
header p { margin-top: .5rem; color: var(--quiet); font: .9rem/1.5 var(--plain); text-wrap: balance; }
a { color: inherit; text-decoration-color: var(--rule); text-underline-offset: .2em; }
a:hover { color: var(--accent); text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
main:focus, h2:focus, article:focus { outline: none; }
h2:focus-visible, article:focus h3 { color: var(--accent); }
.skip { position: absolute; left: -99rem; padding: .5rem 1rem; background: var(--paper); z-index: 3; }
.skip:focus { left: 1rem; top: .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.languages { display: flex; border: 1px solid var(--rule); border-radius: .4rem; font: .875rem/1 var(--plain); }
.languages label { position: relative; cursor: pointer; }
.languages input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.languages span { display: block; padding: .6rem .8rem; border-radius: .35rem; color: var(--quiet); }
.languages input:checked + span { background: var(--ink); color: var(--paper); }
.languages input:focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px; }

form { position: sticky; top: 0; z-index: 2; margin: 0 -1.25rem; padding: .75rem 1.25rem; background: var(--paper);
  border-bottom: 1px solid var(--rule); font: .875rem/1.3 var(--plain); }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .9rem; }
.row + .row { margin-top: .6rem; }
.row fieldset { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem .7rem; }
.row .years { gap: .35rem; }
input, select, button { font: inherit; color: inherit; }
[type=search], [type=number], select, form button { min-height: 2.4rem; padding: .35rem .6rem; background: var(--field);
  border: 1px solid var(--rule); border-radius: .4rem; }
[type=search] { flex: 1; min-width: 8rem; font-size: 1rem; }
[type=number] { width: 5.4em; }
::placeholder { color: var(--quiet); opacity: 1; }
select { max-width: 11.5rem; text-overflow: ellipsis; }
.standings label { display: inline-flex; align-items: center; gap: .35rem; min-height: 2rem; cursor: pointer; }
[type=checkbox] { margin: 0; width: 1rem; height: 1rem; accent-color: var(--ink); }
button { cursor: pointer; }
button:disabled { opacity: .4; cursor: default; }
#more { display: none; }
#count { color: var(--quiet); font-variant-numeric: tabular-nums; white-space: nowrap; }
#decades { display: flex; flex-wrap: wrap; gap: .1rem; margin: .9rem -.3rem 0; font: .8125rem/1.3 var(--plain); }
#decades button { padding: .35rem .3rem; border: 0; background: none; color: var(--quiet); border-radius: .3rem;
  font-variant-numeric: tabular-nums; }
#decades button:not(:disabled):hover { color: var(--accent); text-decoration: underline; }

h2 { padding: 2.5rem 0 1rem; font: 600 1.3rem/1.3 var(--text); }
.fact { position: relative; display: grid; grid-template-columns: 9.5rem 1fr; column-gap: 2.5rem; padding-bottom: 2rem; }
.fact::before { content: ""; position: absolute; left: 10.75rem; top: 0; bottom: 0; border-left: 1px solid var(--rule); }
.fact > .dot { position: absolute; left: 10.75rem; top: .5em; transform: translateX(-50%);
  box-shadow: 0 0 0 .3rem var(--paper); }
.dot { flex: none; width: .68rem; height: .68rem; border-radius: 50%; border: 2px solid var(--quiet);
  background: var(--paper); }
.dot.established { border-color: var(--quiet); background: var(--quiet); }
.dot.reported { border-color: var(--amber); }
.dot.disputed { border-color: var(--accent); border-radius: 0; rotate: 45deg; }
.when { font: .875rem/1.45 var(--plain); padding-top: .12rem; text-align: right; }
.when a { text-decoration: none; font-weight: 600; font-variant-numeric: tabular-nums; }
.when a:hover { text-decoration: underline; }
.topic { display: block; color: var(--quiet); }
h3 { margin-bottom: .3rem; font-size: 1.1rem; line-height: 1.35; font-weight: 600; text-wrap: balance; }
.body { min-width: 0; max-width: 38rem; }
.standing, .note { margin-top: .5rem; font-size: .9375em; }
.standing { font-style: italic; }
:lang(zh) .standing { font-style: normal; color: var(--quiet); }
.note { padding-left: .8rem; border-left: 2px solid var(--rule); }
.note b { font-weight: 600; }
.sources { margin-top: .6rem; list-style: none; color: var(--quiet); font: .8125rem/1.5 var(--plain); }
.sources li { padding-left: .9rem; text-indent: -.9rem; }
.sources li + li { margin-top: .15rem; }
#nothing { padding: 3rem 0; color: var(--quiet); }
footer { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--quiet);
  font: .8125rem/1.5 var(--plain); }

@media (max-width: 44rem) {
  html { scroll-padding-top: 6.5rem; }
  h1 { font-size: 1.6rem; }
  header { padding-top: 1.5rem; }
  #more { display: block; }
  [type=search] { flex-basis: 60%; }
  #count { flex: 1; }
  #reset { min-height: 1.9rem; padding: .1rem .6rem; }
  select { max-width: 100%; }
  #rest:not(.open) { display: none; }
  .fact { display: block; padding-left: 1.4rem; padding-bottom: 1.75rem; }
  .fact::before { left: .35rem; }
  .fact > .dot { left: .35rem; }
  .when { text-align: left; padding: 0 0 .3rem; }
  .topic { display: inline; }
  .topic::before { content: " · "; }
}
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --accent: #000; --amber: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .languages, form, #decades, .skip { display: none; }
  .fact { padding-bottom: 1.2em; }
  .body > p, .sources li { break-inside: avoid; }
  h2, h3, h3 + p { break-after: avoid; }
  h2 { padding-top: 1em; }
  .sources a::after { content: " <" attr(href) ">"; word-break: break-all; }
}
"""
