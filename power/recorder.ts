import type { Contract } from '../specs/contract.ts';
import { catalogueOf } from '../targets/mutants/index.ts';
import type { KeyTable } from '../targets/mutants/key-table.ts';
import type { HttpHandler, ReferenceServer } from '../targets/reference/http.ts';
import type { HttpRequest } from '../targets/reference/request.ts';
import { serve } from '../targets/reference/server.ts';
import type { Reply } from './baseline.ts';
import type { Conversation } from './conversation.ts';
import { handlerOf } from './mutant-server.ts';
import { repeatable, type SetClock } from './surroundings.ts';

/** The correct server with a record of what is said to it. It forgets everything when a new conversation begins. */
export class Recorder {
  readonly #contract: Contract;
  readonly #keys: KeyTable;
  #server: ReferenceServer | undefined;
  #handler: HttpHandler;
  #heard = new Map<HttpRequest, { readonly at: Date; reply?: Reply }>();
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

  /** Begins a conversation with an empty server. */
  begin(): void {
    this.#heard = new Map();
    this.#reached = new Set();
    this.#over = false;
    this.#handler = this.#emptyServer();
  }

  /** Ends the record; the server goes on, so that what the check made can be removed. */
  end(who: string): Conversation {
    this.#over = true;
    const said = [...this.#heard].flatMap(([request, { at, reply }]) =>
      reply === undefined ? [] : [{ request, at, reply }],
    );
    return { who, said, reached: this.#reached, complete: said.length === this.#heard.size };
  }

  #emptyServer(): HttpHandler {
    const { noOp } = catalogueOf(this.#contract.provider);
    const clock: SetClock = { now: new Date() };
    const handler = handlerOf(noOp, {
      keys: this.#keys,
      contract: this.#contract,
      onCall: (name) => !this.#over && this.#reached.add(name),
      surroundings: {
        ...repeatable(noOp.provider, clock),
        http: {
          send: ({ request }, reply, response) => {
            const heard = this.#heard.get(request);
            if (heard !== undefined) heard.reply = reply;
            response.writeHead(reply.status, reply.headers);
            response.end(reply.body);
          },
        },
      },
    });
    return (request, response) => {
      clock.now = new Date();
      if (!this.#over) this.#heard.set(request, { at: clock.now });
      return handler(request, response);
    };
  }
}
