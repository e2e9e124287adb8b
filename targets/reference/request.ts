import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over the wire, before any protocol has looked at it. */
export interface HttpRequest {
  readonly method: string;
  /** The path as sent, still percent-encoded. */
  readonly path: string;
  /** The query string as sent, without its question mark. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  /** The whole body, or undefined when it was larger than the server takes. */
  readonly body: Buffer | undefined;
}

/** A header's value; several of one name are joined. */
export function headerOf(request: HttpRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** The named parameters of a request. The first value of a repeated name counts. */
export class Parameters {
  readonly #values: ReadonlyMap<string, string>;
  #numbers: Map<string, Set<number>> | undefined;

  constructor(entries: Iterable<readonly [string, string]>) {
    const values = new Map<string, string>();
    for (const [name, value] of entries) if (!values.has(name)) values.set(name, value);
    this.#values = values;
  }

  /** The value of a parameter; undefined when it was not sent. */
  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** Every name that was sent, in the order of the request. */
  names(): string[] {
    return [...this.#values.keys()];
  }

  /** The values of `prefix.1`, `prefix.2`, …, by rising number. */
  list(prefix: string): string[] {
    return this.indexes(prefix).flatMap((index) => this.get(`${prefix}.${index}`) ?? []);
  }

  /** The numbers N for which `prefix.N` or `prefix.N.…` was sent, rising, each once. */
  indexes(prefix: string): number[] {
    this.#numbers ??= numbersByPrefix(this.#values.keys());
    return [...(this.#numbers.get(prefix) ?? [])].sort((left, right) => left - right);
  }
}

/** Every `prefix.N` in one pass, because a request may hold thousands of lists. */
function numbersByPrefix(names: Iterable<string>): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  for (const name of names) {
    for (const { 0: segment, index } of name.matchAll(/\.\d{1,9}(?=\.|$)/g)) {
      const prefix = name.slice(0, index);
      const numbers = found.get(prefix) ?? new Set();
      found.set(prefix, numbers.add(Number(segment.slice(1))));
    }
  }
  return found;
}

/** The parameters in query and form body, or why they cannot be read. */
export function readParameters(request: HttpRequest): Parameters | 'too large' | 'not decodable' {
  if (request.body === undefined) return 'too large';
  try {
    const body = hasFormBody(request) ? decodeForm(request.body.toString('latin1')) : [];
    return new Parameters([...decodeForm(request.query), ...body]);
  } catch {
    return 'not decodable';
  }
}

/** Decodes `a=1&b=2` with percent signs and plus signs. Throws URIError on a broken escape or broken UTF-8. */
export function decodeForm(text: string): (readonly [string, string])[] {
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      return [decodePart(name), equals < 0 ? '' : decodePart(pair.slice(equals + 1))] as const;
    });
}

function decodePart(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

/** Whether the body is a form by its content type, or has none and so must be one. */
export function hasFormBody(request: HttpRequest): boolean {
  const type = request.headers['content-type'];
  return type === undefined || /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type);
}
