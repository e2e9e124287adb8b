import type { Json } from '../../specs/contract.ts';
import { type Actor, actor, type Scene, toldOf } from './actors.ts';

const PLACEHOLDER = /<([A-Za-z-]+)(?:\.([A-Za-z-]+))?>/g;

/**
 * Puts what a scene knows into a value of the specs, texts at any depth and names of members included:
 * `<stem>`, `<STEM>` (upper case), and of the key pair labelled `wanted` `<wanted.name>`, `<wanted.NAME>` (upper case),
 * `<wanted.id>`, `<wanted.fingerprint>`, and `<wanted.near-id>` and `<wanted.near-fingerprint>`, of the same form but
 * with another last character. Throws on a placeholder it does not know (a fault of the specs).
 * @throws Inconclusive when the target never told what is to be put in
 */
export function fill(scene: Scene, template: Json): Json {
  if (typeof template === 'string') return fillText(scene, template);
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map((item: Json) => fill(scene, item));
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [fillText(scene, key), fill(scene, value as Json)]),
  );
}

function fillText(scene: Scene, text: string): string {
  return text.replace(PLACEHOLDER, (placeholder, label: string, field: string | undefined) => {
    if (field !== undefined) return fieldOf(actor(scene, label), field, placeholder);
    if (label === 'stem') return scene.stem;
    if (label === 'STEM') return scene.stem.toUpperCase();
    throw new Error(`the placeholder ${placeholder} is not known`);
  });
}

function fieldOf({ name, view }: Actor, field: string, placeholder: string): string {
  switch (field) {
    case 'name':
      return name;
    case 'NAME':
      return name.toUpperCase();
    case 'id':
      return toldOf(view, 'id');
    case 'near-id':
      return neighbour(toldOf(view, 'id'));
    case 'fingerprint':
      return toldOf(view, 'fingerprint');
    case 'near-fingerprint':
      return neighbour(toldOf(view, 'fingerprint'));
    default:
      throw new Error(`the placeholder ${placeholder} is not known`);
  }
}

/** Another text of the same form: the last letter or digit, which stands before any padding, is turned over. */
export function neighbour(text: string): string {
  return text.replace(/[0-9A-Za-z](?=[^0-9A-Za-z]*$)/u, (last) => (last === '0' ? '4' : '0'));
}
