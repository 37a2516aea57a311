"""The frame of the page; the script fills in the words (data-word, data-label, data-hint) and the facts."""

from __future__ import annotations

BODY = """<a class="skip" href="#facts" data-word="skip"></a>
<header>
<div>
<h1 data-word="title"></h1>
<p data-word="intro"></p>
</div>
<fieldset class="languages"><legend class="unseen" data-word="language"></legend>[languages]</fieldset>
</header>
<noscript>[notices]</noscript>
<form id="filters" role="search">
<div class="row">
<input id="search" type="search" data-label="search" data-hint="search_hint" autocomplete="off" enterkeyhint="search">
<button id="more" type="button" aria-expanded="false" aria-controls="rest" data-word="filters"></button>
<output id="count" for="search topic from to" aria-live="polite"></output>
<button id="reset" type="button" data-word="reset"></button>
</div>
<div class="row" id="rest">
<select id="topic" data-label="topic"></select>
<fieldset class="years"><legend class="unseen" data-word="years"></legend>
<input id="from" type="number" inputmode="numeric" data-label="from">
<span aria-hidden="true">–</span>
<input id="to" type="number" inputmode="numeric" data-label="to">
</fieldset>
<fieldset class="standings"><legend class="unseen" data-word="status"></legend>
<label><input type="checkbox" name="status" value="established" checked>
<i class="dot established"></i><span data-word="status_established"></span></label>
<label><input type="checkbox" name="status" value="reported" checked>
<i class="dot reported"></i><span data-word="status_reported"></span></label>
<label><input type="checkbox" name="status" value="disputed" checked>
<i class="dot disputed"></i><span data-word="status_disputed"></span></label>
</fieldset>
</div>
</form>
<nav id="decades" data-label="decades"></nav>
<main id="facts" tabindex="-1"></main>
<p id="nothing" data-word="nothing" hidden></p>
<footer data-word="version"></footer>"""
