/**
 * The same behaviours, with every call told by name (`group.behaviour`) before it is made. Behaviours reach each other
 * through the object that holds them all, so that nothing is called unseen.
 */
export function watched<All extends object>(behaviours: All, onCall: (name: string) => void): All {
  return new Proxy(behaviours, {
    get: (all, group, receiver) => {
      const functions: unknown = Reflect.get(all, group, receiver);
      return isObject(functions) ? watchedGroup(String(group), functions, onCall) : functions;
    },
  });
}

function watchedGroup(group: string, functions: object, onCall: (name: string) => void): object {
  return new Proxy(functions, {
    get: (all, name, receiver) => {
      const behaviour: unknown = Reflect.get(all, name, receiver);
      if (typeof behaviour !== 'function') return behaviour;
      return (...given: unknown[]): unknown => {
        onCall(`${group}.${String(name)}`);
        return Reflect.apply(behaviour, all, given);
      };
    },
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
