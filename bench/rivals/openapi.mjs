import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { newPrivateKey } from '../../build/targets/reference/keys/fresh.js';

/** How the lists of the wire are written, with one member each, by the name of the parameter. */
const NUMBERED = {
  KeyName: { 'KeyName.1': 'KeyName' },
  KeyPairId: { 'KeyPairId.1': 'KeyPairId' },
  TagSpecification: {
    'TagSpecification.1.ResourceType': 'ResourceType',
    'TagSpecification.1.Tag.1.Key': 'TagKey',
    'TagSpecification.1.Tag.1.Value': 'TagValue',
  },
  Filter: { 'Filter.1.Name': 'FilterName', 'Filter.1.Value.1': 'FilterValue' },
};

/**
 * The OpenAPI document of the suite in a form that a general tool can send: lists numbered as on the wire, because
 * OpenAPI cannot say so, and a real public key as example, because no schema can generate one.
 */
export function plainDocument(file) {
  const document = parse(readFileSync(file, 'utf8'));
  const { schemas, parameters } = document.components;
  schemas.ResourceType = schemas.TagSpecification.properties.ResourceType;
  schemas.FilterName = schemas.Filter.properties.Name;
  schemas.FilterValue = { type: 'string' };
  schemas.PublicKeyMaterial = { type: 'string', minLength: 1, example: exampleKey() };
  for (const path of Object.values(document.paths)) {
    path.get.parameters = path.get.parameters.flatMap((given) => plainParameter(given, parameters));
    const form = path.post.requestBody.content['application/x-www-form-urlencoded'].schema;
    form.properties = Object.fromEntries(Object.entries(form.properties).flatMap(plainProperty));
  }
  return document;
}

function plainParameter(given, parameters) {
  const parameter = given.$ref === undefined ? given : parameters[given.$ref.split('/').at(-1)];
  return plainProperty([parameter.name, parameter.schema]).map(([name, schema]) =>
    name === parameter.name ? given : { name, in: 'query', schema },
  );
}

function plainProperty([name, schema]) {
  const isList = schema.$ref?.endsWith('List') ?? false;
  if (!isList) return [[name, schema]];
  return Object.entries(NUMBERED[name]).map(([numbered, of]) => [
    numbered,
    { $ref: `#/components/schemas/${of}` },
  ]);
}

/** A public key of RSA as the action takes it: its OpenSSH line or DER, in base64. */
function exampleKey() {
  const publicKey = createPublicKey(newPrivateKey('rsa', { modulusLength: 2048 }));
  return Buffer.from(publicKey.export({ type: 'spki', format: 'der' }).toString('base64')).toString('base64');
}
