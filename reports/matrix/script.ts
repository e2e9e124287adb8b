import { SHAPES } from './strip.ts';

/**
 * What the matrix does by itself: filters and chosen columns, both in the address behind `#`; rows that open to what each
 * target does; `#<requirement>` opens that row. Everything is drawn from the data in the page, as text, never as markup.
 */
export const MATRIX_SCRIPT: string = `
'use strict';
(() => {
document.documentElement.classList.add('js');
const data = JSON.parse(document.getElementById('data').textContent);
const shapes = ${JSON.stringify(SHAPES)};
const words = { p: 'pass', f: 'fail', w: 'fail (informational)', b: 'blocked', u: 'unsupported', n: 'inconclusive', d: 'suite defect', s: 'skipped', '.': 'not in its suite' };
const form = document.getElementById('filters');
const fields = [...form.elements].filter(({ name }) => name !== '');
const boxes = [...document.querySelectorAll('#columns input')];
const rows = [...document.querySelectorAll('tr[data-result]')];
const body = rows[0] && rows[0].parentElement;
const order = data.lines.flat();
let shown = order.filter((column) => data.shown.includes(column));
const initial = shown.join();
const slug = (column) => data.targets[column][1];
const columnOf = (name) => order.find((column) => slug(column) === name);
const judged = (letter) => 'pfw'.includes(letter);
const failed = (letter) => letter === 'f' || letter === 'w';
const texts = rows.map((row, index) => (row.firstElementChild.textContent + ' ' +
  data.rows[index][2].map((detail) => (detail >= 0 && detail !== '' ? data.findings[detail].map((text) => data.texts[text]).join(' ') : '')).join(' ')).toLowerCase());

function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function turned(letters) {
  return data.lines.some((line) => {
    const told = line.map((column) => letters[column]).filter(judged).map(failed);
    return told.some((one) => one !== told[0]);
  });
}

function matches(index) {
  const letters = data.rows[index][1];
  const row = rows[index];
  return fields.every(({ name, value }) => {
    if (value === '') return true;
    if (name === 'text') return texts[index].includes(value.trim().toLowerCase());
    if (name === 'fails') return failed(letters[columnOf(value)]);
    if (name === 'passes') return letters[columnOf(value)] === 'p';
    if (name === 'show' && value === 'changed') return turned(letters);
    if (name === 'show') {
      const told = shown.map((column) => letters[column]).filter(judged).map(failed);
      return told.some((one) => one !== told[0]);
    }
    return row.dataset[name] === value;
  });
}

function apply() {
  let left = 0;
  rows.forEach((row, index) => {
    const away = !matches(index);
    if (row.hidden !== away) row.hidden = away;
    if (away) close(row);
    else left += 1;
  });
  const filtered = fields.some(({ value }) => value !== '');
  document.querySelector('[data-count]').textContent = filtered ? left + ' of ' + rows.length : rows.length;
  document.getElementById('matching').textContent = (filtered ? left + ' of ' : 'All ') + rows.length + ' requirements shown';
  document.getElementById('clear').hidden = !filtered;
  document.getElementById('nothing').hidden = left > 0;
  if (fields.some(({ name, value }) => name !== 'text' && value !== '')) document.getElementById('choices').open = true;
}

function draw() {
  for (const part of document.querySelectorAll('[data-c]')) part.hidden = !shown.includes(Number(part.dataset.c));
  rows.forEach((row, index) => {
    const letters = shown.map((column) => data.rows[index][1][column]);
    const cell = row.lastElementChild;
    cell.colSpan = shown.length;
    const svg = cell.firstElementChild;
    svg.setAttribute('viewBox', '0 0 ' + 10 * shown.length + ' 10');
    svg.setAttribute('aria-label', 'pass ' + letters.filter((letter) => letter === 'p').length + ', fail ' + letters.filter(failed).length);
    svg.replaceChildren(...Object.entries(shapes).flatMap(([tone, forms]) => {
      const path = letters.map((letter, at) => (forms[letter] ? 'M' + 10 * at + ' 0' + forms[letter] : '')).join('');
      if (path === '') return [];
      const made = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      made.setAttribute('class', tone);
      made.setAttribute('d', path);
      return [made];
    }));
  });
  for (const box of boxes) box.checked = shown.includes(Number(box.value));
}

function close(row) {
  const link = row.querySelector('a');
  if (link.getAttribute('aria-expanded') !== 'true') return;
  row.nextElementSibling.remove();
  link.setAttribute('aria-expanded', 'false');
}

function open(row) {
  const link = row.querySelector('a');
  if (link.getAttribute('aria-expanded') === 'true') return;
  const [id, letters, details] = data.rows[rows.indexOf(row)];
  const cell = element('td');
  cell.colSpan = shown.length + 1;
  if (!link.getAttribute('href').startsWith('#')) {
    const all = element('a', 'All targets and sources of ' + id);
    all.href = link.getAttribute('href');
    cell.append(all);
  }
  const list = element('dl');
  for (const column of shown) {
    const detail = details[column];
    const name = element('dt');
    const where = element('a', data.targets[column][0]);
    where.href = data.targets[column][2];
    name.append(where);
    list.append(name);
    const text = element('dd', words[letters[column]]);
    if (typeof detail === 'string' && detail !== '') {
      const blocker = element('a', detail);
      blocker.href = '#' + detail;
      text.append(' by ', blocker);
    } else if (detail < 0) text.append(': ' + data.texts[-1 - detail]);
    else if (detail !== '') {
      const [, summary, expected, observed] = data.findings[detail].map((number) => data.texts[number]);
      text.append(': ', element('b', summary), element('br'), 'expected ' + expected, element('br'), 'observed ' + observed);
    }
    list.append(text);
  }
  cell.append(list);
  const made = element('tr', undefined, 'detail');
  made.append(cell);
  row.after(made);
  link.setAttribute('aria-expanded', 'true');
}

function store() {
  const state = new URLSearchParams();
  for (const { name, value } of fields) if (value !== '') state.set(name, value);
  if (shown.join() !== initial) state.set('columns', shown.map(slug).join(','));
  const text = state.toString();
  history.replaceState(null, '', text === '' ? location.pathname + location.search : '#' + text);
}

function follow() {
  const hash = location.hash.slice(1);
  if (hash !== '' && !hash.includes('=')) {
    const row = document.getElementById(decodeURIComponent(hash));
    if (!row || !row.matches('tr[data-result]')) return;
    if (row.hidden) for (const field of fields) field.value = '';
    apply();
    open(row);
    row.scrollIntoView();
    row.querySelector('a').focus({ preventScroll: true });
    return;
  }
  const state = new URLSearchParams(hash);
  for (const field of fields) {
    field.value = state.get(field.name) || '';
    if (field.tagName === 'SELECT' && field.selectedIndex === -1) field.value = '';
  }
  const wanted = (state.get('columns') || '').split(',').map(columnOf).filter((column) => column !== undefined);
  const next = wanted.length ? order.filter((column) => wanted.includes(column)) : order.filter((column) => data.shown.includes(column));
  if (next.join() !== shown.join()) {
    shown = next;
    draw();
  }
  apply();
  if (hash !== '') document.getElementById('results').scrollIntoView();
}

form.hidden = false;
document.getElementById('columns').hidden = order.length < 2;
for (const link of document.querySelectorAll('tr[data-result] th a')) link.setAttribute('aria-expanded', 'false');
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('input', () => {
  apply();
  store();
  const { top } = document.getElementById('results').getBoundingClientRect();
  if (top > innerHeight / 2 || top < 0) document.getElementById('results').scrollIntoView();
});
document.getElementById('clear').addEventListener('click', () => {
  for (const field of fields) field.value = '';
  apply();
  store();
  fields[0].focus();
});
document.getElementById('columns').addEventListener('change', () => {
  for (const row of rows) close(row);
  shown = order.filter((column) => boxes.some((box) => box.checked && Number(box.value) === column));
  draw();
  apply();
  store();
});
if (body) body.addEventListener('click', (event) => {
  const link = event.target.closest('th a');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const row = link.closest('tr');
  if (link.getAttribute('aria-expanded') === 'true') close(row);
  else open(row);
});
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select')) return;
  if (event.key === '/') {
    event.preventDefault();
    fields[0].focus();
    return;
  }
  if (event.key !== 'j' && event.key !== 'k') return;
  const stops = rows.filter((row) => !row.hidden);
  const now = stops.findIndex((row) => row.contains(document.activeElement));
  const next = stops[event.key === 'j' ? now + 1 : Math.max(0, now - 1)];
  if (!next) return;
  next.querySelector('a').focus({ preventScroll: true });
  next.scrollIntoView({ block: 'center' });
});
window.addEventListener('hashchange', follow);
follow();
})();
`.trim();
