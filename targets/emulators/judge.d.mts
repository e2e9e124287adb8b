import type { Installation } from './install.d.mts';

/** An emulator as its file in this folder describes it. */
export interface Emulator {
  readonly emulator: string;
  readonly version: string;
  readonly install: Installation;
  /** Command with `{home}` and `{port}`. */
  readonly start: string;
}

/** The emulators that are known here, or those of the given names. */
export function emulatorsNamed(names: readonly string[]): readonly Emulator[];

/** The folder of an emulator: the listed version under its name, another one with its version. */
export function homeOf(emulator: Emulator): string;
