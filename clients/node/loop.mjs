// What all programs in JavaScript share: where to connect, and the loop that the timing reads.
import { readFileSync } from 'node:fs';

export const port = Number(process.env.RF_PORT);
export const password = process.env.RF_PASSWORD;
export const worksOnce = process.env.RF_MODE === 'work';
export const bounded = process.env.RF_OPTIONS === 'bounded';

// Two loops of one library run side by side, each with a queue of its own.
export const queueName = 'jobs-' + process.env.RF_OPTIONS;

export function version(name) {
  const file = new URL(`node_modules/${name}/package.json`, import.meta.url);
  console.log('version', JSON.parse(readFileSync(file)).version);
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Attempts 20 times a second, for ever; says of each attempt how it went. */
export async function run(attempt) {
  for (;;) {
    try {
      await attempt();
      console.log('ok');
    } catch (failure) {
      console.log('error', failure.name);
      console.error(failure);
    }
    await pause(50);
  }
}

/** The options of node-redis that bound how long it waits. */
export function nodeRedisOptions() {
  const socket = { host: '127.0.0.1', port };
  if (!bounded) return { socket, password };
  const reconnectStrategy = (times) => Math.min(times * 50, 500);
  return {
    socket: { ...socket, connectTimeout: 2000, socketTimeout: 2000, reconnectStrategy },
    password,
    commandOptions: { timeout: 2000 },
    pingInterval: 1000,
  };
}

/** The options of ioredis that bound how long it waits. */
export function ioredisOptions(blocking = false) {
  const where = { host: '127.0.0.1', port, password };
  if (!bounded) return where;
  const retryStrategy = (times) => Math.min(times * 50, 500);
  return { ...where, connectTimeout: 2000, socketTimeout: blocking ? 10000 : 2000, retryStrategy };
}
