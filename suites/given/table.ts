import {
  COUNT,
  FLAG,
  type GivenSchema,
  KEY_TYPE,
  listOf,
  MADE,
  MATERIAL,
  NAME,
  object,
  oneOf,
  PAIRS,
  PARAMETERS,
  QUESTION,
  TAG_SET,
  TEXT,
  TEXTS,
  WIRE,
} from './parts.ts';

const NOTHING = object({});
const MAKING = { keyType: TEXT, keyFormat: TEXT };
const SAID = { answers: TEXTS, wire: WIRE, mediaType: TEXT };
const ANSWERS = object(SAID, ['answers']);
const MEMBERS = object({ ...SAID, only: TEXTS, except: TEXTS }, ['answers']);
const FRESH = object({ ...SAID, member: TEXT }, ['answers', 'member']);
const SHOWS = object({ pairs: PAIRS, ...QUESTION, twin: object(QUESTION, ['shows']), others: FLAG }, [
  'shows',
]);
const REFUSED = object({ pairs: PAIRS, ask: PARAMETERS, twin: object(QUESTION, ['shows']) }, ['ask', 'twin']);
const DELETION = { ask: PARAMETERS, gone: TEXTS, id: { type: ['string', 'null'] }, acknowledged: TEXT };
const KEY_OF_TYPE = object({ keyType: KEY_TYPE }, ['keyType']);
const OF_MADE = object({ made: MADE }, ['made']);
const BY = object({ by: oneOf('name', 'id') }, ['by']);
const PRESENCE = { present: TEXTS, absent: TEXTS, filled: TEXTS };
const WHERE = oneOf('answer', 'describe');
const CLIENT_TAGS = oneOf('plain', 'odd');
const PAGED = { count: COUNT, size: COUNT, sizes: listOf(COUNT), ask: PARAMETERS };
const RECORDED = object({ keyType: KEY_TYPE, grade: TEXT, minimumBits: COUNT, maximumBits: COUNT });

/** The schemas of the checks of one suite, by the name of the body. */
type OfSuite = Readonly<Record<string, GivenSchema>>;

/** What the `given` of each check may be; of a check that is not named here it is empty. */
const BY_TOPIC: Readonly<Record<string, OfSuite>> = {
  client: {
    making: object({ ...MAKING, tags: CLIENT_TAGS }),
    nameThrough: object({ value: NAME }, ['value']),
    describing: object({ pairs: COUNT, publicKey: FLAG, tags: CLIENT_TAGS, filter: TEXT }),
    deleting: object({ unknown: FLAG }),
    refused: object({ name: oneOf('existing', 'none'), with: PARAMETERS }),
    requestId: object({ name: oneOf('existing', 'none'), with: PARAMETERS }),
    waiter: object({ late: FLAG }),
    dictionary: object({ tags: FLAG, types: { type: 'object', additionalProperties: TEXT } }, ['types']),
    acknowledged: object({ acknowledged: TEXT }, ['acknowledged']),
    exception: object({ name: oneOf('existing', 'none'), with: PARAMETERS, exception: TEXT }, ['exception']),
    notSent: object({ without: TEXT }, ['without']),
    keyFile: object({ ...MAKING, query: TEXT }),
    printed: object({ query: TEXT, field: oneOf('name', 'id'), filter: TEXT }),
    exitCode: object({ accepted: COUNT, refused: listOf(COUNT) }, ['accepted', 'refused']),
    agreement: object({ unknown: FLAG }),
  },
  delete: { leaves: object({ pairs: PAIRS, ...DELETION, repeated: FLAG, twin: object(DELETION) }) },
  describe: {
    shows: SHOWS,
    manyAtOnce: object({ count: COUNT }, ['count']),
    refused: REFUSED,
    refusalMessage: object({ pairs: PAIRS, ask: PARAMETERS, holds: TEXTS, lacks: TEXTS }, ['ask']),
    agreesWithAnswer: OF_MADE,
    keyTypeShown: object({ made: MADE, keyType: KEY_TYPE }, ['made', 'keyType']),
    publicKeyPresence: object({ flag: { enum: [true, false, 'absent'] } }, ['flag']),
    publicKeyShown: object(
      {
        aspect: oneOf('key', 'comment', 'newline'),
        made: MADE,
        keyType: KEY_TYPE,
        encoding: oneOf('openssh', 'openssh-comment', 'openssh-newline', 'rfc4716', 'der-base64'),
        nameInfix: TEXT,
      },
      ['aspect', 'made', 'keyType'],
    ),
    publicKeysApart: object({ ask: PARAMETERS }),
    timeOfMaking: OF_MADE,
    timeFormat: object({ made: MADE, format: TEXT }, ['format']),
    timeStable: object({ made: MADE }),
  },
  'dry-run': {
    answers: object({
      name: oneOf('fresh', 'unknown', 'existing', 'empty', 'absent'),
      id: oneOf('existing'),
      parameters: PARAMETERS,
    }),
    thenReal: object({ name: oneOf('fresh', 'existing') }),
    falseActs: object({ name: oneOf('fresh', 'existing') }),
  },
  duplicate: {
    refused: object({ first: MADE }, ['first']),
    beforeMaterial: object({ material: TEXT }, ['material']),
  },
  'error-shape': {
    readable: ANSWERS,
    root: ANSWERS,
    namespace: ANSWERS,
    members: MEMBERS,
    undeclared: MEMBERS,
    value: MEMBERS,
    fresh: FRESH,
    type: ANSWERS,
    encoding: ANSWERS,
    message: object({ ...SAID, ask: PARAMETERS }, ['answers']),
    declaration: ANSWERS,
    echoed: object({ text: TEXT }, ['text']),
  },
  filter: { shows: SHOWS, refused: REFUSED, anyPattern: object({ filter: TEXT }, ['filter']) },
  fingerprint: {
    ofCreated: object(MAKING, ['keyType']),
    ofImported: KEY_OF_TYPE,
    recorded: RECORDED,
    found: object({ filter: TEXT, keyType: KEY_TYPE }),
    twoPaths: KEY_OF_TYPE,
    rendering: KEY_OF_TYPE,
    onePath: KEY_OF_TYPE,
  },
  history: { generated: object({ focus: oneOf('sequences', 'rejections', 'anything') }, ['focus']) },
  identifier: {
    wellFormed: object({ format: TEXT }, ['format']),
    unique: object({ count: COUNT }, ['count']),
  },
  import: {
    accepted: object({ value: MATERIAL }, ['value']),
    kept: object({ value: MATERIAL }, ['value']),
    refused: object({ value: MATERIAL, recorded: TEXTS, twin: MATERIAL }),
    typeShown: object({ keyType: KEY_TYPE, forms: TEXTS }, ['keyType', 'forms']),
    createdHalf: KEY_OF_TYPE,
    notBase64: object({ texts: TEXTS }, ['texts']),
  },
  isolation: {
    unseen: BY,
    apart: object({ filter: TEXT, value: oneOf('name', 'id', 'fingerprint', 'tag') }),
    deleteElsewhere: BY,
    deleteOne: BY,
  },
  'key-material': { everyOneNew: KEY_OF_TYPE },
  'key-type-format': {
    made: object(MAKING),
    refused: object({ parameter: oneOf('keyType', 'keyFormat'), value: TEXT }, ['parameter', 'value']),
    anyRefused: object({ parameter: oneOf('keyType', 'keyFormat'), near: FLAG }, ['parameter']),
  },
  name: {
    accepted: object({ value: NAME }, ['value']),
    refused: object({ value: NAME, twin: NAME }, ['value']),
    anyRefused: object({ characters: TEXT }, ['characters']),
    lookAlikes: object({ texts: TEXTS }, ['texts']),
  },
  paging: {
    everyOnce: object(PAGED, ['count']),
    pages: object(PAGED, ['count', 'sizes']),
    defaultSize: object(PAGED, ['count']),
    defaultPage: object(PAGED, ['count', 'size']),
    lastPage: object(PAGED, ['count', 'size']),
    farPage: object({ ...PAGED, page: COUNT }, ['count', 'size', 'page']),
    total: object(PAGED, ['count', 'size']),
    bounded: object(PAGED, ['count']),
  },
  'response-shape': {
    status: ANSWERS,
    readable: ANSWERS,
    declaration: ANSWERS,
    root: ANSWERS,
    namespace: ANSWERS,
    members: MEMBERS,
    undeclared: MEMBERS,
    value: MEMBERS,
    presence: object({ ...SAID, ...PRESENCE, filter: TEXT }, ['answers']),
    tags: object({ ...SAID, ...PRESENCE, only: TEXTS, except: TEXTS }, ['answers']),
    escaped: object({ text: TEXT, place: oneOf('value'), wire: WIRE }, ['text']),
    list: object({ ...SAID, ...PRESENCE, only: TEXTS, except: TEXTS }, ['answers']),
    fresh: FRESH,
    type: ANSWERS,
    encoding: ANSWERS,
  },
  tags: {
    kept: object({ tags: TAG_SET, where: WHERE }, ['tags']),
    sentOtherwise: object({ tags: TAG_SET, where: WHERE, wire: WIRE }, ['tags', 'wire']),
    found: object({ prefix: TEXT }, ['prefix']),
    untagged: object({ where: WHERE }, ['where']),
    refused: object({ tags: TAG_SET, twin: TAG_SET, scope: { type: ['string', 'null'] } }),
    changedLater: object({ adding: WIRE, removing: WIRE }, ['adding', 'removing']),
  },
  wire: {
    makes: object({ wire: WIRE, tags: FLAG }, ['wire']),
    shows: object({ wire: WIRE }, ['wire']),
    deletes: object({ wire: WIRE }, ['wire']),
    token: object({ wire: WIRE }, ['wire']),
    encodes: object({ wire: WIRE, infix: TEXT }, ['infix']),
    refused: object({ wire: WIRE }, ['wire']),
    harmless: object({ wire: WIRE }, ['wire']),
    large: object({ parameter: TEXT, bytes: COUNT }, ['parameter', 'bytes']),
    afterwards: object({ wire: WIRE }, ['wire']),
    versions: object({ parameter: TEXT, kind: oneOf('published', 'unknown'), since: TEXT }, [
      'parameter',
      'kind',
    ]),
  },
};

/** What the `given` of a check may be. */
export function givenSchemaOf(check: string): GivenSchema {
  const [topic = '', body = ''] = check.split('/');
  return BY_TOPIC[topic]?.[body] ?? NOTHING;
}

/** The names of the checks that take something, as `<topic>/<body>`. */
export function checksWithGiven(): readonly string[] {
  return Object.entries(BY_TOPIC).flatMap(([topic, bodies]) =>
    Object.keys(bodies).map((body) => `${topic}/${body}`),
  );
}
