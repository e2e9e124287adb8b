import type { Contract } from '../specs/contract.ts';
import type { Reply } from '../targets/reference/behaviours/http.ts';
import type { HttpHandler, ReferenceServer } from '../targets/reference/http.ts';
import type { HttpRequest } from '../targets/reference/request.ts';
import { serve } from '../targets/reference/server.ts';
import type { KeyPairClient } from '../targets/target.ts';
import type { Conversation, Look } from './conversation.ts';
import { handlerOf } from './mutant-server.ts';
import { catalogueOf } from './mutants/index.ts';
import type { KeyTable } from './mutants/key-table.ts';
import { TrackedReads } from './reads.ts';
import { repeatable, type SettableClock } from './repeatable.ts';

/** A request that the server was sent. */
interface Heard {
  readonly request: HttpRequest;
  readonly at: Date;
  reply?: Reply;
  look?: Look;
}

/** The correct server with a record of what is said to it. It forgets everything when a new conversation begins. */
export class Recorder {
  readonly #contract: Contract;
  readonly #keys: KeyTable;
  #server: ReferenceServer | undefined;
  #handler: HttpHandler;
  #heard: Heard[] = [];
  #reached = new Set<string>();
  #over = false;

  constructor(contract: Contract, keys: KeyTable) {
    this.#contract = contract;
    this.#keys = keys;
    this.#handler = this.#emptyServer();
  }

  /** Starts to listen; resolves to the address. */
  async start(): Promise<string> {
    this.#server = await serve((request, response) => this.#handler(request, response), {});
    return this.#server.url;
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  /** The same client, with a record of what is looked at in the answers that it can read a second time. */
  through(client: KeyPairClient): KeyPairClient {
    const { read, waitUntilExists } = client;
    return {
      kind: client.kind,
      call: async (call, options) => {
        const first = this.#heard.length;
        const outcome = await client.call(call, options);
        const [heard, more] = this.#heard.slice(first);
        // Its own request is among those since; of several nobody can tell which it is.
        if (heard === undefined || more !== undefined || read === undefined) return outcome;
        const reads = new TrackedReads();
        heard.look = { reads, exchange: outcome.exchange, read };
        return reads.watch(outcome);
      },
      ...(read !== undefined && { read: (exchange) => read.call(client, exchange) }),
      ...(waitUntilExists !== undefined && {
        waitUntilExists: (wanted, options) => waitUntilExists.call(client, wanted, options),
      }),
      close: () => client.close(),
    };
  }

  /** Begins a conversation with an empty server. */
  begin(): void {
    this.#heard = [];
    this.#reached = new Set();
    this.#over = false;
    this.#handler = this.#emptyServer();
  }

  /** The check has said its word; what is looked at from now on is for the log alone. */
  stopWatching(): void {
    for (const { look } of this.#heard) look?.reads.stop();
  }

  /** Ends the record; the server goes on, so that what the check made can be removed. */
  end(who: string): Conversation {
    this.#over = true;
    this.stopWatching();
    const said = this.#heard.flatMap(({ request, at, reply, look }) =>
      reply === undefined ? [] : [{ request, at, reply, ...(look !== undefined && { look }) }],
    );
    return { who, said, reached: this.#reached, complete: said.length === this.#heard.length };
  }

  #emptyServer(): HttpHandler {
    const { noOp } = catalogueOf(this.#contract.provider);
    const clock: SettableClock = { now: new Date() };
    const handler = handlerOf(noOp, {
      keys: this.#keys,
      contract: this.#contract,
      onCall: (name) => !this.#over && this.#reached.add(name),
      parts: {
        ...repeatable(noOp.provider, clock),
        http: {
          send: ({ request }, reply, response) => {
            const heard = this.#heard.find((one) => one.request === request);
            if (heard !== undefined) heard.reply = reply;
            response.writeHead(reply.status, reply.headers);
            response.end(reply.body);
          },
        },
      },
    });
    return (request, response) => {
      clock.now = new Date();
      if (!this.#over) this.#heard.push({ request, at: clock.now });
      return handler(request, response);
    };
  }
}
