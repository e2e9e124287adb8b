import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../runner/events.ts';
import { renderJunit } from './junit.ts';
import { reportOf } from './model.ts';
import { checked, everyKindOfEvent, finding, finished, planned, started } from './testing/events.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly parents: readonly string[];
  text: string;
}

/** All elements in document order; throws at the first fault of well-formedness. */
function elementsOf(xml: string): readonly Element[] {
  const parser = new SaxesParser();
  const elements: Element[] = [];
  const open: Element[] = [];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes, parents: open.map((parent) => parent.name), text: '' };
    elements.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  return elements;
}

function junitOf(events: readonly RunEvent[]): readonly Element[] {
  return elementsOf(renderJunit(reportOf(events)));
}

function named(elements: readonly Element[], name: string): readonly Element[] {
  return elements.filter((element) => element.name === name);
}

describe('renderJunit', () => {
  it('has a suite for each topic and a case for each requirement, with counts that add up', () => {
    const elements = junitOf(everyKindOfEvent());
    expect(named(elements, 'testsuite').map(({ attributes }) => attributes.name)).toEqual(['name', 'tags']);
    expect(named(elements, 'testcase')).toHaveLength(8);
    const [root] = named(elements, 'testsuites');
    expect(root?.attributes).toMatchObject({ tests: '8', failures: '1', errors: '4' });
    expect(named(elements, 'failure')).toHaveLength(1);
    expect(named(elements, 'error').map(({ attributes }) => attributes.type)).toEqual([
      'unsupported',
      'blocked',
      'inconclusive',
      'defect',
    ]);
    expect(named(elements, 'skipped').map(({ attributes }) => attributes.message)).toEqual([
      'informational (should, inferred): a name of 256 characters is accepted',
      'skipped: not selected',
    ]);
  });

  it('names requirement, level and evidence of each case as properties', () => {
    const properties = named(junitOf(everyKindOfEvent()), 'property')
      .filter(({ parents }) => parents.includes('testcase'))
      .slice(0, 3)
      .map(({ attributes }) => [attributes.name, attributes.value]);
    expect(properties).toEqual([
      ['requirement', 'name.pass'],
      ['level', 'must'],
      ['evidence', 'observed'],
    ]);
  });

  it('says in a failure what is expected, what was observed and how to see it again', () => {
    const [failure] = named(junitOf(everyKindOfEvent()), 'failure');
    expect(failure?.text).toContain('expected: refused with InvalidParameterValue (400)');
    expect(failure?.text).toContain('observed: accepted with status 200');
    expect(failure?.text).toContain('--only name.fail --seed 42');
  });

  it('stays well-formed and readable for every UTF-16 code unit', () => {
    const units = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).join(' ');
    const hostile = `]]> <!-- &amp; <![CDATA[ "'${units} \u{1f600}`;
    const elements = junitOf([
      started([planned('a'), planned('b')]),
      checked('a', 'fail', { findings: [finding('a', { summary: hostile, observed: hostile })] }),
      checked('b', 'defect', { reason: hostile, defect: hostile }),
      finished(),
    ]);
    const [failure] = named(elements, 'failure');
    expect(failure?.attributes.message).toContain(']]> <!-- &amp; <![CDATA[ "\'');
    expect(failure?.attributes.message).toContain('\\u0000 \\u0001');
    expect(failure?.attributes.message).toContain('\t \n');
    expect(failure?.text).toContain('\u{1f600}');
    expect(failure?.text).toContain('\\ud800');
  });
});
