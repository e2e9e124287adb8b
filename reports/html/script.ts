/**
 * What a page does by itself: filters whose state is the part of the address behind `#`, links to requirements, findings
 * and causes that open what they lead to, copy buttons, and keys (`/` search, `j` and `k` next and previous cause). Items are `[data-result]`, groups of items `[data-group]`; a filter is a named field of `#filters` that is
 * compared with the data attribute of its name (words separated by blanks), `text` with the text of the item; `sort` names
 * the `data-order-` attribute to sort by.
 * Without the script the page shows everything and works with its own details elements.
 */
export const SCRIPT: string = `
'use strict';
(() => {
const root = document.documentElement;
root.classList.add('js');
const form = document.getElementById('filters');
const told = document.getElementById('matching');
const items = [...document.querySelectorAll('[data-result]')];
const groups = [...document.querySelectorAll('[data-group]')].map((group) => ({
  group,
  items: [...group.querySelectorAll('[data-result]')],
  count: group.querySelector('[data-count]'),
}));
const fields = [...form.elements].filter((field) => field.name !== '');
const filters = fields.filter(({ name }) => name !== 'sort');
const texts = new Map();
let sorted = '';

function textOf(item) {
  if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
  return texts.get(item);
}

function matches(item) {
  return filters.every(({ name, value }) => {
    if (value === '') return true;
    if (name === 'text') return textOf(item).includes(value.trim().toLowerCase());
    return (item.dataset[name] || '').split(' ').includes(value);
  });
}

function sort() {
  const wanted = form.elements.sort ? form.elements.sort.value : '';
  if (wanted === sorted) return;
  sorted = wanted;
  const rank = (item) => Number(item.getAttribute('data-order-' + (wanted || 'listed')));
  for (const item of [...items].sort((a, b) => rank(a) - rank(b))) item.parentElement.append(item);
}

function apply() {
  sort();
  let shown = 0;
  for (const item of items) {
    const away = !matches(item);
    if (item.hidden !== away) item.hidden = away;
    if (!away) shown += 1;
  }
  for (const { group, items: own, count } of groups) {
    const left = own.filter((item) => !item.hidden).length;
    if (group.hidden !== (left === 0)) group.hidden = left === 0;
    const words = left === own.length ? String(left) : left + ' of ' + own.length;
    if (count && count.textContent !== words) count.textContent = words;
  }
  const filtered = filters.some(({ value }) => value !== '');
  document.getElementById('clear').hidden = !filtered;
  document.getElementById('nothing').hidden = shown > 0;
  told.textContent = (filtered ? shown + ' of ' : 'All ') + items.length + ' requirements shown';
  const verdict = form.elements.verdict && form.elements.verdict.value;
  if (filters.some(({ name, value }) => name !== 'text' && value !== '')) document.getElementById('choices').open = true;
  if (verdict && verdict !== 'fail') {
    for (const fold of document.querySelectorAll('details[data-group]')) if (!fold.hidden) fold.open = true;
  }
  if (filtered && shown === 1) {
    const only = items.find((item) => !item.hidden);
    for (let part = only; part; part = part.parentElement) if (part.tagName === 'DETAILS') part.open = true;
  }
}

function store() {
  const state = new URLSearchParams();
  for (const { name, value } of fields) if (value !== '') state.set(name, value);
  const text = state.toString();
  history.replaceState(null, '', text === '' ? location.pathname + location.search : '#' + text);
}

function restore() {
  const hash = location.hash.slice(1);
  if (hash !== '' && !hash.includes('=')) return show(decodeURIComponent(hash));
  const state = new URLSearchParams(hash);
  for (const field of fields) {
    field.value = state.get(field.name) || '';
    if (field.tagName === 'SELECT' && field.selectedIndex === -1) field.value = '';
  }
  apply();
}

/** Opens what an address names, whatever is filtered or folded. */
function show(id) {
  const named = document.getElementById(id);
  if (!named) return;
  if (named.closest('[hidden]')) {
    for (const field of fields) field.value = '';
    apply();
  }
  for (let part = named; part; part = part.parentElement) if (part.tagName === 'DETAILS') part.open = true;
  named.scrollIntoView();
  const focused = named.querySelector(':scope > summary') || named;
  if (focused.matches('summary, [tabindex]')) focused.focus({ preventScroll: true });
}

function toResults() {
  const { top } = document.getElementById('results').getBoundingClientRect();
  if (top < 0 || top > innerHeight / 2) document.getElementById('results').scrollIntoView();
}

form.hidden = false;
form.addEventListener('input', () => { apply(); store(); toResults(); });
form.addEventListener('submit', (event) => event.preventDefault());
document.getElementById('clear').addEventListener('click', () => {
  for (const field of fields) field.value = '';
  apply();
  store();
  fields[0].focus();
});
function follow() {
  restore();
  if (location.hash.includes('=')) document.getElementById('results').scrollIntoView();
}
window.addEventListener('hashchange', follow);
apply();
follow();

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
}
document.addEventListener('click', async (event) => {
  const button = event.target.closest('.copy');
  if (!button) return;
  await copy(button.dataset.copy);
  button.textContent = 'Copied';
  document.getElementById('said').textContent = 'Copied to the clipboard';
  button.focus();
  setTimeout(() => { button.textContent = 'Copy'; }, 1500);
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select, textarea')) return;
  if (event.key === '/') {
    event.preventDefault();
    fields[0].focus();
    fields[0].select();
    return;
  }
  if (event.key !== 'j' && event.key !== 'k') return;
  const stops = [...document.querySelectorAll('.cause, tr[data-result]')].filter((part) => !part.hidden);
  const now = stops.findIndex((part) => part.contains(document.activeElement));
  const next = stops[event.key === 'j' ? now + 1 : Math.max(0, now - 1)];
  if (!next) return;
  if (next.tabIndex < 0 && !next.hasAttribute('tabindex')) next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView();
});
})();
`.trim();
