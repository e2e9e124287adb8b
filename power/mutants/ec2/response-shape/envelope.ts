import { leaf } from '../../../../targets/ec2/reference/outcome.ts';
import { type Mutant, mutantsOf } from '../../mutant.ts';
import { only } from '../conditions.ts';
import { fields, forEach } from './faults.ts';

/** Faults in the envelope of an answer. */
export const RESPONSE_SHAPE_ENVELOPE: readonly Mutant[] = mutantsOf('response-shape', {
  ...forEach(
    'status-201',
    (one) => `${one} answers with HTTP 201`,
    'status',
    (condition) =>
      ({ http }) => ({
        http: {
          status: only(
            condition,
            (ctx, outcome) => (outcome.kind === 'success' ? 201 : http.status(ctx, outcome)),
            http.status,
          ),
        },
      }),
  ),
  ...forEach(
    'other-root',
    (one) => `the root element of ${one} ends in Result`,
    'root',
    (condition) =>
      ({ xml }) => ({
        xml: { root: only(condition, (ctx) => `${ctx.action}Result`, xml.root) },
      }),
  ),
  ...forEach(
    'no-namespace',
    (one) => `the answer of ${one} has no namespace`,
    'namespace',
    (condition) =>
      ({ xml }) => ({
        xml: { namespace: only(condition, () => undefined, xml.namespace) },
      }),
  ),
  ...forEach(
    'namespace-without-slash',
    (one) => `the namespace of ${one} has no slash at its end`,
    'namespace',
    (condition) =>
      ({ xml }) => ({
        xml: { namespace: only(condition, () => 'http://ec2.amazonaws.com/doc/2016-11-15', xml.namespace) },
      }),
  ),
  ...forEach(
    'no-request-id',
    (one) => `the answer of ${one} has no request id`,
    'request-id',
    (condition) =>
      ({ xml }) => ({
        xml: { requestId: only(condition, () => [], xml.requestId) },
      }),
  ),
  ...forEach(
    'capital-request-id',
    (one) => `the request id of ${one} is spelt as in a refusal`,
    'request-id',
    (condition) =>
      ({ xml }) => ({
        xml: { requestId: only(condition, (ctx) => [leaf('RequestID', ctx.requestId)], xml.requestId) },
      }),
  ),
  ...forEach(
    'undeclared-element',
    (one) => `the answer of ${one} has an element that nobody knows`,
    'undeclared',
    (condition) => fields(condition, (nodes) => [...nodes, leaf('ownerId', '000000000000')]),
  ),
  ...forEach(
    'unclosed',
    (one) => `the answer of ${one} ends before its root element does`,
    'readable',
    (condition) =>
      ({ xml }) => ({
        xml: {
          success: only(
            condition,
            (ctx, nodes) => xml.success(ctx, nodes).replace(/<\/[A-Za-z]+>$/, ''),
            xml.success,
          ),
        },
      }),
  ),
});
