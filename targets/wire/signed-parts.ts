import { type KeyForm, makeUpCredentials } from '../credentials.ts';
import type { Authentication, Credentials } from '../target.ts';
import type { HttpRequest } from './http.ts';

/** The credentials that a request is signed with, wrong where the call wants them wrong. */
export function credentialsFor(
  authentication: Authentication,
  credentials: Credentials,
  form: KeyForm,
): Credentials {
  if (authentication === 'unknown-access-key')
    // Another each time: one id in all runs would give the suite away.
    return { ...makeUpCredentials(form), secretAccessKey: credentials.secretAccessKey };
  if (authentication === 'wrong-secret')
    return { ...credentials, secretAccessKey: `${credentials.secretAccessKey}-wrong` };
  return credentials;
}

/** Providers want the host, the content type and their own headers signed; the last of repeated ones counts. */
export function signedHeaders(
  headers: HttpRequest['headers'],
  ...own: readonly string[]
): Record<string, string> {
  const lower = headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(
    lower.filter(
      ([name]) =>
        name === 'host' || name === 'content-type' || own.some((beginning) => name.startsWith(beginning)),
    ),
  );
}
