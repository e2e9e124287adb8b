import type { RequirementText } from '../matrix/matrix.ts';

/** Something that a program does with key pairs. */
export interface Use {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  /** Whether a requirement matters to it. */
  readonly needs: (requirement: RequirementText) => boolean;
}

type Needs = Use['needs'];

const topics =
  (...names: readonly string[]): Needs =>
  ({ topic }) =>
    names.includes(topic);
const operation =
  (name: string, ...names: readonly string[]): Needs =>
  (one) =>
    one.operation === name && (names.length === 0 || names.includes(one.topic));
const matching =
  (pattern: RegExp): Needs =>
  ({ requirement }) =>
    pattern.test(requirement);
const either =
  (...all: readonly Needs[]): Needs =>
  (one) =>
    all.some((needs) => needs(one));

/** What to choose from. */
export const USES: readonly Use[] = [
  {
    id: 'create',
    label: 'Create key pairs',
    about: 'private keys that work, fingerprints, names',
    needs: either(
      operation('create', 'lifecycle', 'name', 'response-shape', 'fingerprint', 'duplicate'),
      topics('key-material'),
    ),
  },
  {
    id: 'import',
    label: 'Import public keys',
    about: 'accepted formats, rejected material, fingerprints',
    needs: operation('import', 'import', 'lifecycle', 'name', 'fingerprint', 'duplicate', 'response-shape'),
  },
  {
    id: 'describe',
    label: 'Look up key pairs',
    about: 'by name and ID, with the public key',
    needs: topics('describe', 'identifier'),
  },
  {
    id: 'delete',
    label: 'Delete key pairs',
    about: 'by name and ID, again, unknown ones',
    needs: topics('delete'),
  },
  { id: 'tags', label: 'Tags', about: 'on create and import', needs: topics('tags') },
  {
    id: 'filters',
    label: 'Filters',
    about: 'wildcards, tag filters, unknown filters',
    needs: topics('filter'),
  },
  { id: 'ed25519', label: 'ED25519 keys', about: 'created and imported', needs: matching(/ed25519/) },
  { id: 'ppk', label: 'PPK files', about: 'for PuTTY', needs: matching(/ppk/) },
  {
    id: 'ssh',
    label: 'Log in with created keys',
    about: 'key files that OpenSSH and PuTTY read',
    needs: topics('key-material', 'key-type-format'),
  },
  { id: 'dry-run', label: 'Dry runs', about: 'DryRun changes nothing', needs: topics('dry-run') },
  {
    id: 'errors',
    label: 'Error handling',
    about: 'codes, status and messages that code switches on',
    needs: topics('error-shape', 'duplicate'),
  },
  {
    id: 'regions',
    label: 'Several regions',
    about: 'key pairs of one region stay there',
    needs: topics('isolation'),
  },
  { id: 'quota', label: 'Quota', about: 'the limit of a region', needs: topics('quota') },
  {
    id: 'sdk',
    label: 'SDK clients',
    about: 'what the official SDK and command line read',
    needs: topics('client'),
  },
  {
    id: 'raw',
    label: 'Raw HTTP',
    about: 'own clients: signatures, GET and POST, encodings',
    needs: topics('wire'),
  },
  {
    id: 'terraform',
    label: 'Terraform',
    about: 'import with tags, read by name, delete by name, not-found and duplicate errors',
    needs: either(
      operation('import', 'lifecycle', 'tags', 'fingerprint', 'duplicate', 'response-shape', 'name'),
      matching(/^import\.import\.(rsa|ed25519)-(line|comment)/),
      matching(/^describe\.describe\..*(name|public-key|unknown|absent|tags)/),
      matching(/^delete\.delete\.(.*name|unknown|again|works)/),
      matching(/^error-shape\.describe\./),
    ),
  },
  {
    id: 'concurrent',
    label: 'Many calls at once',
    about: 'long sequences and overlapping calls',
    needs: topics('history'),
  },
];
