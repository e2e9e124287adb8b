import { testFaults } from './testing/planted-fault.ts';

testFaults('the OpenAPI document', [
  {
    fault: 'a message pattern of a refusal does not compile',
    change: { file: 'openapi.yaml', replace: 'message: "already exists"', by: 'message: "already (exists"' },
    at: '"already (exists"',
    messages: ["'x-refusals' 'duplicate-name' 'message' is not a valid regex: already (exists"],
  },
  {
    fault: 'a $ref leads nowhere',
    change: {
      file: 'openapi.yaml',
      replace: '"#/components/schemas/KeyType"',
      by: '"#/components/schemas/KeyTipe"',
    },
    at: '"#/components/schemas/KeyTipe"',
    messages: ["reference '#/components/schemas/KeyTipe' leads nowhere; did you mean 'KeyType'?"],
  },
  {
    fault: 'a $ref goes in a circle',
    change: {
      file: 'openapi.yaml',
      replace: 'Switch: { type: boolean, default: false }',
      by: 'Switch: { $ref: "#/components/schemas/Switch" }',
    },
    at: 'Switch: { $ref',
    messages: ["schema 'Switch' contains itself"],
  },
  {
    fault: 'a schema has an unknown type',
    change: { file: 'openapi.yaml', replace: 'type: string, enum: [rsa', by: 'type: strng, enum: [rsa' },
    at: 'strng',
    messages: [
      "'components' 'schemas' 'KeyType' 'type' is 'strng', must be one of array, boolean, integer, null, number, object, string; did you mean 'string'?",
    ],
  },
  {
    fault: 'a length is negative',
    change: { file: 'openapi.yaml', replace: 'minLength: 1\n', by: 'minLength: -1\n' },
    at: '-1\n',
    messages: ["'components' 'schemas' 'KeyName' 'minLength' must be at least 0, is -1"],
  },
  {
    fault: 'a schema keyword is misspelt',
    change: { file: 'openapi.yaml', replace: 'required: [ResourceType]', by: 'requird: [ResourceType]' },
    at: 'requird',
    messages: ["unknown JSON Schema keyword 'requird'; did you mean 'required'?"],
  },
  {
    fault: 'a schema uses a keyword of OpenAPI 3.0',
    change: {
      file: 'openapi.yaml',
      replace: 'TagKey: { type: string,',
      by: 'TagKey: { type: string, nullable: true,',
    },
    at: 'nullable',
    messages: [
      "unknown JSON Schema keyword 'nullable'; remove it or put it under an x- name of the document",
    ],
  },
  {
    fault: 'a pattern of a schema does not compile',
    change: { file: 'openapi.yaml', replace: '"^key-[0-9a-f]{17}$"', by: '"^key-[0-9a-f{17}$"' },
    at: '"^key-[0-9a-f{17}$"',
    messages: [
      'pattern does not compile: Invalid regular expression: /^key-[0-9a-f{17}$/u: Unterminated character class',
    ],
  },
  {
    fault: 'an OpenAPI key is unknown',
    change: { file: 'openapi.yaml', replace: '      summary: Creates', by: '      sumary: Creates' },
    at: 'sumary',
    messages: ["unknown key 'sumary' in 'paths' '/#Action=CreateKeyPair' 'get'; did you mean 'summary'?"],
  },
  {
    fault: 'an operationId is used twice',
    change: {
      file: 'openapi.yaml',
      replace: 'operationId: ImportKeyPairByQuery',
      by: 'operationId: CreateKeyPairByQuery # again',
    },
    at: 'CreateKeyPairByQuery # again',
    messages: ["operationId 'CreateKeyPairByQuery' is used twice"],
  },
  {
    fault: 'a path parameter is not declared',
    change: {
      file: 'openapi.yaml',
      replace: '/#Action=CreateKeyPair:',
      by: '/{account}/#Action=CreateKeyPair:',
    },
    at: '/{account}/',
    messages: ["path parameter 'account' is not declared; add it to parameters with in: path"],
  },
  {
    fault: 'an extension is misspelt',
    change: { file: 'openapi.yaml', replace: 'x-transport: base64', by: 'x-transprt: base64' },
    at: 'x-transprt',
    messages: ["unknown extension 'x-transprt'; did you mean 'x-transport'?"],
  },
  {
    fault: 'an operation is none of the four',
    change: { file: 'openapi.yaml', replace: 'x-operation: create', by: 'x-operation: creat' },
    at: 'creat\n',
    messages: ["unknown operation 'creat'; did you mean 'create'?"],
  },
  {
    fault: 'two paths are the same operation',
    change: { file: 'openapi.yaml', replace: 'x-operation: import', by: 'x-operation: create' },
    at: '/#Action=ImportKeyPair:',
    messages: ["x-operation 'create' is declared by an earlier path"],
  },
  {
    fault: 'a parameter has no role',
    change: { file: 'openapi.yaml', replace: 'x-role: key-type, ', by: '' },
    at: '{ $ref: "#/components/parameters/KeyType" }',
    messages: ["parameter 'KeyType' lacks x-role"],
  },
  {
    fault: 'an answer shows an unknown field',
    change: { file: 'openapi.yaml', replace: 'x-shows: [name, id,', by: 'x-shows: [name, ids,' },
    at: 'ids, fingerprint',
    messages: [/^x-shows has the unknown field 'ids'; did you mean 'id'\?$/],
  },
  {
    fault: 'a parameter has an unknown role',
    change: { file: 'openapi.yaml', replace: 'x-role: key-type, ', by: 'x-role: keytype, ' },
    at: '{ $ref: "#/components/parameters/KeyType" }',
    messages: ["parameter 'KeyType' has unknown x-role 'keytype'; did you mean 'key-type'?"],
  },
  {
    fault: 'two parameters of an operation have one role',
    change: { file: 'openapi.yaml', replace: 'x-role: key-format, ', by: 'x-role: key-type, ' },
    at: '{ $ref: "#/components/parameters/KeyFormat" }',
    messages: ["x-role 'key-type' stands on two parameters of one operation"],
  },
  {
    fault: 'form and query take different fields',
    change: {
      file: 'openapi.yaml',
      replace: 'KeyFormat: { $ref: "#/components/schemas/KeyFormat" }',
      by: 'KeyFromat: { $ref: "#/components/schemas/KeyFormat" }',
    },
    at: 'KeyFromat',
    messages: [
      "query parameter 'KeyFormat' is missing from the form body",
      "form field 'KeyFromat' is no query parameter of the same operation; did you mean 'KeyFormat'?",
    ],
  },
  {
    fault: 'an operation names an unknown refusal',
    change: { file: 'openapi.yaml', replace: '- bad-key-format', by: '- bad-key-formats' },
    at: 'bad-key-formats',
    messages: [
      "unknown refusal 'bad-key-formats'; did you mean 'bad-key-format'?",
      "refusal 'bad-key-format' is in no x-refused-with; name it there or remove it",
    ],
  },
  {
    fault: 'a refusal has a status that an operation does not declare',
    change: {
      file: 'openapi.yaml',
      replace: 'code: InvalidParameterValue\n    status: 400\n    message: "at \'keyType',
      by: 'code: InvalidParameterValue\n    status: 404\n    message: "at \'keyType',
    },
    at: 'bad-key-type',
    messages: [
      "refusal 'bad-key-type' has status 404, which get does not declare in responses",
      "refusal 'bad-key-type' has status 404, which post does not declare in responses",
    ],
  },
  {
    fault: 'a refusal has the status of a success whose body never refuses',
    change: {
      file: 'openapi.yaml',
      replace: 'code: InvalidParameterValue\n    status: 400\n    message: "at \'keyType',
      by: 'code: InvalidParameterValue\n    status: 200\n    message: "at \'keyType',
    },
    at: 'bad-key-type',
    messages: [
      "refusal 'bad-key-type' has status 200, whose answer declares no body that refuses; add x-refusal-schema to its media type",
    ],
  },
]);
