'use strict';

const byId = (id) => document.getElementById(id);
const number = (n) => n.toLocaleString();

async function call(path, options) {
  const response = await fetch(path, options);
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body.detail || body.error || response.statusText);
  }
  return body;
}

// Names of files are text, never markup.
function list(id, lines) {
  byId(id).replaceChildren(...lines.map((line) => {
    const item = document.createElement('li');
    item.textContent = line;
    return item;
  }));
}

async function showStatus() {
  try {
    const status = await call('api/status');
    const counts = status.files;
    byId('status').textContent = `${status.folder}: ${number(status.searchable)} files can be searched, `
      + `${number(status.pending)} wait, ${number(counts.SKIPPED || 0)} skipped, ${number(counts.FAILED || 0)} failed`;
    list('problems', [...status.problems, ...status.gone].map((file) => `${file.name}: ${file.reason}`));
  } catch (e) {
    byId('status').textContent = `The application does not answer: ${e.message}`;
  }
  setTimeout(showStatus, 2000);
}

async function search(event) {
  event.preventDefault();
  try {
    const result = await call('api/search?q=' + encodeURIComponent(byId('query').value));
    byId('hits-title').textContent = `${number(result.total)} files found`;
    list('hits', result.hits.map((hit) => `${hit.name} (${number(hit.size)} bytes)`));
  } catch (e) {
    byId('hits-title').textContent = `The search failed: ${e.message}`;
  }
}

function request(path, options, show) {
  return async () => {
    const start = performance.now();
    try {
      const answer = show(await call(path, options));
      byId('answer').textContent = `${answer} (after ${number(Math.round(performance.now() - start))} ms)`;
    } catch (e) {
      byId('answer').textContent = `The request failed: ${e.message}`;
    }
  };
}

function showReport(report) {
  list('largest', report.largest.map((file) => `${file.name} (${number(file.version.size)} bytes)`));
  list('words', report.words.map((word) => `${word.word} (${number(word.files)} files)`));
  byId('report-result').hidden = false;
  return 'Here is the report';
}

byId('search').addEventListener('submit', search);
byId('rebuild').addEventListener('click',
  request('api/rebuild', { method: 'POST' }, (rebuild) => `${number(rebuild.files)} files are read again`));
byId('report').addEventListener('click', request('api/report', {}, showReport));
showStatus();
