import type { CommandOf, Replaying } from '../provider.ts';
import { expandable, quote } from '../shell.ts';
import { addressOf } from '../wire/endpoint.ts';
import { encodeParameters } from '../wire/query-parameters.ts';
import { ECS_ACTIONS, ECS_API_VERSION, ecsParameters } from './client/serialise.ts';

const SIGNATURE_HEADERS = [
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-content-sha256',
  'x-acs-accesskey-id',
  'x-acs-security-token',
];
const SIGNATURE_PARAMETERS = /^(AccessKeyId|Signature.*|Timestamp|SecurityToken)$/;

/** Signature version 3; a request that was signed by version 2 has its action among the parameters, which it signs as well. */
const SIGNER = `function sign(request, url, headers, proof) {
  const hash = (text) => createHash('sha256').update(text).digest('hex');
  const add = (name, value) => headers.some(([one]) => one.toLowerCase() === name) || headers.push([name, value]);
  add('x-acs-date', proof.date ?? new Date().toISOString().replace(/\\.\\d+/, ''));
  add('x-acs-signature-nonce', randomUUID());
  add('x-acs-content-sha256', hash(request.body));
  if (proof.token) headers.push(['x-acs-accesskey-id', proof.id], ['x-acs-security-token', proof.token]);
  const signed = new Map(headers.map(([name, value]) => [name.toLowerCase(), value.trim()])
    .filter(([name]) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-')).sort());
  const names = [...signed.keys()].join(';');
  const query = url.search.slice(1).split('&').filter(Boolean).map((part) => part.includes('=') ? part : part + '=')
    .map((part) => part.replaceAll('+', '%20').replace(/[!'()*]/g, (one) => '%' + one.charCodeAt(0).toString(16).toUpperCase())).sort((a, b) => a.split('=')[0] < b.split('=')[0] ? -1 : a.split('=')[0] > b.split('=')[0] ? 1 : 0).join('&');
  const lines = [...signed].map(([name, value]) => name + ':' + value + '\\n').join('');
  const canonical = [request.method, url.pathname, query, lines, names, hash(request.body)].join('\\n');
  const signature = createHmac('sha256', proof.secret).update('ACS3-HMAC-SHA256\\n' + hash(canonical)).digest('hex');
  headers.push(['authorization', 'ACS3-HMAC-SHA256 Credential=' + proof.id + ',SignedHeaders=' + names + ',Signature=' + signature]);
}`;

/** The same in bash: method, address, body, access key id, secret, session token, then headers. */
const ACS3 = `hex() { sed 's/^.* //'; }
acs3() {
  local method=$1 url=$2 body=$3 id=$4 secret=$5 token=$6 rest host path query payload lines names signature header args
  shift 6
  rest=\${url#*://} host=\${rest%%[/?]*} path=/\${rest#*/} query=''
  case $url in *\\?*) query=\${url#*\\?} path=\${path%%\\?*} ;; esac
  payload=$(printf %s "$body" | openssl dgst -sha256 | hex)
  args=(-sS -i -X "$method" "$url" -H 'accept-encoding: identity')
  [ "$method" = HEAD ] && args=(-sS --head "$url" -H 'accept-encoding: identity')
  [ -n "$secret" ] && set -- "$@" "x-acs-signature-nonce: $RANDOM$RANDOM$RANDOM$RANDOM$RANDOM" "x-acs-content-sha256: $payload"
  case "$secret $*" in ' '* | *x-acs-date:*) ;; *) set -- "$@" "x-acs-date: $(date -u +%Y-%m-%dT%H:%M:%SZ)" ;; esac
  [ -n "$token" ] && set -- "$@" "x-acs-accesskey-id: $id" "x-acs-security-token: $token"
  for header; do args+=(-H "$header"); done
  case "$*" in *host:*) ;; *) set -- "$@" "host: $host" ;; esac
  lines=$(for header; do case $header in host:* | content-type:* | x-acs-*) printf '%s:%s\\n' "\${header%%:*}" "\${header#*: }" ;; esac; done | sort -t: -k1,1)
  names=$(printf '%s\\n' "$lines" | cut -d: -f1 | paste -sd ';' -)
  query=$(printf %s "$query" | sed "s/+/%20/g; s/!/%21/g; s/'/%27/g; s/(/%28/g; s/)/%29/g; s/[*]/%2A/g" | tr '&' '\\n' | sed '/^$/d; /=/!s/$/=/' | sort -s -t= -k1,1 | paste -sd '&' -)
  signature=$(printf '%s\\n%s\\n%s\\n%s\\n\\n%s\\n%s' "$method" "$path" "$query" "$lines" "$names" "$payload" | openssl dgst -sha256 | hex)
  signature=$(printf 'ACS3-HMAC-SHA256\\n%s' "$signature" | openssl dgst -sha256 -hmac "$secret" | hex)
  [ -n "$secret" ] && args+=(-H "authorization: ACS3-HMAC-SHA256 Credential=$id,SignedHeaders=$names,Signature=$signature")
  [ -n "$body" ] && args+=(--data-raw "$body")
  curl "\${args[@]}"
}`;

const ID = '$ALIBABA_CLOUD_ACCESS_KEY_ID';
const SECRET = '$ALIBABA_CLOUD_ACCESS_KEY_SECRET';
const TOKEN = '$ALIBABA_CLOUD_SECURITY_TOKEN';
const OWN_HEADERS = new Set([
  ...SIGNATURE_HEADERS,
  'authorization',
  'accept-encoding',
  'content-length',
  'connection',
  'user-agent',
]);

/** The exchange as a command of the function `acs3`. */
const acs3Command: CommandOf = ({ request, call }) => {
  const authentication = call.wire?.authentication ?? 'header';
  const overridden = new Set((call.wire?.headers ?? []).map(([name]) => name.toLowerCase()));
  const [address = '', query = ''] = request.url.split(/\?(.*)/s);
  const parts = query.split('&').filter((part) => part !== '');
  const kept = parts.filter((part) => !SIGNATURE_PARAMETERS.test(part.split('=')[0] ?? ''));
  const headers = request.headers.flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    const isOwn = OWN_HEADERS.has(lower) || lower === 'host';
    const isDate = authentication === 'expired' && lower === 'x-acs-date';
    return isDate || !isOwn || (overridden.has(lower) && lower !== 'authorization')
      ? [quote(`${lower}: ${value}`)]
      : [];
  });
  const unknown = authentication === 'unknown-access-key';
  const sent = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const unknownId = sent?.match(/Credential=([^,]+),/)?.[1] ?? 'unknown';
  const isWrong = authentication === 'wrong-secret' || authentication === 'altered-after-signing';
  const secret =
    authentication === 'none' ? "''" : expandable(isWrong ? `\${${SECRET.slice(1)}}-wrong` : SECRET);
  const words = [
    'acs3',
    request.method,
    quote(kept.length === 0 ? address : `${address}?${kept.join('&')}`),
    request.body === '' ? "''" : quote(request.body),
    unknown ? quote(unknownId) : expandable(ID),
    secret,
    unknown || authentication === 'none' ? "''" : expandable(TOKEN),
    ...headers,
  ];
  return { kind: 'command', command: words.join(' '), notes: [] };
};

/** Requests of ECS in scripts. curl cannot sign for it: a function does with openssl. */
export const ECS_REPLAY: Replaying = {
  requestOf: (call, endpoint) => {
    const { origin, path } = addressOf(endpoint, call.region);
    const parameters = ecsParameters(call.operation, call.region, call.parameters).filter(
      ([name]) => name !== 'Action' && name !== 'Version',
    );
    return {
      method: 'POST',
      url: `${origin}${path}?${encodeParameters(parameters)}`,
      headers: [
        ['accept', 'application/json'],
        ['x-acs-action', ECS_ACTIONS[call.operation]],
        ['x-acs-version', ECS_API_VERSION],
      ],
      body: '',
    };
  },
  everything: { pageSize: 50 },
  nameMember: 'KeyPairName',
  signer: SIGNER,
  signatureHeaders: SIGNATURE_HEADERS,
  signatureParameters: SIGNATURE_PARAMETERS,
  curl: acs3Command,
  shellFunctions: ACS3,
  shellNeeds: {
    test: 'curl --version && openssl version',
    missing: 'curl and openssl are needed, and not both are there',
  },
};
