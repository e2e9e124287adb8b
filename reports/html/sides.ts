import { differenceOf, type Segment } from '../difference.ts';
import { html, type Markup, type Part } from './markup.ts';

/** One of two texts that are shown beside each other. */
export interface Side {
  readonly title: string;
  readonly text: string;
  /** Class of the figure. */
  readonly kind?: 'expected' | 'observed';
}

/** Two texts beside each other, with what differs marked in both. */
export function sideBySide(one: Side, other: Side): Markup {
  const { left, right } = differenceOf(one.text, other.text);
  return html`<div class="sides">${figure(one, left)}${figure(other, right)}</div>`;
}

function figure({ title, kind }: Side, segments: readonly Segment[]): Markup {
  return html`<figure class="${kind ?? ''}"><figcaption>${title}</figcaption><pre>${marked(segments)}</pre></figure>`;
}

function marked(segments: readonly Segment[]): Part {
  return segments.map(({ text, changed }) => (changed ? html`<mark>${text}</mark>` : text));
}
