import { parentPort, workerData } from 'node:worker_threads';
import { readContract } from '../specs/compiled.ts';
import { Instrument } from './instrument.ts';
import { type Measurement, nothingJudged } from './measurement.ts';
import { perform, type Task } from './task.ts';

/** What a worker is started with. */
export interface WorkerStart {
  readonly provider: string;
  readonly seed: number;
}

/** A finished task, by the number it was sent with. */
export interface WorkerAnswer {
  readonly number: number;
  readonly measurement: Measurement;
}

const port = parentPort;
if (port !== null) {
  const { provider, seed } = workerData as WorkerStart;
  const instrument = new Instrument(await readContract(provider), seed);
  port.on('message', ({ number, task }: { readonly number: number; readonly task: Task }) => {
    perform(instrument, task).then(
      (measurement) => port.postMessage({ number, measurement } satisfies WorkerAnswer),
      (error: unknown) =>
        port.postMessage({
          number,
          measurement: nothingJudged(task.id, String(error)),
        } satisfies WorkerAnswer),
    );
  });
}
