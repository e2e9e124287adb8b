import type { KeySource } from './keys/source.ts';
import type { RegionStores, Stored } from './store.ts';

/** The one access key that a verifying server knows. */
export interface VerifiedKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** When given, every request must carry this token; when absent, none may. */
  readonly sessionToken?: string;
}

/** What all requests to one server share. */
export interface ServiceOf<Behaviours, Pair extends Stored> {
  readonly behaviours: Behaviours;
  readonly keys: KeySource;
  readonly regions: RegionStores<Pair>;
  readonly keyPairsPerRegion: number;
  readonly verify: VerifiedKey | undefined;
  /** Actions that nobody has the permission for. */
  readonly denied: ReadonlySet<string>;
}
