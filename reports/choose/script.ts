/** What the choosing page does by itself: ranks the newest version of each target for the uses that are picked. */
export const CHOOSE_SCRIPT: string = `
'use strict';
(() => {
document.documentElement.classList.add('js');
const data = JSON.parse(document.getElementById('data').textContent);
const offered = new Map(JSON.parse(document.getElementById('offered').textContent));
const form = document.getElementById('uses');
const boxes = [...form.querySelectorAll('input')];
const MOST_REASONS = 3;

function rankingFor(rows) {
  return data.lines.map((line) => {
    const column = line[line.length - 1];
    const [label, , href, passed] = data.targets[column];
    const letters = rows.map((row) => data.rows[row][1][column]);
    const asked = letters.filter((letter) => letter !== '.').length;
    const pass = letters.filter((letter) => letter === 'p').length;
    const judged = letters.filter((letter) => 'pfw'.includes(letter)).length;
    const causes = new Map();
    rows.forEach((row, index) => {
      if (letters[index] !== 'f' && letters[index] !== 'w') return;
      const finding = data.rows[row][2][column];
      const cause = typeof finding === 'number' ? data.texts[data.findings[finding][0]] : 'fails';
      causes.set(cause, (causes.get(cause) || 0) + 1);
    });
    const rated = passed !== null && judged >= asked / 5 && asked > 0;
    return { label, href, asked, pass, judged, rated, causes: [...causes].sort((one, other) => other[1] - one[1]) };
  }).sort((one, other) => other.rated - one.rated || other.pass / (other.asked || 1) - one.pass / (one.asked || 1) || (one.label < other.label ? -1 : 1));
}

function item({ label, href, asked, pass, judged, rated, causes }) {
  const made = document.createElement('li');
  const name = document.createElement('a');
  name.href = href;
  name.textContent = label;
  const share = document.createElement('span');
  share.className = 'share';
  const bar = document.createElement('meter');
  bar.max = asked || 1;
  bar.value = rated ? pass : 0;
  bar.setAttribute('aria-label', label + ': requirements that pass');
  share.append(bar, rated ? (100 * pass / asked).toFixed(1) + '% (' + pass + ' of ' + asked + ')' : '– too little was tested');
  const why = document.createElement('p');
  why.className = 'why';
  const open = asked - judged;
  const reasons = causes.slice(0, MOST_REASONS).map(([cause, count]) => cause + ' (' + count + ')');
  if (causes.length > MOST_REASONS) reasons.push(causes.length - MOST_REASONS + ' further causes');
  if (open > 0) reasons.push(open + ' not tested');
  why.textContent = reasons.length ? reasons.join('; ') : 'everything passes';
  made.append(name, share, why);
  return made;
}

function apply() {
  const picked = boxes.filter((box) => box.checked).map((box) => box.value);
  const rows = picked.length
    ? [...new Set(picked.flatMap((use) => offered.get(use) || []))]
    : data.rows.map((_, index) => index);
  document.getElementById('told').textContent = (picked.length ? picked.length + ' uses picked, ' : 'Nothing picked, all ') + rows.length + ' requirements';
  document.getElementById('ranked').replaceChildren(...rankingFor(rows).map(item));
}

function follow() {
  const picked = (new URLSearchParams(location.hash.slice(1)).get('use') || '').split(',');
  for (const box of boxes) box.checked = picked.includes(box.value);
  apply();
}

form.hidden = false;
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('change', () => {
  const picked = boxes.filter((box) => box.checked).map((box) => box.value);
  history.replaceState(null, '', picked.length ? '#use=' + picked.join(',') : location.pathname + location.search);
  apply();
});
document.getElementById('clear').addEventListener('click', () => {
  for (const box of boxes) box.checked = false;
  form.dispatchEvent(new Event('change'));
});
window.addEventListener('hashchange', follow);
follow();
})();
`.trim();
