import type { EcsMutant } from '../mutant.ts';
import { NAME_MUTANTS } from './name.ts';
import { TAGS_MUTANTS } from './tags.ts';

/** Every mutant of ECS, without the controls. */
export const ECS_MUTANTS: readonly EcsMutant[] = [...NAME_MUTANTS, ...TAGS_MUTANTS];
