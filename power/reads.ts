/** One look at a part of an answer, and what was seen. Bytes are seen whole, objects and lists only as such. */
type Look = {
  /** From the answer to the object that was looked at. */
  readonly path: readonly string[];
} & (
  | { readonly at: 'value'; readonly key: string; readonly seen: unknown }
  | { readonly at: 'presence'; readonly key: string; readonly seen: boolean }
  | { readonly at: 'keys'; readonly seen: readonly string[] }
);

/** What a check reads of one answer, noted while it looks. */
export class TrackedReads {
  readonly #looks = new Map<string, Look>();
  readonly #proxies = new WeakMap<object, object>();
  #watching = true;

  /** Nothing that is looked at from now on is written down. */
  stop(): void {
    this.#watching = false;
  }

  /** The same object, to be given to the check; everything that is reached through it is watched as well. */
  watch<Of extends object>(answer: Of): Of {
    return this.#watched(answer, []);
  }

  /** Whether another answer shows the same to whoever looks at the same parts. */
  isSameIn(answer: object): boolean {
    return [...this.#looks.values()].every((look) => isSameLook(look, answer));
  }

  #watched<Of extends object>(object: Of, path: readonly string[]): Of {
    const proxy = new Proxy(object, {
      get: (from, key, receiver) => {
        const value: unknown = Reflect.get(from, key, receiver);
        // Methods of lists look through the proxy themselves.
        if (typeof key === 'symbol' || typeof value === 'function') return value;
        return this.#seen(value, path, key);
      },
      has: (from, key) => {
        const seen = Reflect.has(from, key);
        if (typeof key === 'string') this.#note({ path, at: 'presence', key, seen });
        return seen;
      },
      ownKeys: (from) => {
        this.#note({ path, at: 'keys', seen: keysOf(from) });
        return Reflect.ownKeys(from);
      },
      getOwnPropertyDescriptor: (from, key) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(from, key);
        if (typeof key === 'symbol') return descriptor;
        this.#note({ path, at: 'presence', key, seen: descriptor !== undefined });
        return descriptor && { ...descriptor, value: this.#seen(descriptor.value, path, key) };
      },
    });
    this.#proxies.set(object, proxy);
    return proxy;
  }

  #seen(value: unknown, path: readonly string[], key: string): unknown {
    this.#note({ path, at: 'value', key, seen: value });
    return isPlain(value) ? (this.#proxies.get(value) ?? this.#watched(value, [...path, key])) : value;
  }

  #note(look: Look): void {
    if (!this.#watching) return;
    const key = 'key' in look ? look.key : '';
    this.#looks.set([look.at, ...look.path, key].join('\n'), look);
  }
}

function isSameLook(look: Look, answer: object): boolean {
  const place = look.path.reduce<unknown>((from, key) => valueAt(from, key), answer);
  if (!isObject(place)) return false;
  switch (look.at) {
    case 'value':
      return isSame(valueAt(place, look.key), look.seen);
    case 'presence':
      return look.key in place === look.seen;
    case 'keys':
      return keysOf(place).join('\n') === look.seen.join('\n');
  }
}

function keysOf(object: object): readonly string[] {
  return Reflect.ownKeys(object).map(String);
}

function valueAt(from: unknown, key: string): unknown {
  return isObject(from) ? Reflect.get(from, key) : undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) === 0;
  // What stands in them is a look of its own.
  if (isPlain(one) && isPlain(other)) return Array.isArray(one) === Array.isArray(other);
  return Object.is(one, other);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A list or an object without a class. */
function isPlain(value: unknown): value is object {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
