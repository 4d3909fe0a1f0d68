// Talks to the endpoints beside this page, and to nothing else: all that it can do, curl can do.

/** Longer than any sane answer takes, shorter than the patience of whoever looks at the page. */
const PATIENCE = 10_000;

/** What can go wrong, by how the page has to answer. */
export const Trouble = Object.freeze({
  GONE: 'gone',
  LOGIN: 'login',
  HIDDEN: 'hidden',
  READ_ONLY: 'read-only',
  REFUSED: 'refused',
  BROKEN: 'broken',
});

/** An answer that is not what was asked for. */
export class ApiError extends Error {
  constructor(trouble, message, status = 0) {
    super(message);
    this.trouble = trouble;
    this.status = status;
  }
}

/** The difference between the server's clock and this one's, in milliseconds; only one that shows counts. */
let skew = 0;

export const serverNow = () => Date.now() + skew;

export const get = (path) => call('GET', path);

/** Does something to a task: pause, trigger, … */
export const act = (task, action, fields = {}) =>
  call('POST', 'tasks/' + encodeURIComponent(task), { action, ...fields });

export const resize = (pool, sizes) => call('POST', 'taskpools/' + encodeURIComponent(pool), sizes);

/** Asks a run to stop; with force, interrupts it. */
export const stop = (run, force) =>
  call('DELETE', 'taskruns/' + encodeURIComponent(run) + (force ? '?force=true' : ''));

/**
 * Whether an endpoint lets this page act: asked by OPTIONS, which changes nothing. True where nobody says, since the answer
 * to the action itself will tell; null where it is not exposed.
 */
export async function mayAct(path, method) {
  try {
    const response = await request('OPTIONS', path);
    const allowed = response.headers.get('Allow');
    return response.status === 404 ? null : !response.ok || !allowed || allowed.includes(method);
  } catch {
    return true;
  }
}

async function call(method, path, body) {
  const response = await request(method, path, body);
  readClock(response);
  if (response.ok) {
    return response.json().catch(() => {
      throw new ApiError(Trouble.BROKEN, `The server's answer to ${path} is no JSON.`, response.status);
    });
  }
  throw await refusal(method, path, response);
}

/** The address of what begins with the name of an endpoint, which may have another path: the page is told which. */
const address = (path) => path.replace(/^\w+/, (endpoint) => document.body.dataset[endpoint]);

function request(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  const token = method === 'GET' ? null : csrfToken();
  if (token) {
    headers['X-XSRF-TOKEN'] = token;
  }
  return fetch(address(path), {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: 'no-store',
    credentials: 'same-origin',
    redirect: 'manual',
    signal: AbortSignal.timeout(PATIENCE),
  }).catch(() => {
    throw new ApiError(Trouble.GONE, 'The server does not answer.');
  });
}

/** What Spring Security's cookie for scripts holds; it wants it back as a header. */
function csrfToken() {
  const cookie = document.cookie.split('; ').find((each) => each.startsWith('XSRF-TOKEN='));
  return cookie ? decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) : null;
}

function readClock(response) {
  const date = Date.parse(response.headers.get('Date') ?? '');
  if (!Number.isNaN(date)) {
    // The header has whole seconds, so that a small difference says nothing.
    const difference = date + 500 - Date.now();
    skew = Math.abs(difference) > 2_000 ? difference : 0;
  }
}

async function refusal(method, path, response) {
  const said = await response.json().catch(() => ({}));
  const status = response.status;
  if (response.type === 'opaqueredirect' || status === 401) {
    return new ApiError(Trouble.LOGIN, 'You are not logged in any more. Log in, and load this page again.', status);
  }
  if (status === 404) {
    return new ApiError(Trouble.HIDDEN, said.error ?? `There is no ${path.split('?')[0]}.`, status);
  }
  if (status === 405 || (status === 403 && method !== 'GET')) {
    const why = status === 403 ? 'You are not allowed to do this.' : 'This server only lets you look.';
    return new ApiError(Trouble.READ_ONLY, why, status);
  }
  if (status === 400) {
    return new ApiError(Trouble.REFUSED, said.error ?? 'The server refused the request.', status);
  }
  if (status === 403) {
    return new ApiError(Trouble.LOGIN, 'You are not allowed to see this.', status);
  }
  return new ApiError(status >= 502 ? Trouble.GONE : Trouble.BROKEN, said.error ?? `The server answers ${status}.`, status);
}
