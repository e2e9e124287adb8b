import { SaxesParser } from 'saxes';

/** What the schema allows of an element. */
interface ElementRule {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  readonly children?: readonly string[];
  readonly text?: true;
}

const OUTCOME: ElementRule = { optional: ['type', 'message'], text: true };

/**
 * The elements of JUnit XML as the Jenkins xUnit plugin accepts them, in a table of our own after its `junit-10.xsd`
 * (read in November 2026); no text of the schema is copied. Properties of a case are of its current version.
 */
const RULES: Readonly<Record<string, ElementRule>> = {
  testsuites: { optional: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: ['properties', 'skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  properties: { children: ['property'] },
  property: { required: ['name', 'value'] },
  failure: OUTCOME,
  error: OUTCOME,
  skipped: OUTCOME,
  'system-out': { text: true },
  'system-err': { text: true },
};

/** Digits in groups of three with commas, or without any; then a fraction. */
const TIME = /^(?:(?:\d{0,3},)*\d{3}|\d{0,3})*(?:\.\d*)?$/;

/** Everything in a document that the schema does not allow; throws where it is not well-formed. */
export function junitFaults(xml: string): readonly string[] {
  const faults: string[] = [];
  const open: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1);
    const rule = RULES[name];
    const isAllowed = parent === undefined ? name === 'testsuites' : RULES[parent]?.children?.includes(name);
    if (rule === undefined || isAllowed !== true) faults.push(`${parent ?? 'the document'} has ${name}`);
    const known = [...(rule?.required ?? []), ...(rule?.optional ?? [])];
    for (const key of Object.keys(attributes)) if (!known.includes(key)) faults.push(`${name} has ${key}`);
    for (const key of rule?.required ?? []) if (!(key in attributes)) faults.push(`${name} lacks ${key}`);
    const time = (attributes as Readonly<Record<string, string>>).time;
    if (time !== undefined && !TIME.test(time)) faults.push(`${name} has the time ${time}`);
    open.push(name);
  });
  parser.on('text', (text) => {
    const inside = open.at(-1);
    if (inside !== undefined && text.trim() !== '' && RULES[inside]?.text !== true)
      faults.push(`${inside} has text`);
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return faults;
}
