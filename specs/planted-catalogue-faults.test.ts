import { CATALOGUE, requirement, testFaults } from './testing/planted-fault.ts';

const SEVERAL = 'lifecycle.{create,import}.planted';

testFaults('what files say of each other', [
  {
    fault: 'an expectation has two keys',
    change: {
      file: CATALOGUE,
      append: requirement({ expects: '{ outcome: accepted, property: planted }' }),
    },
    at: '{ outcome: accepted, property: planted }',
    messages: [
      "item 5 'expects': an expectation has exactly one of: outcome, refusal, either, rule, property",
    ],
  },
  {
    fault: 'a document id is used twice',
    change: {
      file: 'documents.yaml',
      append: '\n- { id: kops-13304, title: t, publisher: again, role: supporting }\n',
    },
    at: 'kops-13304, title',
    messages: [/^document id 'kops-13304' is used twice; first at aws-ec2/],
  },
  {
    fault: 'an observation id is used twice',
    change: {
      file: 'evidence/observations.yaml',
      append:
        '\n- { id: 1a-create-duplicate, statement: again, grade: inferred, sources: [{ document: rfc-4716 }] }\n',
    },
    at: '1a-create-duplicate, statement',
    messages: [/^observation id '1a-create-duplicate' is used twice; first at aws-ec2/],
  },
  {
    fault: 'a requirement id is used twice',
    change: { file: CATALOGUE, append: requirement() + requirement({ statement: 'Again.' }) },
    at: 'lifecycle.planted\n  operation: create\n  level: must\n  statement: Again.',
    messages: [/^requirement id 'lifecycle.planted' is used twice; first at aws-ec2/],
  },
  {
    fault: 'a topic does not apply and has requirements',
    change: {
      file: 'rules.yaml',
      replace: 'notApplicable:\n',
      by: 'notApplicable:\n  - { topic: lifecycle, reason: planted }\n',
    },
    at: 'lifecycle, reason: planted',
    messages: [
      "the topic 'lifecycle' does not apply, but 'lifecycle.create.works' is a requirement of it; remove the one or the other",
    ],
  },
  {
    fault: 'a rule id is used twice',
    change: { file: 'rules.yaml', replace: '- id: request-id', by: '- id: key-pair-id # again' },
    at: 'key-pair-id # again',
    messages: [/^formats rule id 'key-pair-id' is used twice; first at aws-ec2/],
  },
  {
    fault: 'a conflict id is used twice',
    change: {
      file: 'conflicts.yaml',
      replace: '- id: material-is-pem',
      by: '- id: private-key-container # again',
    },
    at: 'private-key-container # again',
    messages: [/^conflict id 'private-key-container' is used twice; first at aws-ec2/],
  },
  {
    fault: 'a source names an unknown document',
    change: {
      file: 'conflicts.yaml',
      replace: 'document: smithy-ec2-query',
      by: 'document: smithy-ec2-qery',
    },
    at: 'smithy-ec2-qery',
    messages: ["unknown document 'smithy-ec2-qery'; did you mean 'smithy-ec2-query'?"],
  },
  {
    fault: 'a source names an unknown observation',
    change: { file: 'rules.yaml', replace: 'observation: 3-created-rsa', by: 'observation: 3-created-dsa' },
    at: '3-created-dsa',
    messages: ["unknown observation '3-created-dsa'; did you mean '3-created-rsa'?"],
  },
  {
    fault: 'an expectation names an unknown refusal',
    change: { file: CATALOGUE, append: requirement({ expects: '{ refusal: duplicate-nam }' }) },
    at: 'duplicate-nam ',
    messages: [
      "requirement 'lifecycle.planted' names the unknown refusal 'duplicate-nam'; did you mean 'duplicate-name'?",
    ],
  },
  {
    fault: 'an expectation names an unknown rule',
    change: { file: CATALOGUE, append: requirement({ expects: '{ rule: fingerprints/created-dsa }' }) },
    at: 'fingerprints/created-dsa',
    messages: [
      "requirement 'lifecycle.planted' names the unknown rule 'fingerprints/created-dsa'; did you mean 'fingerprints/created-rsa'?",
    ],
  },
  {
    fault: 'a requirement needs an unknown one',
    change: { file: CATALOGUE, append: requirement({ needs: '[lifecycle.plantd]' }) },
    at: 'lifecycle.plantd]',
    messages: [
      "requirement 'lifecycle.planted' needs the unknown requirement 'lifecycle.plantd'; did you mean 'lifecycle.planted'?",
    ],
  },
  {
    fault: 'needs go in a circle',
    change: {
      file: CATALOGUE,
      append:
        requirement({ needs: '[lifecycle.planted-too]' }) +
        requirement({ id: 'lifecycle.planted-too', needs: '[lifecycle.planted]' }),
    },
    at: '[lifecycle.planted-too]',
    messages: ['needs go in a circle: lifecycle.planted -> lifecycle.planted-too -> lifecycle.planted'],
  },
  {
    fault: 'a requirement stands in the file of another topic',
    change: { file: CATALOGUE, append: requirement({ id: 'quota.planted' }) },
    at: 'quota.planted',
    messages: [
      "requirement 'quota.planted' stands in the file of the topic 'lifecycle'; move it to requirements/quota.yaml",
    ],
  },
  {
    fault: 'an id says no operation, and nothing else does',
    change: { file: CATALOGUE, append: requirement({ id: 'lifecycle.planted', operation: '' }) },
    at: 'id: lifecycle.planted',
    messages: ["the id of 'lifecycle.planted' says no operation; add 'operation'"],
  },
  {
    fault: 'an operation is said by the id and again',
    change: { file: CATALOGUE, append: requirement({ id: 'lifecycle.create.planted' }) },
    at: 'operation: create',
    messages: ["the id of 'lifecycle.create.planted' says its operation; remove 'operation'"],
  },
  {
    fault: 'an entry for one operation has each',
    change: { file: CATALOGUE, append: requirement({ each: '{ create: { level: may } }' }) },
    at: 'each: { create',
    messages: [
      "requirement 'lifecycle.planted': 'each' is for an id with several operations, such as name.{create,import}.empty, or with a star at its end",
    ],
  },
  {
    fault: 'each has an operation that the id does not name',
    change: {
      file: CATALOGUE,
      append: requirement({ id: SEVERAL, operation: '', each: '{ delete: { level: may } }' }),
    },
    at: 'delete: { level: may',
    messages: [`'each' has 'delete', which the id '${SEVERAL}' does not name`],
  },
  {
    fault: 'an id with a star has no each',
    change: { file: CATALOGUE, append: requirement({ id: 'lifecycle.create.*', operation: '' }) },
    at: 'id: lifecycle.create.*',
    messages: ["the id 'lifecycle.create.*' is for those in 'each'; add it"],
  },
  {
    fault: 'one of an id with a star needs an unknown one',
    change: {
      file: CATALOGUE,
      append: requirement({
        id: 'lifecycle.create.*',
        operation: '',
        statement: '',
        each: '{ one: { statement: s }, two: { statement: s, needs: [lifecycle.create.on] } }',
      }),
    },
    at: 'lifecycle.create.on]',
    messages: [
      "requirement 'lifecycle.create.two' needs the unknown requirement 'lifecycle.create.on'; did you mean 'lifecycle.create.one'?",
    ],
  },
  {
    fault: 'a field is shared and every operation has its own',
    change: {
      file: CATALOGUE,
      append: requirement({
        id: SEVERAL,
        operation: '',
        each: '{ create: { evidence: inferred }, import: { evidence: inferred } }',
      }),
    },
    at: 'evidence: observed\n  check: lifecycle/planted',
    messages: [
      `requirement '${SEVERAL}': 'each' has 'evidence' for every one; remove the one that they do not share`,
    ],
  },
  {
    fault: 'one of several operations lacks a field',
    change: {
      file: CATALOGUE,
      append: requirement({
        id: SEVERAL,
        operation: '',
        evidence: '',
        each: '{ create: { evidence: inferred } }',
      }),
    },
    at: `id: ${SEVERAL}`,
    messages: ["requirement 'lifecycle.import.planted' lacks 'evidence'"],
  },
  {
    fault: 'neither a requirement nor its check says what it expects',
    change: { file: CATALOGUE, append: requirement({ expects: '' }) },
    at: 'id: lifecycle.planted',
    messages: [
      "requirement 'lifecycle.planted' lacks 'expects', and checks.yaml has none for 'lifecycle/planted'",
    ],
  },
  {
    fault: 'a requirement is graded observed without a recording',
    change: { file: CATALOGUE, append: requirement({ sources: '[{ document: ec2-user-guide }]' }) },
    at: 'observed\n  check: lifecycle/planted',
    messages: [
      "requirement 'lifecycle.planted' is graded observed, but no source is an observed row or a recording with its date; cite one or lower the grade",
    ],
  },
  {
    fault: 'an observed row has no date',
    change: {
      file: 'evidence/observations.yaml',
      append:
        '\n- { id: planted, statement: s, grade: observed, sources: [{ document: public-issues }], uncovered: u }\n',
    },
    at: 'observed, sources: [{ document: public-issues }]',
    messages: [
      "observation 'planted' is graded observed without a date; add the date of the response or lower the grade",
    ],
  },
  {
    fault: 'a row without grade and date names no recorded session',
    change: {
      file: 'evidence/observations.yaml',
      append:
        '\n- { id: planted, statement: s, sources: [{ document: aws-recordings-stackd, at: "ST-X 1" }], uncovered: u }\n',
    },
    at: '{ id: planted',
    messages: [
      "observation 'planted' is graded observed without a date; add the date of the response or lower the grade",
    ],
  },
  {
    fault: 'a requirement is graded observed with a recording that has no date',
    change: { file: CATALOGUE, append: requirement({ sources: '[{ document: public-issues }]' }) },
    at: 'observed\n  check: lifecycle/planted',
    messages: [
      "requirement 'lifecycle.planted' is graded observed, but no source is an observed row or a recording with its date; cite one or lower the grade",
    ],
  },
  {
    fault: 'a requirement is graded documented without a text',
    change: {
      file: CATALOGUE,
      append: requirement({ sources: '[{ observation: 5-name-reuse }]', evidence: 'documented' }),
    },
    at: 'documented\n  check: lifecycle/planted',
    messages: [
      "requirement 'lifecycle.planted' is graded documented, but no source is a document or a documented row; cite one or change the grade",
    ],
  },
  {
    fault: 'an operation has two bases',
    change: { file: CATALOGUE, append: requirement({ basis: 'delete # again' }) },
    at: 'delete # again',
    messages: ["basis 'delete' is already 'lifecycle.delete.works'; an operation has one basis"],
  },
  {
    fault: 'an operation has no basis',
    change: { file: CATALOGUE, replace: '  basis: delete\n', by: '' },
    elsewhere: { file: 'openapi.yaml', at: '/#Action=DeleteKeyPair' },
    messages: ['no requirement has basis: delete; mark the one that shows the operation works at all'],
  },
  {
    fault: 'a conflict names an unknown requirement',
    change: {
      file: 'conflicts.yaml',
      append:
        '\n- { id: planted, subject: s, readings: [{ reading: documented, says: s, sources: [{ document: rfc-4716 }] }], ruling: r, overturnedBy: o, requirements: [lifecycle.nowhere] }\n',
    },
    at: 'lifecycle.nowhere',
    messages: ["conflict 'planted' names the unknown requirement 'lifecycle.nowhere'"],
  },
  {
    fault: 'a requirement has two readings that no conflict explains',
    change: {
      file: CATALOGUE,
      append: requirement({ readings: '{ documented: { refusal: duplicate-name } }' }),
    },
    at: '{ documented: { refusal',
    messages: [
      "requirement 'lifecycle.planted' has two readings but no conflict names it; add it to conflicts.yaml",
    ],
  },
  {
    fault: 'a mission document has no requirement',
    change: {
      file: 'documents.yaml',
      replace: '  publisher: Amazon Web Services (Smithy)\n  role: supporting',
      by: '  publisher: Amazon Web Services (Smithy)\n  role: mission',
    },
    at: 'smithy-ec2-query',
    messages: ["mission document 'smithy-ec2-query' has no requirement; cite it in one"],
  },
  {
    fault: 'a rejected material names an unknown refusal',
    change: { file: 'evidence/vectors.yaml', replace: 'refusal: bad-material', by: 'refusal: bad-stuff' },
    at: 'bad-stuff',
    messages: ["unknown refusal 'bad-stuff'; declare it in x-refusals of openapi.yaml"],
  },
]);
