import type { HttpBehaviours } from './behaviours/xml.ts';
import type { Behaviours } from './behaviours.ts';

/** The year that a dress was seen in. */
export type DressName = '2018' | '2020' | '2026';

/** What answers look like over HTTP, whatever they say: headers and layout, as seen at some time. */
interface Dress {
  readonly compact: boolean;
  readonly headers: HttpBehaviours['headers'];
}

const XML = 'text/xml;charset=UTF-8';
const length = (body: Buffer): string => String(body.length);

const DRESSES: Readonly<Record<DressName, Dress>> = {
  // Observed 2018-12-31, DescribeImages (kitchen-ec2#440); refusals are taken to have had the same headers.
  '2018': {
    compact: false,
    headers: (ctx, outcome) => ({
      'Content-Type': ctx.behaviours.http.contentType(ctx, outcome),
      'Transfer-Encoding': 'chunked',
      Vary: 'Accept-Encoding',
      Server: 'AmazonEC2',
    }),
  },
  // Observed 2020-08-13, ImportKeyPair accepted and DescribeKeyPairs refused (emvaldes/eks-cluster).
  '2020': {
    compact: false,
    headers: (ctx, outcome, body) =>
      ctx.behaviours.http.status(ctx, outcome) < 400
        ? {
            'Content-Type': XML,
            'Content-Length': length(body),
            'X-Amzn-Requestid': ctx.requestId,
            Server: 'AmazonEC2',
          }
        : { 'Transfer-Encoding': 'chunked', Connection: 'close', Server: 'AmazonEC2' },
  },
  // Observed 2026-10-08 and 09, DescribeInstances and DescribeRegions (pingedbrain/microburst).
  '2026': {
    compact: true,
    headers: (ctx, outcome, body) => ({
      'Content-Type': ctx.behaviours.http.contentType(ctx, outcome),
      'x-amzn-RequestId': ctx.requestId,
      Server: 'AmazonEC2',
      'Cache-Control': 'no-cache, no-store',
      'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
      vary: 'accept-encoding',
      ...(ctx.behaviours.http.status(ctx, outcome) < 400
        ? { 'Content-Length': length(body) }
        : { 'Transfer-Encoding': 'chunked', Connection: 'close' }),
    }),
  },
};

/** Names of all dresses. */
export const DRESS_NAMES = Object.keys(DRESSES) as readonly DressName[];

/** The dress of this name, which may be any text; undefined where there is none. */
export function dressOf(name: string): DressName | undefined {
  return DRESS_NAMES.find((known) => known === name);
}

/** The same decisions in the headers and the layout of a dress. */
export function dressed(behaviours: Behaviours, name: DressName): Behaviours {
  const { compact, headers } = DRESSES[name];
  return {
    ...behaviours,
    http: { ...behaviours.http, headers },
    ...(compact && { xml: { ...behaviours.xml, indentation: () => '' } }),
  };
}
