import { randomUUID } from 'node:crypto';

/** What a null target answers. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const XML = 'text/xml;charset=UTF-8';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A success of EC2's shape with these elements, already written. */
export function successDocument(action: string, elements: string): Answer {
  const root = /^[A-Za-z]+$/.test(action) ? `${action}Response` : 'Response';
  return {
    status: 200,
    contentType: XML,
    body: `${DECLARATION}<${root} xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${randomUUID()}</requestId>${elements}</${root}>`,
  };
}

/** A refusal of EC2's shape. */
export function refusalDocument(code: string, status: number): Answer {
  return {
    status,
    contentType: XML,
    body: `${DECLARATION}<Response><Errors><Error><Code>${code}</Code><Message>The request is refused.</Message></Error></Errors><RequestID>${randomUUID()}</RequestID></Response>`,
  };
}
