import type { Replaying } from '../provider.ts';
import { addressOf } from '../wire/endpoint.ts';
import { encodeParameters } from '../wire/query-parameters.ts';
import { ec2Parameters } from './client/serialise.ts';
import { curlCommand } from './reproduce-curl.ts';

const SIGNER = `function sign(request, url, headers, proof) {
  const hash = (text) => createHash('sha256').update(text).digest('hex');
  const hmac = (key, text) => createHmac('sha256', key).update(text).digest();
  const given = headers.find(([name]) => name.toLowerCase() === 'x-amz-date');
  const date = given?.[1] ?? proof.date ?? new Date().toISOString().replace(/[-:]|\\.\\d+/g, '');
  if (given === undefined) headers.push(['x-amz-date', date]);
  if (proof.token) headers.push(['x-amz-security-token', proof.token]);
  const signed = headers.map(([name, value]) => [name.toLowerCase(), value.trim().replace(/ +/g, ' ')]).sort();
  const names = signed.map(([name]) => name).join(';');
  const query = url.search.slice(1).split('&').filter(Boolean).map((part) => part.includes('=') ? part : part + '=').sort().join('&');
  const lines = signed.map(([name, value]) => name + ':' + value + '\\n').join('');
  const canonical = [request.method, url.pathname, query, lines, names, hash(request.body)].join('\\n');
  const scope = [date.slice(0, 8), proof.region, 'ec2', 'aws4_request'];
  const key = scope.reduce(hmac, 'AWS4' + proof.secret);
  const text = ['AWS4-HMAC-SHA256', date, scope.join('/'), hash(canonical)].join('\\n');
  headers.push(['authorization', 'AWS4-HMAC-SHA256 Credential=' + proof.id + '/' + scope.join('/') + ', SignedHeaders=' + names +
    ', Signature=' + hmac(key, text).toString('hex')]);
}`;

/** Requests of EC2 in scripts. curl signs them itself, from version 7.75 on. */
export const EC2_REPLAY: Replaying = {
  requestOf: (call, endpoint) => {
    const { origin, path } = addressOf(endpoint, call.region);
    return {
      method: 'POST',
      url: `${origin}${path}`,
      headers: [['content-type', 'application/x-www-form-urlencoded; charset=utf-8']],
      body: encodeParameters(ec2Parameters(call.operation, call.parameters)),
    };
  },
  everything: {},
  nameMember: 'keyName',
  signer: SIGNER,
  signatureHeaders: ['x-amz-date', 'x-amz-security-token'],
  signatureParameters: /^X-Amz-/i,
  curl: curlCommand,
  shellFunctions: '',
  shellNeeds: {
    test: 'curl --aws-sigv4 aws:amz:any:ec2 --version',
    missing: 'curl 7.75 or newer is needed, and there is none',
  },
};
