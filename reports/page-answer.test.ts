import { describe, expect, it } from 'vitest';
import type { RedactedExchange } from '../targets/redact.ts';
import { pageAnswer } from './page-answer.ts';
import { exchange } from './testing/events.ts';

function answered(status: number, text: string): RedactedExchange {
  return exchange({ response: { status, headers: [], body: { kind: 'text', text } } });
}

describe('an answer that is a page', () => {
  it('is told with its title, and as a fault inside the target where it is a 5xx', () => {
    const page = '<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>';
    expect(pageAnswer(answered(500, page))).toBe(
      'the response is an HTML page titled "500 Internal Server Error": the target crashed on this request; see its log',
    );
    expect(pageAnswer(answered(404, '<html><body>no</body></html>'))).toBe('the response is an HTML page');
  });

  it.each(['<?xml version="1.0"?><Response/>', '', 'html'])('is none: %j', (text) => {
    expect(pageAnswer(answered(500, text))).toBeUndefined();
  });

  it('is none where nothing came', () => {
    expect(pageAnswer(undefined)).toBeUndefined();
  });
});
