import { testFaults } from './testing/planted-fault.ts';

testFaults('a file', [
  {
    fault: 'a file is missing',
    change: { file: 'rules.yaml', remove: true },
    elsewhere: { file: 'rules.yaml' },
    messages: ['cannot be read; create the file'],
  },
  {
    fault: 'a key is repeated',
    change: {
      file: 'documents.yaml',
      replace: '  role: mission\n',
      by: '  role: mission\n  role: supporting\n',
    },
    at: 'role: supporting',
    messages: ['not valid YAML: Map keys must be unique'],
  },
  {
    fault: 'a refusal is declared twice',
    change: { file: 'openapi.yaml', replace: '  missing-name:\n', by: '  duplicate-name:\n' },
    at: '  duplicate-name:\n    code: MissingParameter'.trimStart(),
    messages: ['not valid YAML: Map keys must be unique'],
  },
  {
    fault: 'a key is misspelt',
    change: { file: 'documents.yaml', replace: '  location:', by: '  locaton:' },
    at: 'locaton:',
    messages: ["unknown key 'locaton' in item 1; did you mean 'location'?"],
  },
  {
    fault: 'a key is missing',
    change: { file: 'documents.yaml', replace: '  publisher: Amazon Web Services\n', by: '' },
    at: 'id: ec2-create-key-pair-2016-11-15',
    messages: ["item 1 lacks 'publisher'"],
  },
  {
    fault: 'a value is outside its enumeration',
    change: { file: 'documents.yaml', replace: '  role: mission\n', by: '  role: misson\n' },
    at: 'misson\n',
    messages: [
      "item 1 'role' is 'misson', must be one of mission, supporting, recording; did you mean 'mission'?",
    ],
  },
  {
    fault: 'a value is of another type',
    change: { file: 'rules.yaml', replace: 'bits: 2048', by: 'bits: many' },
    at: 'many',
    messages: [`'keyMaterial' item 1 'bits' must be of type integer, is "many"`],
  },
  {
    fault: 'a pattern of a rule does not compile',
    change: { file: 'rules.yaml', replace: '"^([0-9a-f]{2}:){19}[0-9a-f]{2}$"', by: '"^([0-9a-f{2}$"' },
    at: '"^([0-9a-f{2}$"',
    messages: ["'fingerprints' item 1 'pattern' is not a valid regex: ^([0-9a-f{2}$"],
  },
  {
    fault: 'a source names both a document and an observation',
    change: {
      file: 'rules.yaml',
      replace: '{ observation: 3-created-rsa }',
      by: '{ observation: 3-created-rsa, document: rfc-4716 }',
    },
    at: '{ observation: 3-created-rsa, document',
    messages: ["'fingerprints' item 1 'sources' item 1: a source is either {document, at?} or {observation}"],
  },
]);
